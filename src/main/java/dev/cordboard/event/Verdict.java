package dev.cordboard.event;

import dev.cordboard.event.wire.Answer;
import java.util.Locale;

/// What one try means (RULINGS §5.1).
enum Verdict {
  /// Any 2xx.
  DELIVERED,
  /// The receiver has it but says nothing: as good as delivered, because a duplicate makes an
  /// application act twice.
  UNANSWERED,
  /// Worth another try: no connection, reset, 408, 429, 5xx.
  TRY_AGAIN,
  /// 3xx: never followed.
  REDIRECTED,
  /// Any other 4xx.
  REFUSED,
  /// No URL, or an address that is not allowed.
  UNUSABLE,
  /// The connection's api-version does not have the event.
  NOT_IN_VERSION,
  /// Tried for as long as it is allowed to take.
  GIVEN_UP;

  static Verdict of(Answer answer) {
    return switch (answer) {
      case Answer.Silent _ -> UNANSWERED;
      case Answer.Broken _ -> TRY_AGAIN;
      case Answer.Unusable _ -> UNUSABLE;
      case Answer.Answered(int status, _, _) -> of(status);
    };
  }

  private static Verdict of(int status) {
    if (status < 300) {
      return DELIVERED;
    }
    if (status < 400) {
      return REDIRECTED;
    }
    return status >= 500 || status == 408 || status == 429 ? TRY_AGAIN : REFUSED;
  }

  /// The tag of its counter.
  String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
