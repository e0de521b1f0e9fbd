package dev.cordboard.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cordboard.base.TimeSource;
import dev.cordboard.http.Exchange;
import dev.cordboard.http.TokenCheck;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Access tokens of users: issued, verified and revoked.
///
/// A token is a JWT in the shape of the service's, signed by the server's key. It carries the
/// generation of its user's tokens; revoking raises the user's generation, so nothing of a token
/// needs to be kept.
public final class UserTokens implements TokenCheck {
  /// What a token may be issued for.
  static final Set<String> SCOPES =
      Set.of("chat", "voip", "chat.join", "chat.join.limited", "voip.join");

  /// The scope that calls need; `voip.join` and the chat scopes open none.
  private static final String CALLS = "voip";

  private static final String PERSON = "skypeid";
  private static final String GENERATION = "generation";
  private static final String SCOPE = "acsScope";
  private static final String RESOURCE = "resourceId";
  private static final int MAX_LENGTH = 8192;

  private final Directory directory;
  private final ResourceIdentity resource;
  private final SigningKey key;
  private final TimeSource time;

  public UserTokens(
      Directory directory, ResourceIdentity resource, SigningKey key, TimeSource time) {
    this.directory = directory;
    this.resource = resource;
    this.key = key;
    this.time = time;
  }

  /// A token for a user; empty when there is no such user.
  public Optional<AccessToken> issue(String rawId, List<String> scopes, Duration lifetime) {
    return directory
        .tokenGeneration(rawId)
        .map(
            generation -> {
              var now = time.now();
              var expiresOn = Instant.ofEpochSecond(now.plus(lifetime).getEpochSecond());
              Map<String, Object> claims =
                  Map.of(
                      PERSON,
                      rawId.substring("8:".length()),
                      GENERATION,
                      generation,
                      SCOPE,
                      String.join(",", scopes),
                      RESOURCE,
                      resource.id(),
                      "iat",
                      now.getEpochSecond(),
                      "exp",
                      expiresOn.getEpochSecond());
              return new AccessToken(key.sign(claims), expiresOn);
            });
  }

  /// The user a token speaks for in calls; empty for one that is forged, expired, revoked, of a
  /// deleted user, or not meant for calls.
  public Optional<CommunicationIdentifier> verify(String token) {
    if (token.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      var jwt = SignedJWT.parse(token);
      // The algorithm is ours to choose, not the token's: `none` and HMAC never reach a verifier.
      boolean ours =
          jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)
              && key.id().equals(jwt.getHeader().getKeyID());
      return ours && jwt.verify(verifier()) ? holder(jwt.getJWTClaimsSet()) : Optional.empty();
    } catch (ParseException | JOSEException _) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Exchange.Principal> principal(String token) {
    return verify(token).map(user -> new Exchange.Principal.User(user.rawId()));
  }

  private Optional<CommunicationIdentifier> holder(JWTClaimsSet claims) throws ParseException {
    var person = claims.getStringClaim(PERSON);
    var generation = claims.getIntegerClaim(GENERATION);
    var scope = claims.getStringClaim(SCOPE);
    var expires = claims.getExpirationTime();
    if (person == null || generation == null || scope == null || expires == null) {
      return Optional.empty();
    }
    var rawId = "8:" + person;
    boolean holds =
        resource.id().equals(claims.getStringClaim(RESOURCE))
            && time.now().isBefore(expires.toInstant())
            && List.of(scope.split(",", -1)).contains(CALLS)
            && directory.tokenGeneration(rawId).filter(generation::equals).isPresent();
    return holds ? Optional.of(new CommunicationUser(rawId)) : Optional.empty();
  }

  private JWSVerifier verifier() throws ParseException, JOSEException {
    var keys = JWKSet.parse(new String(key.publicKeys(), StandardCharsets.UTF_8));
    return new RSASSAVerifier(keys.getKeys().getFirst().toRSAKey());
  }

  /// A token and when it ends.
  public record AccessToken(String token, Instant expiresOn) {
    @Override
    public String toString() {
      return "AccessToken[until " + expiresOn + "]";
    }
  }
}
