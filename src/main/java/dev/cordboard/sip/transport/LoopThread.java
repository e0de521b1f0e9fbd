package dev.cordboard.sip.transport;

import dev.cordboard.base.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The SIP loop of a running server: one platform thread that waits for sockets, posted tasks and
/// timers, and runs them.
public final class LoopThread implements SipLoop, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoopThread.class);

  /// Tasks and timers of one turn, so that neither starves the sockets.
  private static final int BATCH = 256;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final TimeSource time;
  private final Selector selector;
  private final Thread thread;

  /// A lock of our own: a selector holds its own monitor while it waits.
  private final Object wakeUpLock = new Object();

  private final TimerQueue timers = new TimerQueue();
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private volatile boolean waiting;
  private volatile boolean closed;

  /// Starts the thread.
  public LoopThread(TimeSource time) {
    this.time = time;
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.thread = Thread.ofPlatform().name("sip-loop").daemon().start(this::turnUntilClosed);
  }

  @Override
  public void post(Runnable task) {
    tasks.add(task);
    if (waiting) {
      wakeUp();
    }
  }

  /// Not when it is closed: a selector may not be woken up then.
  private void wakeUp() {
    synchronized (wakeUpLock) {
      if (selector.isOpen()) {
        selector.wakeup();
      }
    }
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    return timers.add(time.nanoTime() + delay.toNanos(), task);
  }

  @Override
  public boolean isLoopThread() {
    return thread.equals(Thread.currentThread());
  }

  /// Runs `readable` on the loop whenever the channel has something to read, until it is closed.
  void whenReadable(SelectableChannel channel, Runnable readable) {
    post(
        () -> {
          try {
            channel.register(selector, SelectionKey.OP_READ, readable);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /// Ends the loop once what was posted before has run; timers never run any more. Waits until the
  /// thread is gone, unless called on it.
  @Override
  public void close() {
    closed = true;
    wakeUp();
    if (!isLoopThread()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void turnUntilClosed() {
    try {
      while (!closed) {
        turn();
      }
      runWhatIsLeft();
      synchronized (wakeUpLock) {
        selector.close();
      }
    } catch (IOException e) {
      LOG.error("sip loop ended: its selector failed", e);
    }
  }

  /// Whoever closes posts farewells first; what those post in turn is not waited for.
  private void runWhatIsLeft() {
    for (int left = tasks.size(); left > 0; left--) {
      runOne(tasks.poll());
    }
  }

  private void turn() throws IOException {
    await();
    for (int i = 0; i < BATCH && runOne(tasks.poll()); i++) {}
    for (int i = 0; i < BATCH && runOne(timers.pollDue(time.nanoTime())); i++) {}
  }

  private void await() throws IOException {
    long nanos = timers.nanosToNext(time.nanoTime());
    waiting = true;
    // A task that was posted before `waiting` was seen is found here; later ones wake us up.
    if (!tasks.isEmpty() || nanos == 0 || closed) {
      selector.selectNow(this::read);
    } else if (nanos == Long.MAX_VALUE) {
      selector.select(this::read);
    } else {
      selector.select(this::read, nanos / NANOS_PER_MILLI + 1);
    }
    waiting = false;
  }

  private void read(SelectionKey key) {
    waiting = false;
    runOne((Runnable) key.attachment());
  }

  /// A task that throws is a bug of ours: it costs what it was about, never the loop.
  private boolean runOne(@Nullable Runnable task) {
    if (task == null) {
      return false;
    }
    try {
      task.run();
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      LOG.error("a task of the sip loop failed", e);
    }
    return true;
  }
}
