package dev.cordboard.http;

import dev.cordboard.http.Exchange.Headers;
import dev.cordboard.http.Exchange.Principal;
import dev.cordboard.http.Route.Access;

/// Decides who a request comes from, by its header fields alone.
public final class Authentication {
  private static final String BEARER = "bearer ";

  private final AccessKeys keys;
  private final TokenCheck tokens;

  /// @param tokens verifies the access tokens of users
  public Authentication(AccessKeys keys, TokenCheck tokens) {
    this.keys = keys;
    this.tokens = tokens;
  }

  Outcome check(Access access, String method, String rawTarget, Headers headers, int localPort) {
    if (access == Access.OPEN) {
      return new Outcome.Allowed(new Principal.Anonymous());
    }
    var authorization = headers.first("authorization").orElse("");
    if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return token(access, authorization.substring(BEARER.length()).strip());
    }
    return keys.verifies(method, rawTarget, headers, localPort)
        ? new Outcome.Allowed(new Principal.Resource())
        : new Outcome.Refused(ErrorReply.badKey());
  }

  private Outcome token(Access access, String token) {
    var principal = tokens.principal(token);
    if (principal.isEmpty()) {
      return new Outcome.Refused(ErrorReply.badToken());
    }
    return access == Access.KEY && principal.get() instanceof Principal.User
        ? new Outcome.Refused(ErrorReply.notPermitted())
        : new Outcome.Allowed(principal.get());
  }

  sealed interface Outcome {
    record Allowed(Principal principal) implements Outcome {}

    record Refused(Reply reply) implements Outcome {}
  }
}
