package dev.cordboard.engine;

import dev.cordboard.store.Store;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Tells the first try of a request from the next ones (RULINGS §7). Of two that come at once one
/// is carried out, the other waits for it. Thread-safe.
final class Repetitions {
  private final Store store;
  private final Duration limit;
  private final Map<String, CountDownLatch> underWay = new ConcurrentHashMap<>();

  /// @param limit how long a request waits for another one of its name
  Repetitions(Store store, Duration limit) {
    this.store = store;
    this.limit = limit;
  }

  Attempt begin(String key) {
    var over = new CountDownLatch(1);
    for (var other = underWay.putIfAbsent(key, over);
        other != null;
        other = underWay.putIfAbsent(key, over)) {
      if (!isOver(other)) {
        return new Attempt.TooSoon();
      }
    }
    // Looked up only now: whoever was ahead of us has written by the time it lets go.
    Optional<byte[]> earlier;
    try {
      earlier = store.request(key);
    } catch (RuntimeException e) {
      end(key, over);
      throw e;
    }
    if (earlier.isPresent()) {
      end(key, over);
      return new Attempt.Again(earlier.get());
    }
    return new Attempt.First(() -> end(key, over));
  }

  private void end(String key, CountDownLatch over) {
    underWay.remove(key, over);
    over.countDown();
  }

  private boolean isOver(CountDownLatch other) {
    try {
      return other.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
