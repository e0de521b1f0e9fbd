package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.Passage;
import dev.cordboard.call.Passage.Traveller;
import dev.cordboard.call.machine.Party.Hears;
import dev.cordboard.call.machine.Party.Leg;
import dev.cordboard.call.machine.Party.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How parties get from one call to another: with their legs, their applications' connections, and
/// muted or held as they were.
final class Travelling {
  private Travelling() {}

  /// Takes parties out of a call; what they have under way in it fails first. The caller of this
  /// hands the passage on and tells the others.
  static Passage depart(Turn turn, List<Party> parties) {
    var travellers = new ArrayList<Traveller>(parties.size());
    for (var party : parties) {
      party.connectionId().ifPresent(id -> Leaving.withdrawOperationsOf(turn, id));
      Referring.withdraw(turn, party);
      Replacing.drop(turn, party);
      var connection = party.connectionId().flatMap(turn.call()::connection);
      party.leg().ifPresent(leg -> turn.emit(new CallEffect.Unbridge(leg.id())));
      turn.become(turn.call().minus(party));
      connection.ifPresent(known -> turn.become(turn.call().minus(known)));
      travellers.add(of(party, connection));
    }
    return new Passage(travellers, turn.call().rosterVersion());
  }

  static Traveller of(Party party, Optional<ConnectionView> connection) {
    return new Traveller(
        party.id(),
        party.identifier(),
        party.displayName(),
        party.leg().map(leg -> new Passage.Leg(leg.id(), leg.snapshot())),
        connection,
        party.silence().muted(),
        party.silence().held(),
        party.silence().heldByPhone());
  }

  /// Puts parties into a call. Their connections must not see the roster's version go back.
  static List<Party> arrive(Turn turn, Passage passage) {
    var version = Math.max(turn.call().rosterVersion(), passage.rosterVersion());
    turn.become(turn.call().withRosterVersion(version));
    var ids = turn.call().origin().ids();
    var parties = new ArrayList<Party>(passage.travellers().size());
    for (var traveller : passage.travellers()) {
      var party = party(traveller);
      traveller.connection().ifPresent(known -> turn.become(turn.call().plus(known.on(ids))));
      turn.become(turn.call().plus(party));
      party.bridge().ifPresent(turn::emit);
      parties.add(party);
    }
    return parties;
  }

  private static Party party(Traveller traveller) {
    return new Party(
        traveller.id(),
        traveller.identifier(),
        traveller.displayName(),
        Standing.IN,
        traveller.leg().map(Travelling::leg),
        traveller.connection().map(known -> known.terms().connectionId()),
        new Silence(traveller.muted(), traveller.held(), traveller.heldByPhone()),
        Hears.NOTHING,
        Optional.empty());
  }

  private static Leg leg(Passage.Leg leg) {
    return new Leg(leg.id(), leg.snapshot());
  }
}
