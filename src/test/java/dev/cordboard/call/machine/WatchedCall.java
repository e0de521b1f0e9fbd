package dev.cordboard.call.machine;

import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.ConnectionTerms;
import dev.cordboard.call.LegId;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What [ModelWatch] knows of one call, from outside.
final class WatchedCall {
  /// Where a leg stands, as the engine would know it.
  enum Stand {
    RINGING,
    CALLING,
    ANSWERED,
    UP
  }

  /// A leg and the one call that it belongs to.
  static final class Leg {
    final LegId id;
    final CommunicationIdentifier who;
    Stand stand;
    boolean bridged;
    boolean hears;
    boolean isHeard;
    boolean askedToRefer;
    boolean waitsForReferral;
    boolean refersAgain;

    Leg(LegId id, CommunicationIdentifier who, Stand stand) {
      this.id = id;
      this.who = who;
      this.stand = stand;
    }

    boolean isAnswered() {
      return stand == Stand.ANSWERED || stand == Stand.UP;
    }
  }

  /// A connection, what its application was told, and what it waits for.
  static final class Connection {
    final ConnectionTerms terms;

    /// The call it was promised to be on when it was made.
    final CallIds promised;

    /// The operations that have no outcome yet, by what they are to bring about.
    final Map<String, Operation> pending = new HashMap<>();

    boolean connected;
    boolean failed;
    boolean ended;
    int sequence;
    List<Participant> roster = List.of();

    Connection(ConnectionView made) {
      this.terms = made.terms();
      this.promised = made.ids();
    }

    String id() {
      return terms.connectionId();
    }
  }

  final CallIds ids;
  final boolean bare;
  final boolean gathering;
  final List<Leg> legs = new ArrayList<>();

  /// Whose leg each device comes to replace.
  final Map<LegId, LegId> seats = new HashMap<>();

  final Set<String> timers = new HashSet<>();
  final Map<String, Connection> connections = new HashMap<>();
  final Set<String> users = new HashSet<>();
  boolean continued;
  boolean gridStarted;
  boolean gridEnded;
  boolean finished;

  WatchedCall(CallIds ids, CallInput first) {
    this.ids = ids;
    this.bare = first instanceof CallInput.Arrive arrive && !arrive.callerOnRoster();
    this.gathering = first instanceof CallInput.Join;
  }

  Leg leg(LegId id) {
    for (var leg : legs) {
      if (leg.id.equals(id)) {
        return leg;
      }
    }
    throw new ModelWatch.Violation("a leg that is not the call's: " + id.value());
  }

  boolean hasLeg(LegId id) {
    for (var leg : legs) {
      if (leg.id.equals(id)) {
        return true;
      }
    }
    return false;
  }
}
