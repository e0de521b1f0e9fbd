package dev.cordboard.call.machine;

import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.Caller;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.Invitee;
import dev.cordboard.call.machine.Invitation.Purpose;
import java.util.Optional;

/// Whom an application adds: what is refused, taking it back, and the one outcome.
final class Adding {
  private Adding() {}

  /// An application adds somebody: the call is a group from now on (BEHAVIOUR §1.7), and its roster
  /// two versions on (trace 09).
  static void add(Turn turn, ConnectionView connection, CallInput.AddParticipant add) {
    var invitee = add.participant();
    var refused = refusal(turn, invitee, "participantToAdd");
    if (refused.isPresent()) {
      turn.reply(refused.get());
      return;
    }
    turn.reply(new CallReply.Inviting(invitee.identifier(), invitee.invitationId()));
    becomeGroup(turn);
    var caller =
        new Caller(
            Leaving.identityOf(turn, connection),
            add.sourceCallerId(),
            add.sourceDisplayName().orElse(""));
    var purpose =
        new Purpose.Addition(
            add.operation(), invitee.invitationId(), invitee.identifier(), Optional.empty());
    Inviting.ring(
        turn, Invitation.to(invitee, caller, add.customContext(), purpose), add.ringSeconds());
    Inviting.giveUpUnreachable(turn);
  }

  /// Adds several at once; one that cannot be rung refuses them all.
  static void addAll(Turn turn, ConnectionView connection, CallInput.AddParticipants add) {
    for (var invitee : add.participants()) {
      var refused = refusal(turn, invitee, "participantsToAdd");
      if (refused.isPresent()) {
        turn.reply(refused.get());
        return;
      }
    }
    var name = add.participants().getFirst().invitationId();
    turn.reply(
        new CallReply.InvitingAll(add.participants().stream().map(Invitee::identifier).toList()));
    becomeGroup(turn);
    turn.become(turn.call().plus(Batch.of(name, add.operation(), add.participants().size())));
    var caller = new Caller(Leaving.identityOf(turn, connection), add.sourceCallerId(), "");
    for (var invitee : add.participants()) {
      var purpose =
          new Purpose.Addition(
              add.operation(), invitee.invitationId(), invitee.identifier(), Optional.of(name));
      Inviting.ring(
          turn, Invitation.to(invitee, caller, CustomContext.NONE, purpose), add.ringSeconds());
    }
    Inviting.giveUpUnreachable(turn);
  }

  private static Optional<CallReply.Refused> refusal(Turn turn, Invitee invitee, String member) {
    var target = invitee.identifier();
    if (turn.call().party(party -> party.is(target)).isPresent()) {
      return Optional.of(new CallReply.InvalidArgument(member, "The participant is in the call."));
    }
    if (turn.call().isInvited(target)) {
      return Optional.of(new CallReply.Conflict("The participant is being invited already."));
    }
    if (turn.call().isHandingOver()) {
      return Optional.of(new CallReply.Conflict("A transfer of the call is under way."));
    }
    return Optional.empty();
  }

  private static void becomeGroup(Turn turn) {
    turn.become(turn.call().asGroup());
    Joining.moveRosterOn(turn, 2);
  }

  /// An application takes an invitation back. Whoever added hears nothing else of it (trace 10),
  /// unless it was another application that took it back, or several were added at once.
  static void cancel(Turn turn, CallInput.CancelAddParticipant cancel) {
    turn.reply(new CallReply.Accepted());
    var operation = cancel.operation();
    var found = turn.call().invitation(invitation -> isAddition(invitation, cancel.invitationId()));
    if (found.isEmpty()) {
      turn.tellOutcome(
          operation,
          new Detail.CancelAddParticipantFailed(cancel.invitationId()),
          CallResult.INVITATION_OVER);
      return;
    }
    var added = found.get().addition().orElseThrow();
    Inviting.stop(turn, found.get(), false);
    var result = Refusal.notAdded(added.participant(), CallResult.CANCELLED);
    turn.tellOutcome(
        operation, new Detail.CancelAddParticipantSucceeded(cancel.invitationId()), result);
    if (added.together().isPresent()
        || !added.operation().connectionId().equals(operation.connectionId())) {
      failed(turn, added, result);
    }
    Leaving.endIfAlone(turn, Ending.alone());
  }

  private static boolean isAddition(Invitation invitation, String id) {
    return invitation.addition().filter(added -> added.invitationId().equals(id)).isPresent();
  }

  /// Somebody who was added takes part.
  static void succeeded(Turn turn, Purpose.Addition added) {
    batchOf(turn, added)
        .ifPresentOrElse(
            batch -> settle(turn, batch, batch.withJoined(added.participant()), CallResult.OK),
            () ->
                turn.tellOutcome(
                    added.operation(),
                    new Detail.AddParticipantSucceeded(added.participant()),
                    CallResult.OK));
  }

  /// Somebody who was added will not come.
  static void failed(Turn turn, Purpose.Addition added, CallResult why) {
    batchOf(turn, added)
        .ifPresentOrElse(
            batch -> settle(turn, batch, batch.withFailed(added.participant()), why),
            () ->
                turn.tellOutcome(
                    added.operation(), new Detail.AddParticipantFailed(added.participant()), why));
  }

  private static Optional<Batch> batchOf(Turn turn, Purpose.Addition added) {
    return added.together().flatMap(turn.call()::batch);
  }

  /// Told when the last of them is in or lost: as a group call that is being created, it failed
  /// only when nobody came (RULINGS §3.3).
  private static void settle(Turn turn, Batch known, Batch now, CallResult last) {
    turn.become(turn.call().replace(known, now));
    if (!now.isSettled()) {
      return;
    }
    if (now.joined().isEmpty()) {
      turn.tellOutcome(now.operation(), new Detail.AddParticipantsFailed(now.failed()), last);
    } else {
      turn.tellOutcome(
          now.operation(), new Detail.AddParticipantsSucceeded(now.joined()), CallResult.OK);
    }
  }
}
