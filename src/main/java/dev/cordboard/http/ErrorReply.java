package dev.cordboard.http;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// The one error shape of the service: `{"error":{"code","message","target"?}}`.
public final class ErrorReply {
  private static final JsonMapper JSON = new JsonMapper();

  private ErrorReply() {}

  /// An error without a target.
  public static Reply of(int status, String code, String message) {
    return of(status, code, message, Optional.empty());
  }

  /// An error; `target` says what it is about, in the versions that have it.
  public static Reply of(int status, String code, String message, Optional<String> target) {
    var error = JSON.createObjectNode().put("code", code).put("message", message);
    target.ifPresent(about -> error.put("target", about));
    return Reply.json(status, JSON.writeValueAsBytes(Map.of("error", error)));
  }

  /// A route, an api-version or an operation that does not exist (RULINGS §1.1).
  public static Reply noResource(Exchange exchange) {
    return noResource(exchange.headers().first("host"), exchange.rawTarget());
  }

  static Reply noResource(Optional<String> host, String rawTarget) {
    var uri = host.map(each -> "https://" + each).orElse("") + rawTarget;
    return of(404, "404", "No HTTP resource was found that matches the request URI '" + uri + "'.");
  }

  /// A key that does not verify: one body for all causes, so that nobody learns which.
  static Reply badKey() {
    return of(401, "7509", "The HMAC signature of the request is invalid.");
  }

  /// A token that does not verify; one body for all causes.
  static Reply badToken() {
    return of(401, "7501", "The access token is invalid.");
  }

  /// A token that verifies, on an operation that its user may not call.
  public static Reply notPermitted() {
    return of(403, "7504", "The token does not have sufficient permissions for this operation.");
  }

  static Reply tooLarge(int limit) {
    return of(413, "8523", "The request body is larger than " + limit + " bytes.");
  }

  static Reply tooSlow() {
    return of(408, "8523", "The request was not sent in time.");
  }

  static Reply internal() {
    return of(500, "9999", "An internal error occurred.");
  }
}
