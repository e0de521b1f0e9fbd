package dev.cordboard.call;

import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.Invitation.Purpose;

/// Adding participants, and taking an invitation back.
final class Adding {
  private Adding() {}

  /// An application adds somebody: the call is a group from now on (BEHAVIOUR §1.7), and its
  /// roster two versions on (trace 09).
  static void add(Turn turn, ConnectionView connection, CallInput.AddParticipant add) {
    var target = add.participant().identifier();
    var id = add.participant().invitationId();
    if (turn.call().party(party -> party.identifier().equals(target)).isPresent()) {
      turn.reply(
          new CallReply.InvalidArgument("participantToAdd", "The participant is in the call."));
      return;
    }
    if (turn.call().invitation(other -> other.target().equals(target)).isPresent()) {
      turn.reply(new CallReply.Conflict("The participant is being invited already."));
      return;
    }
    turn.reply(new CallReply.Inviting(target, id));
    turn.become(turn.call().asGroup());
    Joining.moveRosterOn(turn, 2);
    Inviting.ring(
        turn,
        Invitation.to(
            add.participant(),
            new Caller(
                Leaving.identityOf(turn, connection), add.sourceCallerId(), add.sourceDisplayName().orElse("")),
            add.customContext(),
            new Purpose.Addition(add.operation(), id, target)),
        add.ringSeconds());
    Inviting.giveUpUnreachable(turn);
  }

  /// An application takes an invitation back. Whoever added hears nothing else of it (trace 10),
  /// unless it was another application that took it back.
  static void cancel(Turn turn, CallInput.CancelAddParticipant cancel) {
    turn.reply(new CallReply.Accepted());
    var operation = cancel.operation();
    var found =
        turn.call()
            .invitation(
                invitation ->
                    invitation.addition().isPresent()
                        && invitation.addition().get().invitationId().equals(cancel.invitationId()));
    if (found.isEmpty()) {
      turn.tellOutcome(
          operation,
          new Detail.CancelAddParticipantFailed(cancel.invitationId()),
          Results.INVITATION_OVER);
      return;
    }
    var added = found.get().addition().get();
    Inviting.stop(turn, found.get(), false);
    var result = Refusal.notAdded(added.participant(), Results.CANCELLED);
    turn.tellOutcome(
        operation, new Detail.CancelAddParticipantSucceeded(cancel.invitationId()), result);
    if (!added.operation().connectionId().equals(operation.connectionId())) {
      turn.tellOutcome(
          added.operation(), new Detail.AddParticipantFailed(added.participant()), result);
    }
    Leaving.endIfAlone(turn, Ending.alone());
  }
}
