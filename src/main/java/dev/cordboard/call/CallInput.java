package dev.cordboard.call;

import dev.cordboard.call.CallResult.SipDetail;
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
  ///
  /// @param customContext what goes along instead of what came with the invitation;
  ///   [CustomContext#NONE] leaves that as it was
  record Redirect(Instant at, String invitationId, Invitee target, CustomContext customContext)
      implements Command {}

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

  /// An application adds several at once, as the oldest api-version has it: one operation with one
  /// outcome.
  ///
  /// @param participants at least one, all different
  record AddParticipants(
      Instant at,
      Operation operation,
      List<Invitee> participants,
      Optional<CommunicationIdentifier.PhoneNumber> sourceCallerId,
      int ringSeconds)
      implements Command {
    public AddParticipants {
      participants = List.copyOf(participants);
    }
  }

  /// An application takes back an invitation of [AddParticipant].
  record CancelAddParticipant(Instant at, Operation operation, String invitationId)
      implements Command {}

  /// An application removes somebody.
  record RemoveParticipant(Instant at, Operation operation, CommunicationIdentifier participant)
      implements Command {}

  /// An application joins a call that goes on already, as no party of it.
  ///
  /// @param source as whom it adds and removes
  record Connect(Instant at, ConnectionTerms terms, CommunicationIdentifier source)
      implements Command {}

  /// An application wants to join a call that there is not; the first and last input of a call of
  /// its own, so that the failure reaches it as an event.
  record ConnectNowhere(
      Instant at,
      CallIds ids,
      ConnectionTerms terms,
      CommunicationIdentifier source,
      CallResult why)
      implements Command {}

  /// An application hands somebody over to somebody else.
  ///
  /// @param transferee who is handed over; absent in a 1:1 call, which has only one other
  /// @param splitIds the call of transferee and target, when they leave this one
  /// @param byRefer whether the transferee's far end may be asked to call the target itself
  record Transfer(
      Instant at,
      Operation operation,
      Invitee target,
      Optional<CommunicationIdentifier> transferee,
      Optional<CommunicationIdentifier.PhoneNumber> sourceCallerId,
      CustomContext customContext,
      CallIds splitIds,
      boolean byRefer)
      implements Command {}

  /// An application takes participants out of this call, which one of its connections is on, into
  /// another ([MoveIn]); both are one step.
  record MoveOut(Instant at, String connectionId, List<CommunicationIdentifier> participants)
      implements Command {
    public MoveOut {
      participants = List.copyOf(participants);
    }
  }

  /// The other half of [MoveOut].
  ///
  /// @param fromConnection the connection named there
  record MoveIn(Instant at, Operation operation, Passage passage, String fromConnection)
      implements Command {}

  /// An application makes somebody unheard, or heard again.
  record Mute(Instant at, Operation operation, CommunicationIdentifier participant, boolean muted)
      implements Command {}

  /// An application puts somebody on hold, or takes them back.
  record Hold(Instant at, Operation operation, CommunicationIdentifier participant, boolean held)
      implements Command {}

  /// A device calls in to take the seat of another leg (INVITE with Replaces, RFC 3891).
  ///
  /// @param seat the leg that is replaced and then hung up
  record Replace(Instant at, LegId leg, Caller caller, LegId seat, LegSnapshot snapshot)
      implements CallInput {}

  /// Parties that were split off another call ([CallEffect.Split]) go on in a call of their own, of
  /// which this is the first input.
  record Continue(Instant at, CallIds ids, Passage passage) implements CallInput {}

  /// A phone hands the others of its call over to another call of its own (REFER with Replaces, RFC
  /// 5589 §7): they leave this call, into the seat of the phone there ([TakeSeat]); both are one
  /// step. Answered with [CallReply.Accepted] or a refusal, like a command; the referrer is told of
  /// success, of a refusal `engine` tells it.
  ///
  /// @param referrer the leg that sent the REFER
  record GiveSeat(Instant at, LegId referrer) implements CallInput {}

  /// The other half of [GiveSeat], answered likewise.
  ///
  /// @param seat the leg of the referring phone in this call
  record TakeSeat(Instant at, LegId seat, Passage passage) implements CallInput {}

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
  ///
  /// @param q850 the telephone network's own cause, where a Reason header had one (RFC 6432)
  record Failed(Instant at, LegId leg, int sipStatus, String reason, Optional<SipDetail> q850)
      implements Signal {
    public Failed(Instant at, LegId leg, int sipStatus, String reason) {
      this(at, leg, sipStatus, reason, Optional.empty());
    }
  }

  /// The far side of an established or calling leg is gone. After [LegEnd#HUNG_UP] and
  /// [LegEnd#FAILED] nothing is left to end; after [LegEnd#MEDIA_STOPPED] the call hangs the leg
  /// up.
  record Ended(Instant at, LegId leg, LegEnd cause) implements Signal {}

  /// The far side put its own leg on hold, or took it back.
  record HeldByPhone(Instant at, LegId leg, boolean held) implements Signal {}

  /// The leg was renegotiated; its snapshot changed.
  record LegChanged(Instant at, LegId leg, LegSnapshot snapshot) implements Signal {}

  /// The far end answered our REFER: 2xx accepts, anything else refuses ([CallEffect.Refer]).
  record ReferAnswered(Instant at, LegId leg, int sipStatus) implements Signal {}

  /// The far end tells how far the call is that our REFER asked for: the status in its NOTIFY (RFC
  /// 3515 §2.4.5). One below 200 is progress, the first other one is the outcome.
  record ReferProgress(Instant at, LegId leg, int sipStatus) implements Signal {}

  /// A phone asks us to put somebody else into its place (REFER, RFC 3515).
  record Referred(Instant at, LegId leg, Invitee target, CustomContext customContext)
      implements Signal {}

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
