package dev.cordboard.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cordboard.http.Exchange;
import dev.cordboard.http.Route;
import dev.cordboard.testkit.WebhookSink;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What an application does that verifies its callbacks: discovery, keys, signature, claims.
@Timeout(60)
class CallbackTokensTest {
  private final WebhookSink sink = WebhookSink.start();
  private final EventRig rig = EventRig.start();

  @BeforeEach
  void announce() {
    rig.deliverer.announced("c1");
  }

  @AfterEach
  void stop() {
    sink.close();
    rig.close();
  }

  @Test
  void everyCallbackCarriesATokenThatTheServedKeysVerify() throws Exception {
    var token = nextToken("e1");

    var configuration = json("/calling/.well-known/acsopenidconfiguration");
    var keys = JWKSet.parse(json("/calling/keys").toString());
    var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
    assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
    assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
    assertThat(configuration.path("jwks_uri").asString(""))
        .isEqualTo("https://localhost:8443/calling/keys");
    var claims = token.getJWTClaimsSet();
    assertThat(claims.getIssuer())
        .isEqualTo("https://localhost:8443")
        .isEqualTo(configuration.path("issuer").asString(""));
    assertThat(claims.getAudience()).containsExactly(EventRig.RESOURCE);
    assertThat(
            Duration.between(
                claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant()))
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(claims.getNotBeforeTime()).isBefore(Date.from(rig.time.now()));
  }

  @Test
  void usesATokenAgainForAMinuteAndNoLonger() throws Exception {
    var first = nextToken("e1");
    rig.time.advance(Duration.ofSeconds(59));
    var second = nextToken("e2");
    rig.time.advance(Duration.ofSeconds(1));
    var third = nextToken("e3");

    assertThat(second.serialize()).isEqualTo(first.serialize());
    assertThat(third.serialize()).isNotEqualTo(first.serialize());
  }

  private SignedJWT nextToken(String eventId) throws ParseException {
    rig.publish(rig.connected(eventId, "c1", sink.url("/")));
    var authorization = sink.next().field("authorization").orElseThrow();
    assertThat(authorization).startsWith("Bearer ");
    return SignedJWT.parse(authorization.substring("Bearer ".length()));
  }

  private JsonNode json(String path) {
    var route =
        rig.deliverer.routes().stream()
            .filter(each -> each.template().equals(path))
            .findFirst()
            .orElseThrow();
    assertThat(route.access()).isEqualTo(Route.Access.OPEN);
    var reply =
        route
            .action()
            .handle(
                new Exchange(
                    "GET",
                    path,
                    Map.of(),
                    Map.of(),
                    _ -> Optional.empty(),
                    new byte[0],
                    new Exchange.Principal.Anonymous()));
    assertThat(reply.status()).isEqualTo(200);
    return new JsonMapper().readTree(new String(reply.body(), StandardCharsets.UTF_8));
  }
}
