package dev.cordboard.config;

import java.time.Duration;

/// The timers of SIP transactions (RFC 3261 table 4) and how many may live at once.
///
/// @param t1 the estimated round trip; everything else is a multiple of it (10 ms to 5 s)
/// @param t2 the longest gap between two retransmissions of a non-INVITE request or an INVITE
///   answer
/// @param t4 how long a message may stay in the network
/// @param trying how long the answer to an INVITE may take before 100 Trying goes out; 0: at once
/// @param limit how many server transactions may live at once; beyond it requests get 503 (at least
///   100)
/// @param retryAfter what the Retry-After of such a 503 says
public record TransactionSettings(
    Duration t1, Duration t2, Duration t4, Duration trying, int limit, Duration retryAfter) {
  public TransactionSettings {
    require(
        t1.toMillis() >= 10 && t1.toMillis() <= 5_000,
        "sip.transactions.t1 must be from 10 ms to 5 s");
    require(t2.compareTo(t1) >= 0, "sip.transactions.t2 must not be below t1");
    require(!t4.isNegative(), "sip.transactions.t4 must not be negative");
    require(!trying.isNegative(), "sip.transactions.trying must not be negative");
    require(limit >= 100, "sip.transactions.limit must be at least 100");
    require(retryAfter.toSeconds() >= 1, "sip.transactions.retry-after must be at least 1 s");
  }

  /// The values of the RFC, 100,000 transactions.
  public static TransactionSettings defaults() {
    return new TransactionSettings(
        Duration.ofMillis(500),
        Duration.ofSeconds(4),
        Duration.ofSeconds(5),
        Duration.ofMillis(200),
        100_000,
        Duration.ofSeconds(5));
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
