package dev.cordboard.api;

import java.util.Optional;

/// The header fields by which SDKs mark a request that they may send again.
final class Repeatability {
  private static final String REQUEST_ID = "repeatability-request-id";
  private static final String FIRST_SENT = "repeatability-first-sent";

  private Repeatability() {}

  /// Whether the request carries both.
  static boolean asked(Request request) {
    var headers = request.exchange().headers();
    return headers.first(REQUEST_ID).isPresent() && headers.first(FIRST_SENT).isPresent();
  }

  /// One without the other means nothing (RULINGS §7).
  static Optional<Answer> check(Request request) {
    var headers = request.exchange().headers();
    boolean id = headers.first(REQUEST_ID).isPresent();
    boolean firstSent = headers.first(FIRST_SENT).isPresent();
    if (id == firstSent) {
      return Optional.empty();
    }
    var missing = id ? "Repeatability-First-Sent" : "Repeatability-Request-ID";
    return Optional.of(
        Refusals.argument(request, missing, "The " + missing + " header is required."));
  }
}
