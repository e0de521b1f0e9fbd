package dev.cordboard.engine.mailbox;

import dev.cordboard.base.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The deadlines of all calls, on one platform thread. An action must be quick: it posts to a
/// mailbox.
///
/// A deadline is turned into monotonic time when it is set, so that a jump of the wall clock
/// neither fires nor delays it.
public final class Timers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

  private final TimeSource time;
  private final ConcurrentSkipListSet<Timer> waiting = new ConcurrentSkipListSet<>();
  private final AtomicLong number = new AtomicLong();
  private volatile @Nullable Thread thread;
  private volatile boolean closed;

  public Timers(TimeSource time) {
    this.time = time;
  }

  /// Starts the thread; without it, [#fireDue] does the work.
  public void start() {
    thread = Thread.ofPlatform().name("call-timers").daemon().start(this::run);
  }

  /// Runs the action at this time, or at once when it has passed.
  public Timer set(Instant due, Runnable action) {
    long inNanos = Duration.between(time.now(), due).toNanos();
    var timer = new Timer(time.nanoTime() + inNanos, number.incrementAndGet(), action);
    waiting.add(timer);
    var first = first();
    if (first != null && first.number() == timer.number()) {
      wake();
    }
    return timer;
  }

  /// Forgets a timer; one that is being fired cannot be caught any more.
  public void stop(Timer timer) {
    waiting.remove(timer);
  }

  /// Runs what is due.
  public void fireDue() {
    for (var timer = pollDue(); timer != null; timer = pollDue()) {
      try {
        timer.action().run();
      } catch (RuntimeException e) {
        // The other calls still need their timers.
        LOG.error("timers: an action failed", e);
      }
    }
  }

  /// How many wait.
  public int size() {
    return waiting.size();
  }

  @Override
  public void close() {
    closed = true;
    wake();
  }

  /// Whoever takes a timer out of the set fires it: a timer is either stopped or fired.
  private @Nullable Timer pollDue() {
    for (var first = first(); first != null; first = first()) {
      if (first.dueNanos() - time.nanoTime() > 0) {
        return null;
      }
      if (waiting.remove(first)) {
        return first;
      }
    }
    return null;
  }

  private @Nullable Timer first() {
    var each = waiting.iterator();
    return each.hasNext() ? each.next() : null;
  }

  private void run() {
    while (!closed) {
      fireDue();
      var next = first();
      if (next == null) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, next.dueNanos() - time.nanoTime());
      }
    }
  }

  private void wake() {
    LockSupport.unpark(thread);
  }

  /// One deadline; ordered by time, then by age.
  public record Timer(long dueNanos, long number, Runnable action) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      long sooner = dueNanos - other.dueNanos;
      return sooner != 0 ? Long.signum(sooner) : Long.compare(number, other.number);
    }
  }
}
