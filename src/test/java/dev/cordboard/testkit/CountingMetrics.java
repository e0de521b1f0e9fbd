package dev.cordboard.testkit;

import dev.cordboard.base.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/// Metrics in maps, keyed by name and tags as `name{key=value,…}`.
public final class CountingMetrics implements Metrics {
  private final Map<String, AtomicLong> counters = new ConcurrentHashMap<>();
  private final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();

  @Override
  public Counter counter(String name, String... tags) {
    var count = counters.computeIfAbsent(key(name, tags), _ -> new AtomicLong());
    return count::incrementAndGet;
  }

  @Override
  public void gauge(String name, DoubleSupplier value, String... tags) {
    gauges.put(key(name, tags), value);
  }

  /// What a counter stands at; 0 when nobody made it.
  public long count(String key) {
    var count = counters.get(key);
    return count == null ? 0 : count.get();
  }

  /// What a gauge reads.
  public double read(String key) {
    var gauge = gauges.get(key);
    if (gauge == null) {
      throw new AssertionError("no gauge " + key);
    }
    return gauge.getAsDouble();
  }

  private static String key(String name, String... tags) {
    var key = new StringBuilder(name);
    for (int i = 0; i + 1 < tags.length; i += 2) {
      key.append(i == 0 ? '{' : ',').append(tags[i]).append('=').append(tags[i + 1]);
    }
    return tags.length == 0 ? name : key.append('}').toString();
  }
}
