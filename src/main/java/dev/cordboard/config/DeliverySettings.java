package dev.cordboard.config;

import java.time.Duration;

/// How one try to deliver an event goes.
///
/// @param sendTimeout how long connecting and sending the whole request may take (above 0)
/// @param answerTimeout how long the receiver may take to answer once it has the request (above 0);
///   a callback without an answer by then counts as delivered
/// @param headOfLine how long an event waits for the outcome of the one before it
/// @param perHost how many requests are under way to one host and port at once (1 to 1,000)
/// @param idleConnection how long an unused connection is kept for the next request; many servers
///   close theirs after 5 s
/// @param pendingLimit how many events may wait for a retry at once; more are given up (at least 1)
public record DeliverySettings(
    Duration sendTimeout,
    Duration answerTimeout,
    Duration headOfLine,
    int perHost,
    Duration idleConnection,
    int pendingLimit) {
  public DeliverySettings {
    require(sendTimeout.isPositive(), "event.delivery.send-timeout must be above 0");
    require(answerTimeout.isPositive(), "event.delivery.answer-timeout must be above 0");
    require(!headOfLine.isNegative(), "event.delivery.head-of-line must not be negative");
    require(perHost >= 1 && perHost <= 1_000, "event.delivery.per-host must be from 1 to 1000");
    require(!idleConnection.isNegative(), "event.delivery.idle-connection must not be negative");
    require(pendingLimit >= 1, "event.delivery.pending-limit must be at least 1");
  }

  /// 10 s to send, 10 s to answer, 2 s behind a slow one, 100 at once, 4 s idle, 200,000 waiting.
  public static DeliverySettings defaults() {
    return new DeliverySettings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        100,
        Duration.ofSeconds(4),
        200_000);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
