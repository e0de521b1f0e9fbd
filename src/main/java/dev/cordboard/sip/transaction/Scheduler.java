package dev.cordboard.sip.transaction;

/// The timers of the SIP loop, or of a test that moves time by hand.
public interface Scheduler {
  /// Runs the task on the SIP loop after this time.
  Alarm after(long millis, Runnable task);

  /// One task that waits.
  interface Alarm {
    /// It will not run any more.
    void cancel();
  }
}
