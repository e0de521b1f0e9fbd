package dev.cordboard.http;

import dev.cordboard.http.Exchange.Headers;
import dev.cordboard.http.Exchange.Principal;
import dev.cordboard.http.Route.Access;
import java.util.Optional;
import java.util.regex.Pattern;

/// Decides who a request comes from, by its header fields alone.
public final class Authentication {
  private static final Pattern BEARER = Pattern.compile("(?i)bearer(?:\\s+(.*))?");

  private final AccessKeys keys;
  private final TokenCheck tokens;

  /// @param tokens verifies bearer tokens: the access tokens of users, those of issuers
  public Authentication(AccessKeys keys, TokenCheck tokens) {
    this.keys = keys;
    this.tokens = tokens;
  }

  Outcome check(Access access, String method, String rawTarget, Headers headers, int localPort) {
    if (access == Access.OPEN) {
      return new Outcome.Allowed(new Principal.Anonymous());
    }
    var bearer = BEARER.matcher(headers.first("authorization").orElse("").strip());
    if (bearer.matches()) {
      return token(access, Optional.ofNullable(bearer.group(1)).orElse(""));
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
