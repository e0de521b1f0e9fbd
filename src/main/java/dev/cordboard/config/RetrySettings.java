package dev.cordboard.config;

import java.time.Duration;

/// When a callback that was not delivered is tried again.
///
/// @param first the wait before the second try; it doubles with every further one
/// @param longest the longest wait
/// @param jitterPercent how far a wait may be off its length, both ways (0 to 100)
/// @param giveUpAfter how long after the first try the last one may start
public record RetrySettings(
    Duration first, Duration longest, int jitterPercent, Duration giveUpAfter) {
  public RetrySettings {
    if (!first.isPositive() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "event.retry.first must be above 0 and at most event.retry.longest");
    }
    if (jitterPercent < 0 || jitterPercent > 100) {
      throw new IllegalArgumentException("event.retry.jitter-percent must be from 0 to 100");
    }
    if (giveUpAfter.isNegative()) {
      throw new IllegalArgumentException("event.retry.give-up-after must not be negative");
    }
  }

  /// 1 s doubling to 30 s, ± 20 %, for 10 minutes.
  public static RetrySettings defaults() {
    return new RetrySettings(
        Duration.ofSeconds(1), Duration.ofSeconds(30), 20, Duration.ofMinutes(10));
  }
}
