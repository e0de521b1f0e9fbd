package dev.cordboard.event.grid;

import dev.cordboard.config.GridSettings;
import dev.cordboard.event.wire.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// When an Event Grid event is tried again, after the service's published schedule.
final class GridRetries {
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12));

  /// A caller hears it ring for half a minute: the usual waits would come too late.
  private static final List<Duration> URGENT_WAITS =
      List.of(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10));

  /// A receiver that says it does not know or want us needs time to be mended.
  private static final Duration UNWELCOME = Duration.ofMinutes(5);

  private final GridSettings settings;

  GridRetries(GridSettings settings) {
    this.settings = settings;
  }

  /// Whether the receiver has the event. Only 200 to 204 say so; but a receiver that took a whole
  /// IncomingCall and is still busy with it must not get it twice.
  static boolean isDelivered(Answer answer, boolean urgent) {
    return switch (answer) {
      case Answer.Answered(int status, _, _) -> status >= 200 && status <= 204;
      case Answer.Silent _ -> urgent;
      case Answer.Broken _, Answer.Unusable _ -> false;
    };
  }

  /// The wait before the next try; empty when there is none.
  Optional<Duration> waitAfter(Answer answer, boolean urgent, int tries, Duration sinceFirst) {
    if (isHopeless(answer)) {
      return Optional.empty();
    }
    var waits = urgent ? URGENT_WAITS : WAITS;
    var usual = waits.get(Math.min(tries, waits.size()) - 1);
    var wait = isUnwelcome(answer) && usual.compareTo(UNWELCOME) < 0 ? UNWELCOME : usual;
    int most = urgent ? settings.incomingCall().attempts() : settings.attempts();
    return tries < most && sinceFirst.plus(wait).compareTo(timeToLive(urgent)) <= 0
        ? Optional.of(wait)
        : Optional.empty();
  }

  /// How long an event is of any use.
  Duration timeToLive(boolean urgent) {
    return urgent ? settings.incomingCall().timeToLive() : settings.timeToLive();
  }

  private static boolean isHopeless(Answer answer) {
    return switch (answer) {
      case Answer.Answered(int status, _, _) -> status == 400 || status == 413;
      case Answer.Unusable _ -> true;
      case Answer.Silent _, Answer.Broken _ -> false;
    };
  }

  private static boolean isUnwelcome(Answer answer) {
    return answer instanceof Answer.Answered(int status, _, _)
        && (status == 401 || status == 403 || status == 404);
  }
}
