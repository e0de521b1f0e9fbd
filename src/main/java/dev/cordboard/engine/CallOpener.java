package dev.cordboard.engine;

import dev.cordboard.base.IdSource;
import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.call.LegId;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import java.util.Optional;

/// Makes calls and the names of what belongs to them. Thread-safe.
final class CallOpener {
  private final Exchange exchange;
  private final String resourceId;
  private final IdSource ids;

  CallOpener(Exchange exchange, String resourceId) {
    this.exchange = exchange;
    this.resourceId = resourceId;
    this.ids = exchange.parts().tools().ids();
  }

  /// A new call, to be given its first input; empty: the server cannot keep more (503).
  Optional<LiveCall> open(Optional<Gathering> gathering) {
    if (!exchange.parts().store().writable()) {
      return refuse();
    }
    var call = new LiveCall(exchange, newCallIds(), gathering);
    return exchange.registry().admit(call) ? Optional.of(call) : refuse();
  }

  /// The call of a group or room, a new one if there is none.
  Optional<LiveCall> gather(Gathering gathering) {
    return exchange
        .registry()
        .gathering(gathering)
        .or(() -> open(Optional.of(gathering)).map(call -> elect(gathering, call)));
  }

  /// Of two that dial a new group at once, one makes the call.
  private LiveCall elect(Gathering gathering, LiveCall call) {
    var elected = exchange.registry().gathering(gathering, call);
    if (elected != call) {
      call.discard();
    }
    return elected;
  }

  private Optional<LiveCall> refuse() {
    exchange.counters().refused().increment();
    return Optional.empty();
  }

  /// The names of a new call.
  CallIds newCallIds() {
    var callId = ids.uuid();
    return new CallIds(callId, ServerCallId.of(callId), ids.uuid());
  }

  LegId newLeg() {
    return new LegId(ids.token(12));
  }

  String newCorrelationId() {
    return ids.uuid();
  }

  String newInvitation() {
    return ids.uuid();
  }

  String newConnection() {
    return ids.uuid();
  }

  /// A user made for one connection.
  CommunicationUser newUser() {
    return user(resourceId + "_" + ids.uuid());
  }

  /// The user who stands for the resource itself.
  CommunicationUser nilUser() {
    return user(resourceId + "_00000000-0000-0000-0000-000000000000");
  }

  /// The user of an account.
  CommunicationUser user(String account) {
    return new CommunicationUser(CommunicationIdentifier.ACS + account);
  }
}
