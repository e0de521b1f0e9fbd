package dev.cordboard.event;

import dev.cordboard.base.TimeSource;
import dev.cordboard.identity.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The bearer tokens of callbacks: RS256, five minutes of life, used again for a minute (a
/// signature costs over a millisecond of CPU).
final class CallbackTokens {
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final Duration REUSE = Duration.ofSeconds(60);

  /// A receiver whose clock is a little behind ours must not find the token immature.
  private static final Duration BACKDATED = Duration.ofSeconds(5);

  private final SigningKey key;
  private final Supplier<String> issuer;
  private final String audience;
  private final TimeSource time;
  private Optional<Issued> last = Optional.empty();

  private record Issued(Instant at, String token) {}

  /// @param issuer asked at every signature, because the endpoint is known only once it is bound
  CallbackTokens(SigningKey key, Supplier<String> issuer, String audience, TimeSource time) {
    this.key = key;
    this.issuer = issuer;
    this.audience = audience;
    this.time = time;
  }

  /// A token that is valid for at least four minutes to come, less the backdating.
  synchronized String current() {
    var now = time.now();
    if (last.isEmpty() || !isFresh(last.get(), now)) {
      last = Optional.of(new Issued(now, sign(now)));
    }
    return last.get().token;
  }

  private static boolean isFresh(Issued issued, Instant now) {
    return !now.isBefore(issued.at) && now.isBefore(issued.at.plus(REUSE));
  }

  private String sign(Instant now) {
    long from = now.minus(BACKDATED).getEpochSecond();
    return key.sign(
        Map.of(
            "iss", issuer.get(),
            "aud", audience,
            "iat", from,
            "nbf", from,
            "exp", from + LIFE.toSeconds()));
  }
}
