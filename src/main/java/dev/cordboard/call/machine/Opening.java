package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.CallSnapshot.Way;
import dev.cordboard.call.Caller;
import dev.cordboard.call.Invitee;
import dev.cordboard.call.machine.Conversation.Origin;
import dev.cordboard.call.machine.Conversation.Stage;
import dev.cordboard.call.machine.Invitation.Purpose;
import dev.cordboard.call.machine.Party.Leg;
import dev.cordboard.call.machine.Party.Standing;
import java.util.Optional;

/// How a call begins: an application calls, a device calls, or a device dials a group or a room.
final class Opening {
  private static final int NOT_FOUND = 404;

  private Opening() {}

  /// An application calls one or several. It takes part from the start, as its source.
  static Step create(CallInput.Create create) {
    var origin = new Origin(create.ids(), create.at(), create.source(), Optional.empty(), false);
    var id = create.terms().connectionId();
    var name = create.sourceDisplayName().orElse("");
    var connection = connection(create, name);
    var shown = new Caller(create.source(), create.sourceCallerId(), name);

    var turn =
        new Turn(
            Conversation.of(origin, create.targets().size() == 1)
                .plus(connection)
                .plus(Party.application(id, create.source(), name, id)),
            create.at());
    turn.reply(new CallReply.Connected(connection));
    for (var target : create.targets()) {
      var purpose = new Purpose.Target(id);
      Inviting.ring(turn, Invitation.to(target, shown, create.customContext(), purpose), 0);
    }
    Inviting.giveUpUnreachable(turn);
    Leaving.endIfAlone(turn, Ending.alone());
    return turn.step();
  }

  private static ConnectionView connection(CallInput.Create create, String displayName) {
    return new ConnectionView(
        create.ids(),
        create.terms(),
        State.CONNECTING,
        Way.CREATED,
        create.source(),
        create.sourceCallerId(),
        Optional.of(displayName),
        create.targets().stream().map(Invitee::identifier).toList(),
        Optional.empty(),
        Optional.empty());
  }

  /// A device calls somebody. It hears ringing at once when an application is asked, which sends no
  /// 180 of its own.
  static Step arrive(CallInput.Arrive arrive) {
    var caller = arrive.caller();
    var origin =
        new Origin(
            arrive.ids(),
            arrive.at(),
            caller.identifier(),
            Optional.empty(),
            !arrive.callerOnRoster());
    var leg = new Leg(arrive.leg(), arrive.snapshot());
    var party = calling(caller, leg);
    var turn = new Turn(Conversation.of(origin, true).plus(party), arrive.at());
    var invitation =
        Invitation.to(arrive.target(), caller, arrive.customContext(), new Purpose.Arrival());
    Inviting.ring(turn, invitation, 0);
    if (invitation.reachesApplications()) {
      Inviting.ringing(turn);
    }
    Inviting.giveUpUnreachable(turn);
    return turn.step();
  }

  /// The first to dial a group or a room starts its call (RULINGS §8.2).
  static Step gather(CallInput.Join join) {
    var origin =
        new Origin(
            join.ids(),
            join.at(),
            join.caller().identifier(),
            Optional.of(join.gathering()),
            false);
    var turn = new Turn(Conversation.of(origin, false), join.at());
    dialIn(turn, join);
    return turn.step();
  }

  /// One more device dials the group or the room.
  static void join(Turn turn, CallInput.Join join) {
    if (turn.call().origin().gathering().equals(Optional.of(join.gathering()))) {
      dialIn(turn, join);
    } else {
      turn.emit(new CallEffect.RefuseLeg(join.leg(), NOT_FOUND));
    }
  }

  /// It is answered without ringing.
  private static void dialIn(Turn turn, CallInput.Join join) {
    var party = calling(join.caller(), new Leg(join.leg(), join.snapshot()));
    turn.become(turn.call().plus(party));
    Joining.pickUp(turn, party);
  }

  /// Parties that were split off another call talk on in this one (RULINGS §3.3): a call that
  /// stands from the beginning.
  static Step goOn(CallInput.Continue input) {
    var travellers = input.passage().travellers();
    var origin =
        new Origin(
            input.ids(), input.at(), travellers.getFirst().identifier(), Optional.empty(), false);
    var call = Conversation.of(origin, travellers.size() == 2).at(Stage.ESTABLISHED);
    var turn = new Turn(call, input.at());
    var parties = Travelling.arrive(turn, input.passage());
    for (var connection : turn.call().liveConnections()) {
      if (connection.state() == State.CONNECTING) {
        Joining.connect(turn, connection);
      }
    }
    Joining.moveRosterOn(turn, 1);
    parties.forEach(party -> Announcements.joined(turn, party));
    return turn.step();
  }

  private static Party calling(Caller caller, Leg leg) {
    return Party.device(
        leg.id().value(), caller.identifier(), caller.displayName(), Standing.CALLING, leg);
  }
}
