package dev.cordboard.observe;

import dev.cordboard.base.Metrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.DoubleSupplier;

/// Counts in a Prometheus registry. Thread-safe.
public final class PrometheusMetrics implements Metrics {
  /// Tags come from code, but a mistake there must not cost memory without end.
  private static final int MAX_METERS = 2_000;

  private static final String PREFIX = "cordboard.";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /// An empty registry, but for the process itself.
  public PrometheusMetrics() {
    registry.config().meterFilter(MeterFilter.maximumAllowableMetrics(MAX_METERS));
    var runtime = Runtime.getRuntime();
    gauge("process.heap.bytes", () -> (double) runtime.totalMemory() - runtime.freeMemory());
  }

  @Override
  public Counter counter(String name, String... tags) {
    var counter = registry.counter(named(name), tags);
    return counter::increment;
  }

  @Override
  public void gauge(String name, DoubleSupplier value, String... tags) {
    Gauge.builder(named(name), value::getAsDouble)
        .tags(Tags.of(tags))
        .strongReference(true)
        .register(registry);
  }

  private static String named(String name) {
    return name.startsWith(PREFIX) ? name : PREFIX + name;
  }

  /// Everything, in the text format that Prometheus reads.
  String scrape() {
    return registry.scrape();
  }
}
