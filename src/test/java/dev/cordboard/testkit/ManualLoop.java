package dev.cordboard.testkit;

import dev.cordboard.sip.transport.SipLoop;
import dev.cordboard.sip.transport.TimerQueue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// A SIP loop that the test's own thread turns. Timers run at exactly their instant of the
/// [ManualTime], one after the other, however far the test jumps.
public final class ManualLoop implements SipLoop {
  private static final int TOO_MANY = 1_000_000;

  private final ManualTime time;
  private final TimerQueue timers = new TimerQueue();
  private final Queue<Runnable> tasks = new ArrayDeque<>();

  public ManualLoop(ManualTime time) {
    this.time = time;
  }

  @Override
  public synchronized void post(Runnable task) {
    tasks.add(task);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    return timers.add(time.nanoTime() + delay.toNanos(), task);
  }

  @Override
  public boolean isLoopThread() {
    return true;
  }

  /// Runs everything that can run without time moving.
  public void run() {
    for (int i = 0; i < TOO_MANY; i++) {
      var task = next();
      if (task == null) {
        return;
      }
      task.run();
    }
    throw new IllegalStateException("the loop never rests");
  }

  /// Lets so much time pass.
  public void advance(Duration by) {
    run();
    long end = time.nanoTime() + by.toNanos();
    while (timers.nanosToNext(time.nanoTime()) <= end - time.nanoTime()) {
      time.advance(Duration.ofNanos(timers.nanosToNext(time.nanoTime())));
      run();
    }
    time.advance(Duration.ofNanos(end - time.nanoTime()));
  }

  /// How many timers are set: 0 when every table is empty and nothing leaks.
  public int timers() {
    return timers.size();
  }

  private synchronized @Nullable Runnable next() {
    var task = tasks.poll();
    return task == null ? timers.pollDue(time.nanoTime()) : task;
  }
}
