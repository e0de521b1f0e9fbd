package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.LegEnd;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.machine.Conversation.Stage;
import dev.cordboard.call.machine.Party.Standing;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.Optional;

/// How parties go, and how the call ends when nobody is left to talk to.
final class Leaving {
  private Leaving() {}

  /// An application leaves (DELETE). A connection that is no party leaves nothing behind.
  static void hangUp(Turn turn, ConnectionView connection) {
    turn.reply(new CallReply.Accepted());
    var id = connection.terms().connectionId();
    var itself = turn.call().application(id);
    var ending = Ending.byApplication(id, identityOf(turn, connection));
    if (itself.isPresent()) {
      leave(turn, itself.get(), ending);
    } else {
      withdrawOperationsOf(turn, id);
      disconnect(turn, connection, ending.toLeaver());
      endIfAlone(turn, Ending.alone());
    }
  }

  /// An application ends the call for everybody.
  static void terminate(Turn turn, ConnectionView connection) {
    turn.reply(new CallReply.Accepted());
    var id = connection.terms().connectionId();
    end(turn, Ending.byApplication(id, identityOf(turn, connection)));
  }

  /// An application removes somebody from the roster, themselves included.
  static void remove(Turn turn, ConnectionView remover, CallInput.RemoveParticipant remove) {
    var found = turn.call().participant(remove.participant());
    if (found.isEmpty()) {
      turn.reply(new CallReply.UnknownParticipant());
      return;
    }
    turn.reply(new CallReply.Accepted());
    turn.tellOutcome(
        remove.operation(),
        new Detail.RemoveParticipantSucceeded(remove.participant()),
        CallResult.OK);
    var removed = found.get();
    var ending = Ending.byRemoval(removed, identityOf(turn, remover));
    Replacing.drop(turn, removed);
    Referring.withdraw(turn, removed);
    close(turn, removed, ending);
    leave(turn, removed, ending);
  }

  /// A party's device is gone, before or after it took part.
  static void gone(Turn turn, Party party, LegEnd cause) {
    if (cause == LegEnd.HUNG_UP && Transferring.isOnTheWay(turn, party)) {
      Transferring.reached(turn, party, true);
      return;
    }
    var ending = party.isIn() ? Ending.byDevice(party, cause) : Ending.byCaller(party, cause);
    switch (cause) {
      case HUNG_UP -> Referring.hungUp(turn, party);
      case MEDIA_STOPPED -> {
        Referring.withdraw(turn, party);
        close(turn, party, ending);
      }
      case FAILED -> {}
    }
    leave(turn, party, ending);
  }

  /// Who a connection is on the roster; one that is nobody there is who it called as.
  static CommunicationIdentifier identityOf(Turn turn, ConnectionView connection) {
    return turn.call()
        .application(connection.terms().connectionId())
        .map(Party::identifier)
        .orElse(connection.source());
  }

  /// A party goes, whose leg is closed or gone, and the call with it or not.
  static void leave(Turn turn, Party party, Ending ending) {
    takeOut(turn, party);
    party.connectionId().ifPresent(id -> withdrawOperationsOf(turn, id));
    if (turn.call().isAlive()) {
      goOnWithout(turn, party, ending);
    } else {
      end(turn, ending);
    }
  }

  /// A party is no longer in; what there was about it comes to nothing.
  static void takeOut(Turn turn, Party party) {
    turn.become(turn.call().minus(party));
    Announcements.left(turn, party);
    Transferring.failOf(turn, party);
    Referring.drop(turn, party);
  }

  /// The others hear of the new roster, the one who left of nothing but that (trace 09).
  private static void goOnWithout(Turn turn, Party gone, Ending ending) {
    if (turn.call().isEstablished() && gone.isIn()) {
      Joining.moveRosterOn(turn, 1, gone.connectionId());
    }
    gone.connectionId()
        .flatMap(turn.call()::connection)
        .ifPresent(leaver -> disconnect(turn, leaver, ending.toLeaver()));
  }

  /// What is pending fails before its connection ends (RULINGS §3.1).
  static void withdrawOperationsOf(Turn turn, String connectionId) {
    Transferring.withdrawOf(turn, connectionId);
    for (var invitation : turn.call().invitations()) {
      if (invitation.inviter().equals(Optional.of(connectionId))) {
        withdraw(turn, invitation);
      }
    }
  }

  private static void withdraw(Turn turn, Invitation invitation) {
    Inviting.stop(turn, invitation, false);
    invitation
        .addition()
        .ifPresent(
            added ->
                Adding.failed(
                    turn, added, Refusal.notAdded(added.participant(), CallResult.CANCELLED)));
  }

  /// Some have gone to another call: the others hear of the new roster, or are left alone.
  static void goOnWithout(Turn turn) {
    if (turn.call().isAlive()) {
      Joining.moveRosterOn(turn, 1);
    } else {
      end(turn, Ending.alone());
    }
  }

  /// Ends the call unless somebody still has a reason to stay.
  static void endIfAlone(Turn turn, Ending ending) {
    if (turn.call().stage() != Stage.ENDED && !turn.call().isAlive()) {
      end(turn, ending);
    }
  }

  /// Ends the call for everybody: legs first, then what is pending, then the connections, the one
  /// that caused it before the others.
  static void end(Turn turn, Ending ending) {
    for (var party : turn.call().parties()) {
      close(turn, party, ending);
    }
    Transferring.fail(turn, CallResult.CANCELLED);
    turn.call().invitations().forEach(invitation -> withdraw(turn, invitation));
    var live = turn.call().liveConnections();
    live.stream()
        .filter(connection -> ending.isLeaver(connection.terms().connectionId()))
        .forEach(leaver -> disconnect(turn, leaver, ending.toLeaver()));
    live.stream()
        .filter(connection -> !ending.isLeaver(connection.terms().connectionId()))
        .forEach(other -> disconnect(turn, other, ending.toOthers()));
    turn.call().parties().forEach(party -> Announcements.left(turn, party));
    Announcements.ended(turn, ending.reason(), ending.endedBy());
    turn.become(turn.call().over());
    turn.emit(new CallEffect.Finish());
  }

  /// Ends the leg of a party, if it has one.
  static void close(Turn turn, Party party, Ending ending) {
    party
        .leg()
        .ifPresent(
            leg ->
                turn.emit(
                    party.standing() == Standing.CALLING
                        ? new CallEffect.RefuseLeg(leg.id(), ending.sipStatus())
                        : new CallEffect.HangUpLeg(leg.id())));
  }

  /// The last a connection hears. One that never was connected hears first that its request came to
  /// nothing, with the same result (RULINGS §3.2); `dialect` drops what its version lacks.
  static void disconnect(Turn turn, ConnectionView connection, CallResult result) {
    if (connection.state() == State.CONNECTING) {
      turn.tellOwn(connection, failed(connection), result);
    }
    turn.tellOwn(connection, new Detail.CallDisconnected(), result);
    turn.become(turn.call().with(connection, State.DISCONNECTED));
  }

  private static Detail failed(ConnectionView connection) {
    return switch (connection.way()) {
      case CREATED -> new Detail.CreateCallFailed();
      case ANSWERED -> new Detail.AnswerFailed();
      case CONNECTED -> new Detail.ConnectFailed();
    };
  }
}
