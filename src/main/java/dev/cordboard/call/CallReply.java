package dev.cordboard.call;

import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.List;

/// The synchronous answer to a command. `api` turns a refusal into a status, code and message.
public sealed interface CallReply {
  /// A connection was made (create, answer).
  record Connected(CallSnapshot.ConnectionView connection) implements CallReply {}

  /// Somebody is being added.
  record Inviting(CommunicationIdentifier participant, String invitationId) implements CallReply {}

  /// Several are being added at once.
  record InvitingAll(List<CommunicationIdentifier> participants) implements CallReply {
    public InvitingAll {
      participants = List.copyOf(participants);
    }
  }

  /// These have been moved here.
  record Moved(List<CallEvent.Participant> participants) implements CallReply {
    public Moved {
      participants = List.copyOf(participants);
    }
  }

  /// The command was accepted and has nothing more to say.
  record Accepted() implements CallReply {}

  /// The command was refused; nothing changed.
  sealed interface Refused extends CallReply {}

  /// No such call or connection, or it has ended (404/8522 "Call not found.").
  record UnknownCall() implements Refused {}

  /// No such participant on this call (404/8522).
  record UnknownParticipant() implements Refused {}

  /// The call is not connected yet (400/8501).
  record NotEstablished() implements Refused {}

  /// The invitation is no longer ringing (404/8522).
  record InvitationOver() implements Refused {}

  /// A member of the request makes no sense on this call (400/8523).
  record InvalidArgument(String member, String message) implements Refused {}

  /// Another action on the same thing is under way (409/8519).
  record Conflict(String message) implements Refused {}

  /// A transfer of this call is under way already (409/8607).
  record TransferUnderWay() implements Refused {}

  /// The mailbox is full, or the server cannot keep more calls (503).
  record Overloaded() implements Refused {}
}
