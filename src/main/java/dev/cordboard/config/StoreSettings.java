package dev.cordboard.config;

import java.time.Duration;

/// How the store writes and how long it keeps.
///
/// @param rideAlong how long a write that nobody waits for may wait for company (0 to 1 s)
/// @param queueLimit how many writes may wait for the writer; more are refused (1,000 to 10
///   million)
/// @param groupLimit how many writes one transaction takes at most (1 to 100,000)
/// @param journalRetention how long the journal of a finished call is kept for its timeline
/// @param finishedCalls how many finished calls are kept at most (0 to 100 million; a store in
///   memory keeps at most 1,000)
/// @param requestRetention how long a request that may be sent again is remembered
///   (`Repeatability-Request-ID`)
/// @param requests how many of these are remembered at most; the oldest go (0 to 10 million)
public record StoreSettings(
    Duration rideAlong,
    int queueLimit,
    int groupLimit,
    Duration journalRetention,
    int finishedCalls,
    Duration requestRetention,
    int requests) {
  public StoreSettings {
    require(
        !rideAlong.isNegative() && rideAlong.compareTo(Duration.ofSeconds(1)) <= 0,
        "store.ride-along must be from 0 to 1 s");
    require(
        queueLimit >= 1_000 && queueLimit <= 10_000_000,
        "store.queue-limit must be from 1000 to 10000000");
    require(groupLimit >= 1 && groupLimit <= 100_000, "store.group-limit must be from 1 to 100000");
    require(!journalRetention.isNegative(), "store.journal-retention must not be negative");
    require(
        finishedCalls >= 0 && finishedCalls <= 100_000_000,
        "store.finished-calls must be from 0 to 100000000");
    require(!requestRetention.isNegative(), "store.request-retention must not be negative");
    require(requests >= 0 && requests <= 10_000_000, "store.requests must be from 0 to 10000000");
  }

  /// 20 ms, 100,000 writes, 1,000 a transaction, seven days, 100,000 finished calls, one day,
  /// 100,000 requests.
  public static StoreSettings defaults() {
    return new StoreSettings(
        Duration.ofMillis(20),
        100_000,
        1_000,
        Duration.ofDays(7),
        100_000,
        Duration.ofDays(1),
        100_000);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
