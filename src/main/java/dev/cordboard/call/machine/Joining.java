package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.LegSnapshot;
import dev.cordboard.call.machine.Conversation.Stage;
import dev.cordboard.call.machine.Invitation.Purpose;
import dev.cordboard.call.machine.Party.Standing;
import java.util.Optional;

/// How parties come in, and what the roster's followers hear of it.
final class Joining {
  private Joining() {}

  /// Answers a device that calls; it takes part when it acknowledges. It is bridged at once, so
  /// that its first word is heard.
  static void pickUp(Turn turn, Party caller) {
    turn.become(turn.call().replace(caller, caller.now(Standing.ANSWERED)));
    caller.leg().ifPresent(leg -> turn.emit(new CallEffect.AnswerLeg(leg.id())));
    caller.bridge().ifPresent(turn::emit);
  }

  /// A calling device acknowledged our answer. Once more, or before we answered, it means nothing.
  static void acknowledged(Turn turn, Party caller, LegSnapshot snapshot) {
    if (caller.standing() == Standing.ANSWERED) {
      var in = caller.now(Standing.IN).with(snapshot);
      turn.become(turn.call().replace(caller, in));
      turn.call()
          .party(in::isFor)
          .ifPresentOrElse(
              seat -> Replacing.complete(turn, in, seat), () -> comeIn(turn, in, Optional.empty()));
    }
  }

  /// Somebody who takes part from now on.
  static void comeIn(Turn turn, Party party, Optional<Purpose.Addition> addition) {
    if (turn.call().isEstablished()) {
      joinLate(turn, party, addition);
    } else if (turn.call().isComplete()) {
      establish(turn);
    }
  }

  /// The call stands: its applications hear it, the one that answered first (traces 01, 09).
  private static void establish(Turn turn) {
    turn.become(turn.call().at(Stage.ESTABLISHED));
    for (var connection : turn.call().liveConnections().reversed()) {
      connect(turn, connection);
    }
    moveRosterOn(turn, 1);
    for (var party : turn.call().roster()) {
      Announcements.joined(turn, party);
    }
  }

  private static void joinLate(Turn turn, Party party, Optional<Purpose.Addition> addition) {
    var application = party.connectionId().flatMap(turn.call()::connection);
    application.ifPresent(connection -> connect(turn, connection));
    addition.ifPresent(added -> Adding.succeeded(turn, added));
    application.ifPresentOrElse(
        connection -> welcome(turn, connection), () -> moveRosterOn(turn, 1));
    Announcements.joined(turn, party);
  }

  /// Lets the application of a connection know that it is in.
  static void connect(Turn turn, ConnectionView connection) {
    turn.become(turn.call().with(connection, State.CONNECTED));
    turn.tellOwn(connection, new Detail.CallConnected(), CallResult.OK);
  }

  /// An application that joins a running call moves its roster on by four versions: the others hear
  /// each, the newcomer the last two and the first of these twice (trace 09).
  private static void welcome(Turn turn, ConnectionView newcomer) {
    var id = Optional.of(newcomer.terms().connectionId());
    moveRosterOn(turn, 1, id);
    moveRosterOn(turn, 1, id);
    moveRosterOn(turn, 1);
    id.flatMap(turn.call()::connection).ifPresent(connection -> tellRoster(turn, connection));
    moveRosterOn(turn, 1);
  }

  /// An application that joins as no party moves the roster on by two versions, of which nobody
  /// else hears (trace 03).
  static void introduce(Turn turn, ConnectionView newcomer) {
    connect(turn, newcomer);
    for (int i = 0; i < 2; i++) {
      turn.become(turn.call().withRosterVersion(turn.call().rosterVersion() + 1));
      tellRoster(turn, newcomer);
    }
  }

  /// Counts the roster on and tells every connection.
  static void moveRosterOn(Turn turn, int versions) {
    moveRosterOn(turn, versions, Optional.empty());
  }

  /// Counts the roster on and tells every connection but one.
  static void moveRosterOn(Turn turn, int versions, Optional<String> except) {
    turn.become(turn.call().withRosterVersion(turn.call().rosterVersion() + versions));
    for (var connection : turn.call().followers()) {
      if (!except.equals(Optional.of(connection.terms().connectionId()))) {
        tellRoster(turn, connection);
      }
    }
  }

  private static void tellRoster(Turn turn, ConnectionView connection) {
    var participants = turn.call().roster().stream().map(Party::onRoster).toList();
    turn.tell(
        connection,
        new Detail.ParticipantsUpdated(participants, turn.call().rosterVersion()),
        CallResult.OK);
  }
}
