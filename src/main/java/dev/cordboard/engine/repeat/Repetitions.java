package dev.cordboard.engine.repeat;

import dev.cordboard.store.Store;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Tells the first try of a request from the next ones (RULINGS §7). Of two that come at once one
/// is carried out, the other waits for it. Thread-safe.
public final class Repetitions {
  private final Store store;
  private final Duration limit;
  private final Map<String, UnderWay> underWay = new ConcurrentHashMap<>();

  /// @param limit how long a request waits for another one of its name
  public Repetitions(Store store, Duration limit) {
    this.store = store;
    this.limit = limit;
  }

  /// Waits for whoever has the name; then it is ours, unless it has been carried out.
  public Attempt begin(String key) {
    var ours = new UnderWay();
    for (var other = underWay.putIfAbsent(key, ours);
        other != null;
        other = underWay.putIfAbsent(key, ours)) {
      if (!other.awaitEnd(limit)) {
        return new Attempt.TooSoon();
      }
    }
    // Looked up only now: whoever was ahead of us has written by the time it lets go.
    Attempt attempt = new Attempt.TooSoon();
    try {
      attempt =
          store
              .request(key)
              .<Attempt>map(Attempt.Again::new)
              .orElseGet(() -> new Attempt.First(() -> release(key)));
    } finally {
      if (!(attempt instanceof Attempt.First)) {
        release(key);
      }
    }
    return attempt;
  }

  /// Keeps a name that is under way until a command of that request has come to something, however
  /// long that takes: its sender may give up before.
  public void keep(String key) {
    underWay.computeIfPresent(key, (_, known) -> known.kept());
  }

  /// Lets a name go that was [kept][#keep], or begun.
  public void release(String key) {
    underWay.computeIfPresent(key, (_, known) -> known.released() ? null : known);
  }

  /// A request that is being carried out; changed only under the map's own lock.
  private static final class UnderWay {
    private final CountDownLatch end = new CountDownLatch(1);
    private int holders = 1;

    UnderWay kept() {
      holders++;
      return this;
    }

    /// True: nobody keeps it any more.
    boolean released() {
      holders--;
      if (holders == 0) {
        end.countDown();
      }
      return holders == 0;
    }

    boolean awaitEnd(Duration limit) {
      try {
        return end.await(limit.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
