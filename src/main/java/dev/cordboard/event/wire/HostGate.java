package dev.cordboard.event.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Lets a bounded number of requests to one origin be under way, each on a virtual thread of its
/// own; others wait in order, as entries of a queue rather than as threads. What one origin does to
/// its requests is no concern of another's.
public final class HostGate {
  private final int perHost;
  private final Map<String, Origin> origins = new HashMap<>();

  private static final class Origin {
    int underWay;
    final Deque<Runnable> waiting = new ArrayDeque<>();
  }

  /// A gate for this many at once.
  public HostGate(int perHost) {
    this.perHost = perHost;
  }

  /// Runs the work as soon as its origin has room; never blocks.
  public void submit(Target target, Runnable work) {
    var name = target.origin();
    synchronized (origins) {
      var origin = origins.computeIfAbsent(name, _ -> new Origin());
      if (origin.underWay == perHost) {
        origin.waiting.addLast(work);
        return;
      }
      origin.underWay++;
    }
    Thread.ofVirtual().name("event-delivery").start(() -> runAll(name, work));
  }

  /// How many wait for room.
  public int waiting() {
    synchronized (origins) {
      return origins.values().stream().mapToInt(each -> each.waiting.size()).sum();
    }
  }

  /// The work, and then whatever waits for the same origin: a thread is used again as long as there
  /// is something to do.
  private void runAll(String name, Runnable first) {
    var work = Optional.of(first);
    while (work.isPresent()) {
      try {
        work.get().run();
      } finally {
        work = next(name);
      }
    }
  }

  private Optional<Runnable> next(String name) {
    synchronized (origins) {
      var origin = origins.computeIfAbsent(name, _ -> new Origin());
      var next = Optional.ofNullable(origin.waiting.pollFirst());
      if (next.isEmpty() && --origin.underWay == 0) {
        origins.remove(name);
      }
      return next;
    }
  }
}
