package dev.cordboard.base;

import java.time.Instant;

/// The clock of a server; tests hold one that they move by hand.
public interface TimeSource {
  /// The wall clock, for what people and peers read.
  Instant now();

  /// A monotonic clock in nanoseconds, for deadlines and durations.
  long nanoTime();

  /// The clock of the machine.
  static TimeSource system() {
    return new TimeSource() {
      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public long nanoTime() {
        return System.nanoTime();
      }
    };
  }
}
