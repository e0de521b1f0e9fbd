package dev.cordboard.event.wire;

import dev.cordboard.base.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that is to happen later, on one platform thread; an action must be quick.
public final class Alarms implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

  private final TimeSource time;
  private final ConcurrentSkipListSet<Alarm> waiting = new ConcurrentSkipListSet<>();
  private final AtomicLong number = new AtomicLong();
  private volatile @Nullable Thread thread;
  private volatile boolean closed;

  /// Alarms that ring when somebody calls [#ringDue], or by themselves after [#start].
  public Alarms(TimeSource time) {
    this.time = time;
  }

  /// Starts the thread.
  public void start() {
    thread = Thread.ofPlatform().name("event-alarms").daemon().start(this::run);
  }

  /// Runs the action after this time.
  public Alarm set(Duration in, Runnable action) {
    var alarm =
        new Alarm(time.nanoTime() + in.toNanos(), number.incrementAndGet(), action, waiting);
    waiting.add(alarm);
    if (first().filter(alarm::equals).isPresent()) {
      LockSupport.unpark(thread);
    }
    return alarm;
  }

  /// Runs what is due.
  public void ringDue() {
    for (var due = takeDue(); due.isPresent(); due = takeDue()) {
      try {
        due.get().action.run();
      } catch (RuntimeException e) {
        // The other deliveries still need their alarms.
        LOG.error("event: an alarm failed", e);
      }
    }
  }

  /// How many were ever set: who moves the clock by hand knows by it that another thread waits.
  public long everSet() {
    return number.get();
  }

  /// How many wait.
  public int size() {
    return waiting.size();
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private Optional<Alarm> takeDue() {
    for (var first = first(); first.isPresent(); first = first()) {
      if (first.get().dueNanos - time.nanoTime() > 0) {
        return Optional.empty();
      }
      if (first.get().stop()) {
        return first;
      }
    }
    return Optional.empty();
  }

  private Optional<Alarm> first() {
    var all = waiting.iterator();
    return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
  }

  private void run() {
    while (!closed) {
      ringDue();
      var next = first();
      if (next.isEmpty()) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, next.get().dueNanos - time.nanoTime());
      }
    }
  }

  /// Something that is to happen; ordered by time, then by age.
  public static final class Alarm implements Comparable<Alarm> {
    private final long dueNanos;
    private final long number;
    private final Runnable action;
    private final ConcurrentSkipListSet<Alarm> waiting;

    private Alarm(
        long dueNanos, long number, Runnable action, ConcurrentSkipListSet<Alarm> waiting) {
      this.dueNanos = dueNanos;
      this.number = number;
      this.action = action;
      this.waiting = waiting;
    }

    /// Takes it back; false when it has rung or was taken back already.
    public boolean stop() {
      return waiting.remove(this);
    }

    @Override
    public int compareTo(Alarm other) {
      long later = dueNanos - other.dueNanos;
      return later != 0 ? Long.signum(later) : Long.compare(number, other.number);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Alarm alarm && alarm.number == number;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(number);
    }
  }
}
