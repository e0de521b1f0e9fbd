package dev.cordboard.http;

import java.util.Map;
import java.util.Optional;

/// One request as a route sees it: authenticated already, the body read whole and within its limit.
///
/// @param rawTarget the request target byte for byte (path and query), as it was signed
/// @param pathParameters the template's names with their percent-decoded values (`+` stays a plus)
/// @param query the decoded query items
/// @param principal who signed it
public record Exchange(
    String method,
    String rawTarget,
    Map<String, String> pathParameters,
    Map<String, String> query,
    Headers headers,
    byte[] body,
    Principal principal) {

  /// The request's header fields, by name without regard to case.
  public interface Headers {
    /// The first value of this name.
    Optional<String> first(String name);
  }

  /// Who a request comes from.
  public sealed interface Principal {
    /// The holder of the resource's access key.
    record Resource() implements Principal {}

    /// An application that signed in at an issuer the configuration trusts; it may do what the
    /// holder of the access key may.
    record Application(String client) implements Principal {}

    /// A user with an access token of ours; only `/calling` operations take it.
    record User(String rawId) implements Principal {}

    /// Nobody: a route that needs no signature.
    record Anonymous() implements Principal {}
  }
}
