package dev.cordboard.base;

import java.util.function.DoubleSupplier;

/// Where a server counts; `observe` puts a registry behind it, tests a map.
public interface Metrics {
  /// The counter of this name and these tags (key, value, key, value …); the same one every time.
  Counter counter(String name, String... tags);

  /// Registers a value that is read when somebody asks.
  void gauge(String name, DoubleSupplier value, String... tags);

  /// A number that only grows.
  interface Counter {
    /// Adds one; never blocks, never allocates.
    void increment();
  }

  /// Counts nothing.
  static Metrics none() {
    return new Metrics() {
      @Override
      public Counter counter(String name, String... tags) {
        return () -> {};
      }

      @Override
      public void gauge(String name, DoubleSupplier value, String... tags) {}
    };
  }
}
