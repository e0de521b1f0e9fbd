package dev.cordboard.engine;

import dev.cordboard.call.CallSnapshot;
import dev.cordboard.call.Invitee;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// By which connections and invitations a call is found from outside, until it is over. Touched by
/// the one reader of the call's mailbox.
final class CallNames {
  private final Registry registry;
  private final LiveCall call;
  private final Set<String> names = new HashSet<>();

  CallNames(Registry registry, LiveCall call) {
    this.registry = registry;
    this.call = call;
  }

  void add(List<Invitee> invitees) {
    for (var invitee : invitees) {
      names.add(invitee.invitationId());
      registry.invitation(invitee.invitationId(), call);
    }
  }

  void add(CallSnapshot now) {
    for (var connection : now.connections()) {
      var id = connection.terms().connectionId();
      if (names.add(id)) {
        registry.connection(id, call);
      }
    }
  }

  /// A connection that another call has from now on, which is the one to add it.
  void giveAway(String connectionId) {
    names.remove(connectionId);
  }

  void close() {
    registry.remove(call, names);
  }
}
