package dev.cordboard.event;

import dev.cordboard.base.IdSource;
import dev.cordboard.config.RetrySettings;
import java.time.Duration;
import java.util.Optional;

/// When a callback is tried again: waits that double, with jitter, until it is too late.
final class RetrySchedule {
  private final RetrySettings settings;
  private final IdSource chance;

  RetrySchedule(RetrySettings settings, IdSource chance) {
    this.settings = settings;
    this.chance = chance;
  }

  /// The wait before the next try; empty when there is none.
  ///
  /// @param tries how many there were
  /// @param sinceFirst how long ago the first one started
  Optional<Duration> waitAfter(int tries, Duration sinceFirst) {
    var doubled = settings.first().multipliedBy(1L << Math.min(tries - 1, 20));
    var wait = doubled.compareTo(settings.longest()) < 0 ? doubled : settings.longest();
    int spread = settings.jitterPercent();
    var jittered = wait.multipliedBy(100 - spread + chance.below(2 * spread + 1)).dividedBy(100);
    return sinceFirst.plus(jittered).compareTo(settings.giveUpAfter()) <= 0
        ? Optional.of(jittered)
        : Optional.empty();
  }
}
