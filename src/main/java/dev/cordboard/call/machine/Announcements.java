package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect.PublishGrid;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.GridEvent;
import dev.cordboard.call.GridEvent.Facts;
import dev.cordboard.call.machine.Invitation.Purpose;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.time.Duration;
import java.util.Optional;

/// What the Event Grid subscriptions hear of a call: invitations, and, once a user takes part, its
/// beginning, its users and its end (RULINGS §6.4).
final class Announcements {
  private Announcements() {}

  /// An added participant's custom context is there even when empty, a first target's only when
  /// something was sent along (trace rule 4).
  static void incomingCall(Turn turn, Invitation invitation) {
    var sentAlong = invitation.customContext();
    boolean shown =
        invitation.purpose() instanceof Purpose.Addition || !sentAlong.equals(CustomContext.NONE);
    turn.emit(
        new PublishGrid(
            new GridEvent.IncomingCall(
                turn.at(),
                invitation.idsIn(turn.call()),
                invitation.id(),
                invitation.shown().identifier(),
                invitation.target(),
                invitation.shown().displayName(),
                shown ? Optional.of(sentAlong) : Optional.empty())));
  }

  static void joined(Turn turn, Party party) {
    if (!party.isUser() || turn.call().origin().bare()) {
      return;
    }
    if (turn.call().startedAt().isEmpty()) {
      turn.become(turn.call().started(turn.at()));
      turn.emit(
          new PublishGrid(
              new GridEvent.CallStarted(turn.at(), turn.call().origin().ids(), facts(turn))));
    }
    turn.emit(
        new PublishGrid(
            new GridEvent.ParticipantAdded(
                turn.at(),
                turn.call().origin().ids(),
                facts(turn),
                party.identifier(),
                party.displayName(),
                party.id())));
  }

  static void left(Turn turn, Party party) {
    if (party.isUser() && party.isIn() && turn.call().startedAt().isPresent()) {
      turn.emit(
          new PublishGrid(
              new GridEvent.ParticipantRemoved(
                  turn.at(),
                  turn.call().origin().ids(),
                  facts(turn),
                  party.identifier(),
                  party.displayName(),
                  party.id())));
    }
  }

  static void ended(Turn turn, CallResult reason, Optional<CommunicationIdentifier> endedBy) {
    turn.call()
        .startedAt()
        .ifPresent(
            startedAt ->
                turn.emit(
                    new PublishGrid(
                        new GridEvent.CallEnded(
                            turn.at(),
                            turn.call().origin().ids(),
                            facts(turn),
                            endedBy,
                            reason,
                            Duration.between(startedAt, turn.at())))));
  }

  private static Facts facts(Turn turn) {
    var call = turn.call();
    return new Facts(call.origin().startedBy(), call.origin().gathering(), call.isTwoParty());
  }
}
