package dev.cordboard.store;

import dev.cordboard.config.StoreSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The writes that wait for the writer, and the rule when it may leave with them: at once when
/// somebody waits for one of them, else after the ride-along time.
final class WriteQueue {
  private final StoreSettings settings;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Write> waiting = new ArrayDeque<>();
  private int awaited;
  private boolean idle;
  private boolean closed;

  WriteQueue(StoreSettings settings) {
    this.settings = settings;
  }

  /// Queues a write, or says why not.
  Optional<Commit.Failure> offer(Write write) {
    lock.lock();
    try {
      if (closed) {
        return Optional.of(Commit.Failure.CLOSED);
      }
      if (waiting.size() >= settings.queueLimit()) {
        return Optional.of(Commit.Failure.OVERLOADED);
      }
      waiting.addLast(write);
      if (write.awaited()) {
        awaited++;
      }
      // The writer sleeps without a ride-along limit only while the queue is empty.
      if (idle || (awaited == 1 && write.awaited())) {
        idle = false;
        changed.signal();
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /// The next group, in order; empty when nothing came within `longest`, or on close.
  List<Write> take(Duration longest) {
    lock.lock();
    try {
      if (waiting.isEmpty() && !closed) {
        idle = true;
        await(longest.toNanos());
        idle = false;
      }
      long left = settings.rideAlong().toNanos();
      while (awaited == 0 && !waiting.isEmpty() && left > 0 && !closed) {
        left = await(left);
      }
      return drain();
    } finally {
      lock.unlock();
    }
  }

  /// Whether it is closed and nothing waits any more.
  boolean isDrained() {
    lock.lock();
    try {
      return closed && waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// How many wait.
  int size() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /// Takes nothing more; what waits is still to be written.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private List<Write> drain() {
    var group = new ArrayList<Write>(Math.min(waiting.size(), settings.groupLimit()));
    while (!waiting.isEmpty() && group.size() < settings.groupLimit()) {
      var next = waiting.removeFirst();
      if (next.awaited()) {
        awaited--;
      }
      group.add(next);
    }
    return group;
  }

  // Both callers look at the queue again after it.
  @SuppressWarnings("WaitNotInLoop")
  private long await(long nanos) {
    try {
      return changed.awaitNanos(nanos);
    } catch (InterruptedException e) {
      // Nobody but close() ends the writer; an interrupt is only an early look.
      return 0;
    }
  }
}
