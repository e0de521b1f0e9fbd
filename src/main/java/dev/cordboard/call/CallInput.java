package dev.cordboard.call;

import dev.cordboard.identifier.CommunicationIdentifier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything that can happen to a call. Time and identity come as values, so a replay of the
/// journal gives the same state.
public sealed interface CallInput {
  /// When it happened.
  Instant at();

  /// Asked for by an application or by our own API; answered with a [CallReply].
  sealed interface Command extends CallInput {}

  /// Reported by `sip` or `media` about one leg.
  sealed interface Signal extends CallInput {
    /// The leg it is about.
    LegId leg();
  }

  /// An application calls somebody (REST create); the first input of its call.
  ///
  /// @param source the application's own identity: given, or made by `engine` for this call
  /// @param sourceGiven whether the request named the source
  record Create(
      Instant at,
      CallIds ids,
      ConnectionTerms terms,
      CommunicationIdentifier source,
      boolean sourceGiven,
      Optional<CommunicationIdentifier.PhoneNumber> sourceCallerId,
      Optional<String> sourceDisplayName,
      List<Invitee> targets,
      CustomContext customContext)
      implements Command {
    public Create {
      targets = List.copyOf(targets);
    }
  }

  /// A phone or a user's device calls somebody; the first input of its call.
  ///
  /// @param leg the caller's leg, ringing
  /// @param callerOnRoster false for a bare trunk-to-trunk call, which has no connection and no
  ///   events
  record Arrive(
      Instant at,
      CallIds ids,
      LegId leg,
      Caller caller,
      Invitee target,
      CustomContext customContext,
      boolean callerOnRoster,
      LegSnapshot snapshot)
      implements CallInput {}

  /// A phone or a user's device dials a group or a room; the first input of its call, or a further
  /// one.
  record Join(
      Instant at, CallIds ids, LegId leg, Caller caller, Gathering gathering, LegSnapshot snapshot)
      implements CallInput {}

  /// An application answers an invitation with its `incomingCallContext`.
  ///
  /// @param answeredBy the user it answers as, where the request said
  /// @param phoneAnswerer who it is when it answers for a phone number, which is no user of its own
  record Answer(
      Instant at,
      String invitationId,
      ConnectionTerms terms,
      Optional<CommunicationIdentifier> answeredBy,
      PhoneAnswerer phoneAnswerer)
      implements Command {}

  /// An application turns an invitation down.
  record Reject(Instant at, String invitationId, RejectReason reason) implements Command {}

  /// An application sends an invitation on to somebody else.
  record Redirect(Instant at, String invitationId, Invitee target) implements Command {}

  /// An application leaves (DELETE).
  record HangUp(Instant at, String connectionId) implements Command {}

  /// An application ends the call for everybody.
  record Terminate(Instant at, String connectionId) implements Command {}

  /// An application adds somebody.
  ///
  /// @param ringSeconds the request's invitationTimeoutInSeconds; 0 when absent
  record AddParticipant(
      Instant at,
      Operation operation,
      Invitee participant,
      Optional<CommunicationIdentifier.PhoneNumber> sourceCallerId,
      Optional<String> sourceDisplayName,
      int ringSeconds,
      CustomContext customContext)
      implements Command {}

  /// An application takes back an invitation of [AddParticipant].
  record CancelAddParticipant(Instant at, Operation operation, String invitationId)
      implements Command {}

  /// An application removes somebody.
  record RemoveParticipant(Instant at, Operation operation, CommunicationIdentifier participant)
      implements Command {}

  /// The server is shutting down, or the call cannot be kept (journal full, mailbox overflown,
  /// restart).
  record End(Instant at, CallResult result) implements CallInput {}

  /// A device rings.
  record Ringing(Instant at, LegId leg) implements Signal {}

  /// A device sent a provisional answer with a session description: it may be heard already.
  record EarlyMedia(Instant at, LegId leg) implements Signal {}

  /// A leg stands. A device that was invited sent its 200; a calling device acknowledged ours
  /// ([CallEffect.AnswerLeg]).
  record Answered(Instant at, LegId leg, LegSnapshot snapshot) implements Signal {}

  /// A device did not answer: refused (300-699), no response (408), or cancelled (487).
  record Failed(Instant at, LegId leg, int sipStatus, String reason) implements Signal {}

  /// The far side of an established or calling leg is gone. After [LegEnd#HUNG_UP] and
  /// [LegEnd#FAILED] nothing is left to end; after [LegEnd#MEDIA_STOPPED] the call hangs the leg
  /// up.
  record Ended(Instant at, LegId leg, LegEnd cause) implements Signal {}

  /// The far side put its own leg on hold, or took it back.
  record HeldByPhone(Instant at, LegId leg, boolean held) implements Signal {}

  /// The leg was renegotiated; its snapshot changed.
  record LegChanged(Instant at, LegId leg, LegSnapshot snapshot) implements Signal {}

  /// A deadline that an effect set is due.
  record TimerFired(Instant at, String timer) implements CallInput {}

  /// One asynchronous action of an application.
  ///
  /// @param operationCallbackUri where its outcome goes instead of the connection's callback URI
  record Operation(
      String connectionId,
      Optional<String> operationContext,
      Optional<String> operationCallbackUri) {}

  /// The users that stand for an application which answers a call to a phone number (trace 23).
  ///
  /// @param target what its connection shows as target: the resource's nil identity,
  ///   `8:acs:<resource>_00000000-0000-0000-0000-000000000000`
  /// @param participant who it is on the roster unless the request said `answeredBy`: a user made
  ///   by `engine` for this connection
  record PhoneAnswerer(CommunicationIdentifier target, CommunicationIdentifier participant) {}

  /// Why an application turns a call down.
  enum RejectReason {
    NONE,
    BUSY,
    FORBIDDEN
  }

  /// Why an established leg ended.
  enum LegEnd {
    /// BYE, or CANCEL before an answer.
    HUNG_UP,
    /// No RTP and no RTCP for the configured time.
    MEDIA_STOPPED,
    /// The session failed: no ACK, a refused re-INVITE, a lost transport.
    FAILED
  }

  /// What many can dial into.
  record Gathering(Kind kind, String id) {
    /// A group call id or a room id.
    public enum Kind {
      GROUP,
      ROOM
    }
  }
}
