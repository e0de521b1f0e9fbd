package dev.cordboard.http;

import java.util.Optional;

/// Verifies bearer tokens; what they are is known to who makes them.
@FunctionalInterface
public interface TokenCheck {
  /// Accepts no token.
  TokenCheck NONE = _ -> Optional.empty();

  /// Who the token speaks for; empty for any that does not verify.
  Optional<Exchange.Principal> principal(String token);

  /// Asks another one about what this one does not know.
  default TokenCheck or(TokenCheck other) {
    return token -> principal(token).or(() -> other.principal(token));
  }
}
