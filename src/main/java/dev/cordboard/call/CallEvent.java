package dev.cordboard.call;

import dev.cordboard.identifier.CommunicationIdentifier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something an application is told. Neutral to api-versions: `dialect` knows which version has
/// which event with which members, and drops what a version does not have.
///
/// @param to the connection, its version and where it goes
/// @param operationContext the connection's or the operation's, as trace rule 8 says
public record CallEvent(
    Instant at,
    Recipient to,
    CallIds ids,
    Optional<String> operationContext,
    CallResult result,
    Detail detail) {

  /// Where an event goes: the connection's callback URI, or the operation's own.
  public record Recipient(String connectionId, String apiVersion, String callbackUri) {}

  /// What happened; the name of the member is the name of the service's event.
  public sealed interface Detail {
    record CallConnected() implements Detail {}

    record CallDisconnected() implements Detail {}

    record CreateCallFailed() implements Detail {}

    record AnswerFailed() implements Detail {}

    record ParticipantsUpdated(List<Participant> participants, int sequenceNumber)
        implements Detail {
      public ParticipantsUpdated {
        participants = List.copyOf(participants);
      }
    }

    record AddParticipantSucceeded(CommunicationIdentifier participant) implements Detail {}

    record AddParticipantFailed(CommunicationIdentifier participant) implements Detail {}

    /// Of those that were added at once, these came.
    record AddParticipantsSucceeded(List<CommunicationIdentifier> participants) implements Detail {
      public AddParticipantsSucceeded {
        participants = List.copyOf(participants);
      }
    }

    /// Of those that were added at once, nobody came.
    record AddParticipantsFailed(List<CommunicationIdentifier> participants) implements Detail {
      public AddParticipantsFailed {
        participants = List.copyOf(participants);
      }
    }

    record CancelAddParticipantSucceeded(String invitationId) implements Detail {}

    record CancelAddParticipantFailed(String invitationId) implements Detail {}

    record RemoveParticipantSucceeded(CommunicationIdentifier participant) implements Detail {}

    /// Has no cause yet: whoever cannot be removed is unknown at once.
    record RemoveParticipantFailed(CommunicationIdentifier participant) implements Detail {}

    record ConnectFailed() implements Detail {}

    record CallTransferAccepted(
        CommunicationIdentifier transferTarget, CommunicationIdentifier transferee)
        implements Detail {}

    record CallTransferFailed(
        CommunicationIdentifier transferTarget, CommunicationIdentifier transferee)
        implements Detail {}

    /// Somebody came from another call.
    ///
    /// @param fromCall the connection on the call they were taken from
    record MoveParticipantSucceeded(CommunicationIdentifier participant, String fromCall)
        implements Detail {}

    /// Somebody did not come from another call.
    ///
    /// Has no cause yet: a move happens at once or is refused at once.
    ///
    /// @param fromCall the connection on the call they were to be taken from
    record MoveParticipantFailed(CommunicationIdentifier participant, String fromCall)
        implements Detail {}

    /// Has no cause as long as nothing is played to whom is held.
    record HoldFailed() implements Detail {}
  }

  /// Somebody on the roster.
  public record Participant(
      CommunicationIdentifier identifier, boolean isMuted, boolean isOnHold) {}
}
