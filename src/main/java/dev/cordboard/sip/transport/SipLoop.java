package dev.cordboard.sip.transport;

import java.time.Duration;

/// The one thread that owns SIP state: sockets, transactions, dialogs, timers. Nothing that runs on
/// it may block.
public interface SipLoop {
  /// Runs the task on the loop, after what was posted before. Callable from any thread.
  void post(Runnable task);

  /// Runs the task on the loop once the delay is over. Only callable on the loop.
  Timer schedule(Duration delay, Runnable task);

  /// Whether the caller is on the loop.
  boolean isLoopThread();

  /// Something that will happen unless it is cancelled.
  interface Timer {
    /// Makes sure that the task does not run any more; harmless when it ran already. Only callable
    /// on the loop.
    void cancel();
  }
}
