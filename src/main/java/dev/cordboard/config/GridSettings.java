package dev.cordboard.config;

import java.time.Duration;
import java.util.List;

/// The Event Grid side: who is subscribed from the start, and how deliveries are repeated.
///
/// @param subscriptions subscriptions that are there at every start; others are made over the API
///   and kept in the store
/// @param answerTimeout how long a subscriber may take to answer (above 0); no answer is a failure
/// @param revalidateAfter how long after a failed validation the next one starts
/// @param attempts how often an event is tried at most (at least 1)
/// @param timeToLive how long after its first try an event may be tried
/// @param waitingLimit how many events wait for one subscription that is not validated yet; the
///   oldest goes when there is one more (at least 1)
/// @param incomingCall the same two for IncomingCall, which is of no use once the ringing is over
public record GridSettings(
    List<GridSubscriptionSettings> subscriptions,
    Duration answerTimeout,
    Duration revalidateAfter,
    int attempts,
    Duration timeToLive,
    int waitingLimit,
    IncomingCall incomingCall) {
  public GridSettings {
    subscriptions = List.copyOf(subscriptions);
    if (!answerTimeout.isPositive() || !revalidateAfter.isPositive()) {
      throw new IllegalArgumentException(
          "event.grid.answer-timeout and event.grid.revalidate-after must be above 0");
    }
    if (attempts < 1 || waitingLimit < 1 || timeToLive.isNegative()) {
      throw new IllegalArgumentException(
          "event.grid.attempts and event.grid.waiting-limit must be at least 1,"
              + " event.grid.time-to-live not negative");
    }
  }

  /// How often and for how long an IncomingCall is tried.
  ///
  /// @param attempts how often an IncomingCall is tried at most (at least 1)
  /// @param timeToLive how long after its first try an IncomingCall may be tried
  public record IncomingCall(int attempts, Duration timeToLive) {
    public IncomingCall {
      if (attempts < 1 || timeToLive.isNegative()) {
        throw new IllegalArgumentException(
            "event.grid.incoming-call.attempts must be at least 1, time-to-live not negative");
      }
    }
  }

  /// Nobody subscribed, 30 s to answer, validation every 5 s, 30 tries in 24 h, IncomingCall 4
  /// tries in a minute.
  public static GridSettings defaults() {
    return new GridSettings(
        List.of(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        30,
        Duration.ofHours(24),
        1_000,
        new IncomingCall(4, Duration.ofMinutes(1)));
  }
}
