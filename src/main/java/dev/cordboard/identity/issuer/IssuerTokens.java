package dev.cordboard.identity.issuer;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.IssuerSettings;
import dev.cordboard.config.IssuerTokenSettings;
import dev.cordboard.http.Exchange.Principal;
import dev.cordboard.http.TokenCheck;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Checks the bearer tokens of the configured issuers. Whoever holds a good one may do what the
/// holder of the access key may; why another was refused is counted, and told to nobody.
public final class IssuerTokens implements TokenCheck {
  private static final int LONGEST = 16 * 1024;

  private final Map<String, Issuer> issuers = new HashMap<>();
  private final IssuerTokenSettings settings;
  private final TimeSource time;
  private final Metrics metrics;

  private record Issuer(IssuerSettings settings, KeySet keys) {}

  /// Why a token was refused.
  enum Cause {
    MALFORMED,
    ALGORITHM,
    ISSUER,
    AUDIENCE,
    CLIENT,
    EXPIRED,
    NOT_YET,
    KEY,
    SIGNATURE
  }

  private sealed interface Verdict {
    record Good(String client) implements Verdict {}

    record Bad(Cause cause) implements Verdict {}
  }

  /// What a check needs from outside.
  ///
  /// @param background runs fetches that no request waits for
  public record Tools(
      DocumentSource documents, Executor background, TimeSource time, Metrics metrics) {}

  public IssuerTokens(List<IssuerSettings> trusted, IssuerTokenSettings settings, Tools tools) {
    this.settings = settings;
    this.time = tools.time();
    this.metrics = tools.metrics();
    for (var each : trusted) {
      var discovery = new Discovery(each, tools.documents());
      var keys = new KeySet(discovery::keys, settings, time, tools.background());
      issuers.put(each.issuer(), new Issuer(each, keys));
    }
  }

  /// Fetches the keys of all issuers before the first request needs them; does not wait for them.
  public void start() {
    issuers.values().forEach(issuer -> issuer.keys.refresh());
  }

  @Override
  public Optional<Principal> principal(String token) {
    if (issuers.isEmpty()) {
      return Optional.empty();
    }
    return switch (verdict(token)) {
      case Verdict.Good(var client) -> Optional.of(new Principal.Application(client));
      case Verdict.Bad(var cause) -> {
        metrics
            .counter("http.tokens.refused", "cause", cause.name().toLowerCase(Locale.ROOT))
            .increment();
        yield Optional.empty();
      }
    };
  }

  /// The claims come first: a token that would not open anything costs no fetch of keys.
  private Verdict verdict(String token) {
    if (token.length() > LONGEST) {
      return new Verdict.Bad(Cause.MALFORMED);
    }
    try {
      var jwt = SignedJWT.parse(token);
      if (!Signatures.accepts(jwt.getHeader().getAlgorithm())) {
        return new Verdict.Bad(Cause.ALGORITHM);
      }
      var claims = jwt.getJWTClaimsSet();
      var issuer = Optional.ofNullable(claims.getIssuer()).map(issuers::get);
      return issuer.isEmpty() ? new Verdict.Bad(Cause.ISSUER) : verdict(jwt, claims, issuer.get());
    } catch (ParseException _) {
      return new Verdict.Bad(Cause.MALFORMED);
    }
  }

  private Verdict verdict(SignedJWT jwt, JWTClaimsSet claims, Issuer issuer) throws ParseException {
    var client = client(claims, issuer.settings.clients());
    var cause = wrongClaim(claims, issuer.settings, client.isPresent());
    if (cause.isPresent()) {
      return new Verdict.Bad(cause.get());
    }
    var key = Optional.ofNullable(jwt.getHeader().getKeyID()).flatMap(issuer.keys::find);
    if (key.isEmpty()) {
      return new Verdict.Bad(Cause.KEY);
    }
    return Signatures.verify(jwt, key.get())
        ? new Verdict.Good(client.orElseThrow())
        : new Verdict.Bad(Cause.SIGNATURE);
  }

  private Optional<Cause> wrongClaim(
      JWTClaimsSet claims, IssuerSettings issuer, boolean clientKnown) {
    var now = time.now();
    var skew = settings.clockSkew();
    var expires = instant(claims.getExpirationTime());
    var begins = instant(claims.getNotBeforeTime());
    if (claims.getAudience().stream().noneMatch(issuer.audiences()::contains)) {
      return Optional.of(Cause.AUDIENCE);
    }
    if (!clientKnown) {
      return Optional.of(Cause.CLIENT);
    }
    if (expires.isEmpty() || !now.isBefore(expires.get().plus(skew))) {
      return Optional.of(Cause.EXPIRED);
    }
    return begins.filter(from -> now.plus(skew).isBefore(from)).map(_ -> Cause.NOT_YET);
  }

  /// Who the token was given to: version 2 tokens of Entra say `azp`, version 1 `appid`.
  private static Optional<String> client(JWTClaimsSet claims, List<String> allowed)
      throws ParseException {
    var names =
        Stream.of(claims.getStringClaim("azp"), claims.getStringClaim("appid"), claims.getSubject())
            .filter(Objects::nonNull)
            .toList();
    return names.stream().filter(name -> allowed.isEmpty() || allowed.contains(name)).findFirst();
  }

  private static Optional<Instant> instant(@Nullable Date date) {
    return Optional.ofNullable(date).map(Date::toInstant);
  }
}
