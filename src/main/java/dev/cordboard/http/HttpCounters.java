package dev.cordboard.http;

import dev.cordboard.base.Metrics;
import dev.cordboard.base.Metrics.Counter;

/// What the server counts: answers by their class, and what it refused for its own protection.
record HttpCounters(
    Counter succeeded, Counter refused, Counter unauthorized, Counter failed, Counter slowClosed) {
  static HttpCounters of(Metrics metrics) {
    return new HttpCounters(
        metrics.counter("cordboard.http.requests", "outcome", "succeeded"),
        metrics.counter("cordboard.http.requests", "outcome", "refused"),
        metrics.counter("cordboard.http.requests", "outcome", "unauthorized"),
        metrics.counter("cordboard.http.requests", "outcome", "failed"),
        metrics.counter("cordboard.http.connections.closed", "reason", "slow"));
  }

  /// Counts an answer by its status.
  void answered(int status) {
    if (status == 401 || status == 403) {
      unauthorized.increment();
    } else if (status >= 500) {
      failed.increment();
    } else if (status >= 400) {
      refused.increment();
    } else {
      succeeded.increment();
    }
  }
}
