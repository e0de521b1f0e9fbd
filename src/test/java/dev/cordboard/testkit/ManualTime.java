package dev.cordboard.testkit;

import dev.cordboard.base.TimeSource;
import java.time.Duration;
import java.time.Instant;

/// A clock that moves only when a test says so.
public final class ManualTime implements TimeSource {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized long nanoTime() {
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /// Moves the clock forward.
  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }
}
