package dev.cordboard.event.wire;

import java.util.Map;
import java.util.Optional;

/// What became of one request.
public sealed interface Answer {
  /// The receiver answered.
  ///
  /// @param fields header fields by lower-case name, the first of each
  /// @param body as much of it as was wanted, and bounded
  record Answered(int status, Map<String, String> fields, byte[] body) implements Answer {
    /// A header field.
    public Optional<String> field(String lowerCaseName) {
      return Optional.ofNullable(fields.get(lowerCaseName));
    }
  }

  /// The whole request was sent, and no answer came in time.
  record Silent() implements Answer {}

  /// The receiver could not be reached, did not take the request in time, closed without an answer,
  /// or answered something that is not HTTP.
  record Broken(String reason) implements Answer {}

  /// The URL is none, or its address is not allowed: no further try will change that.
  record Unusable(String reason) implements Answer {}
}
