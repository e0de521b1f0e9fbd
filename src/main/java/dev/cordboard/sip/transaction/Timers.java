package dev.cordboard.sip.transaction;

import dev.cordboard.config.TransactionSettings;

/// The timer values of one kind of transport, in milliseconds.
///
/// @param c how long an INVITE may go without a final response
/// @param trying when 100 Trying is due
/// @param reliable whether the transport sees to retransmission itself
public record Timers(long t1, long t2, long t4, long c, long trying, boolean reliable) {
  /// As set.
  public static Timers of(TransactionSettings settings, long c, boolean reliable) {
    return new Timers(
        settings.t1().toMillis(),
        settings.t2().toMillis(),
        settings.t4().toMillis(),
        c,
        settings.trying().toMillis(),
        reliable);
  }

  /// 64*T1: timers B, F, H, J, L and M.
  long giveUp() {
    return 64 * t1;
  }

  /// Timer D: at least 32 s and at least as long as the server's timer H; 0 when reliable.
  long d() {
    return reliable ? 0 : giveUp();
  }

  /// Timers I and K: T4, 0 when reliable.
  long quiet() {
    return reliable ? 0 : t4;
  }

  /// Timer J: 64*T1, 0 when reliable.
  long j() {
    return reliable ? 0 : giveUp();
  }

  /// The interval after this one: doubled, but never above T2.
  long next(long interval) {
    return Math.min(2 * interval, t2);
  }
}
