package dev.cordboard.api;

import tools.jackson.databind.json.JsonMapper;

/// Reads the bodies of answers.
final class Bodies {
  private static final JsonMapper JSON = new JsonMapper();

  private Bodies() {}

  static ErrorBody error(String body) {
    var error = JSON.readTree(body).get("error");
    return new ErrorBody(
        error.get("code").stringValue(),
        error.get("message").stringValue(),
        error.path("target").asString(""));
  }

  /// @param target empty when there is none
  record ErrorBody(String code, String message, String target) {}
}
