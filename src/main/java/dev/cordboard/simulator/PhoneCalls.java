package dev.cordboard.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The calls of the simulated phones, those that go on and the last ones that are over.
///
/// Thread-safe.
final class PhoneCalls {
  private final int kept;
  private final Map<String, PhoneCall> live = new LinkedHashMap<>();
  private final Map<String, PhoneCallView> over = new LinkedHashMap<>();
  private final Deque<String> order = new ArrayDeque<>();

  /// @param kept how many finished calls are remembered
  PhoneCalls(int kept) {
    this.kept = kept;
  }

  synchronized void add(PhoneCall call) {
    live.put(call.facts().id(), call);
    order.addFirst(call.facts().id());
  }

  synchronized Collection<PhoneCall> live() {
    return List.copyOf(live.values());
  }

  synchronized Optional<PhoneCall> find(String id) {
    return Optional.ofNullable(live.get(id));
  }

  /// One call, finished or not.
  synchronized Optional<PhoneCallView> view(String id) {
    return find(id).map(PhoneCall::view).or(() -> Optional.ofNullable(over.get(id)));
  }

  /// All calls, newest first.
  synchronized List<PhoneCallView> views() {
    var views = new ArrayList<PhoneCallView>();
    order.forEach(id -> view(id).ifPresent(views::add));
    return views;
  }

  /// Lets go of what a finished call holds, and forgets the oldest of too many.
  synchronized void retire() {
    for (var call : live()) {
      if (call.isOver()) {
        live.remove(call.facts().id());
        over.put(call.facts().id(), call.view());
      }
    }
    while (over.size() > kept) {
      var oldest = over.keySet().iterator().next();
      over.remove(oldest);
      order.remove(oldest);
    }
  }
}
