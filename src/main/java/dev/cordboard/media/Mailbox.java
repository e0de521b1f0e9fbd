package dev.cordboard.media;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The commands of one leg, run in order on the shard that has it, also while it moves to another.
///
/// Scheduled at most once: one shard drains it at a time, and a move hands the right to drain over.
final class Mailbox {
  private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile Shard shard;
  private @Nullable Runnable arrival;

  Mailbox(Shard shard) {
    this.shard = shard;
  }

  /// Queues a command; from any thread, never blocks.
  void post(Runnable command) {
    commands.add(command);
    if (scheduled.compareAndSet(false, true)) {
      shard.schedule(this);
    }
  }

  /// The shard that runs the commands now.
  Shard shard() {
    return shard;
  }

  /// Called by a command: what follows runs on another shard, this first.
  void moveTo(Shard other, Runnable first) {
    arrival = first;
    shard = other;
  }

  /// Runs what waits; on the shard's thread.
  void drain() {
    var here = shard;
    if (arrival != null) {
      var first = arrival;
      arrival = null;
      here.guarded(first);
    }
    do {
      for (var command = commands.poll(); command != null; command = commands.poll()) {
        here.guarded(command);
        if (shard != here) {
          shard.schedule(this); // Still scheduled: nobody else may.
          return;
        }
      }
      scheduled.set(false);
    } while (!commands.isEmpty() && scheduled.compareAndSet(false, true));
  }
}
