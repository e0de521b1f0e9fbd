package dev.cordboard.identity.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.cordboard.config.IssuerSettings;
import dev.cordboard.config.IssuerTokenSettings;
import dev.cordboard.http.Exchange.Principal;
import dev.cordboard.testkit.CountingMetrics;
import dev.cordboard.testkit.ManualTime;
import dev.cordboard.testkit.TestIssuer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which tokens of an issuer open the API, and that all others do not (ATTACKS 21).
class IssuerTokensTest {
  private static final RSAKey RSA = TestIssuer.rsa("rsa-1", 2048);
  private static final RSAKey STRANGER = TestIssuer.rsa("rsa-1", 2048);
  private static final ECKey CURVE = TestIssuer.curve("curve-1");
  private static final JWSAlgorithm RS256 = JWSAlgorithm.RS256;

  private final ManualTime time = new ManualTime();
  private final CountingMetrics metrics = new CountingMetrics();
  private final Map<String, Long> refusals = new HashMap<>();
  private final TestIssuer issuer = new TestIssuer(RSA, CURVE);
  private final IssuerTokens tokens = trusting(List.of());

  @Test
  void opensForTokensOfTheIssuersKeys() {
    var claims = claims(each -> each);

    assertThat(tokens.principal(TestIssuer.sign(RSA, RS256, claims)))
        .contains(new Principal.Application("application-1"));
    assertThat(tokens.principal(TestIssuer.sign(RSA, JWSAlgorithm.PS256, claims))).isPresent();
    assertThat(tokens.principal(TestIssuer.sign(CURVE, JWSAlgorithm.ES256, claims))).isPresent();
  }

  @Test
  void anyOfSeveralAudiencesWillDo() {
    assertThat(signed(each -> each.audience(List.of("other", TestIssuer.AUDIENCE)))).isPresent();
    refused("audience", signed(each -> each.audience(List.of("other", "another"))));
    refused("audience", signed(each -> each.audience(TestIssuer.AUDIENCE + "x")));
    refused("audience", signed(each -> each.audience((String) null)));
  }

  @Test
  void holdsFromItsBeginToItsEndGiveOrTakeTheSkew() {
    var token = TestIssuer.sign(RSA, RS256, claims(each -> each));

    time.advance(Duration.ofHours(1).plusMinutes(5).minusSeconds(1));
    assertThat(tokens.principal(token)).isPresent();
    time.advance(Duration.ofSeconds(1));
    refused("expired", tokens.principal(token));

    assertThat(signed(each -> each.notBeforeTime(in(Duration.ofMinutes(5))))).isPresent();
    refused("not_yet", signed(each -> each.notBeforeTime(in(Duration.ofSeconds(301)))));
    refused("expired", signed(each -> each.expirationTime(null)));
  }

  @Test
  void anIssuerMayBeForCertainApplicationsOnly() {
    var choosy = trusting(List.of("application-2"));

    refused("client", choosy.principal(TestIssuer.sign(RSA, RS256, claims(each -> each))));
    for (var claim : List.of("azp", "appid", "sub")) {
      assertThat(
              choosy.principal(
                  TestIssuer.sign(RSA, RS256, claims(each -> each.claim(claim, "application-2")))))
          .contains(new Principal.Application("application-2"));
    }
    refused("client", signed(each -> each.subject(null)));
  }

  @Test
  void anotherIssuerIsNobody() {
    refused("issuer", signed(each -> each.issuer("https://other.test")));
    refused("issuer", signed(each -> each.issuer(issuer.url() + "/")));
    refused("issuer", signed(each -> each.issuer(null)));
  }

  @Test
  void aStrangersKeyOfTheSameNameSignsNothing() {
    refused("signature", tokens.principal(TestIssuer.sign(STRANGER, RS256, claims(each -> each))));
  }

  @Test
  void aKeyOfOneIssuerDoesNotSpeakForAnother() {
    var evil = new TestIssuer(STRANGER);
    var both =
        new IssuerTokens(
            List.of(settings(issuer.url()), settings("https://evil.test")),
            IssuerTokenSettings.defaults(),
            new IssuerTokens.Tools(
                url -> url.startsWith(issuer.url()) ? issuer.document(url) : evil.document(url),
                Runnable::run,
                time,
                metrics));

    refused("signature", both.principal(TestIssuer.sign(STRANGER, RS256, claims(each -> each))));
  }

  @Test
  void noAlgorithmIsNone() {
    var payload = base64(claims(each -> each).toString());

    for (var none : List.of("none", "None", "NONE", "nOnE")) {
      var header = base64("{\"alg\":\"" + none + "\",\"kid\":\"rsa-1\"}");
      var unsigned = header + "." + payload + ".";
      assertThat(tokens.principal(unsigned)).isEmpty();
      assertThat(tokens.principal(unsigned + "AAAA")).isEmpty();
    }
  }

  @Test
  void algorithmsAreOursToChoose() throws JOSEException {
    var claims = claims(each -> each);

    refused(
        "algorithm",
        tokens.principal(TestIssuer.forge(RSA.toRSAPublicKey().getEncoded(), "rsa-1", claims)));
    refused(
        "algorithm",
        tokens.principal(
            TestIssuer.forge(
                RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                "rsa-1",
                claims)));
    refused("algorithm", tokens.principal(TestIssuer.sign(RSA, JWSAlgorithm.RS512, claims)));
  }

  @Test
  void aKeyServesItsOwnKindOnly() {
    var claims = claims(each -> each);

    refused(
        "signature",
        tokens.principal(TestIssuer.sign(RSA, RS256, claims, head -> head.keyID("curve-1"))));
    refused(
        "signature",
        tokens.principal(
            TestIssuer.sign(CURVE, JWSAlgorithm.ES256, claims, head -> head.keyID("rsa-1"))));
  }

  @Test
  void whatTheHeaderBringsAlongIsNotBelieved() throws Exception {
    var claims = claims(each -> each);
    var theirs = STRANGER.toPublicJWK();

    refused(
        "signature",
        tokens.principal(
            TestIssuer.sign(STRANGER, RS256, claims, head -> head.keyID("rsa-1").jwk(theirs))));
    refused(
        "signature",
        tokens.principal(
            TestIssuer.sign(
                STRANGER,
                RS256,
                claims,
                head -> head.keyID("rsa-1").jwkURL(URI.create("https://evil.test/keys")))));
    refused(
        "signature",
        tokens.principal(
            TestIssuer.sign(
                RSA,
                RS256,
                claims,
                head -> head.keyID("rsa-1").criticalParams(Set.of("exp")).customParam("exp", 1))));
    refused("key", tokens.principal(TestIssuer.sign(RSA, RS256, claims, head -> head)));
    assertThat(issuer.fetches).hasValue(1);
  }

  @Test
  void anEmptySignatureIsNone() {
    var signed = TestIssuer.sign(CURVE, JWSAlgorithm.ES256, claims(each -> each));
    var unsigned = signed.substring(0, signed.lastIndexOf('.') + 1);

    refused("signature", tokens.principal(unsigned + base64("\0".repeat(64))));
    assertThat(tokens.principal(unsigned)).isEmpty();
    assertThat(tokens.principal(signed.substring(0, signed.length() - 2))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "nonsense", "e30.e30.e30", "bm8.bm8.bm8"})
  void whatIsNoTokenIsRefused(String text) {
    refused("malformed", tokens.principal(text));
  }

  @Test
  void aTokenHasItsLength() {
    refused("malformed", signed(each -> each.claim("filling", "x".repeat(16 * 1024))));
    refused("malformed", tokens.principal("[".repeat(16_000) + ".e30.e30"));
    var deep = base64("{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000));
    assertThat(tokens.principal(base64("{\"alg\":\"RS256\"}") + "." + deep + ".e30")).isEmpty();
  }

  @Test
  void noTokenThatWasTamperedWithIsAcceptedNorBreaksAnything() {
    var good = TestIssuer.sign(RSA, RS256, claims(each -> each));
    var parts = List.of(good.split("\\.", -1));
    var random = new Random(20_261_121);
    for (int i = 0; i < 5_000; i++) {
      var part = random.nextInt(3);
      var bytes = Base64.getUrlDecoder().decode(parts.get(part));
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      var changed = new ArrayList<>(parts);
      changed.set(part, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));

      assertThat(tokens.principal(String.join(".", changed))).as("round %s", i).isEmpty();
    }
  }

  @Test
  void withoutIssuersNoTokenOpensAnything() {
    var nobody =
        new IssuerTokens(
            List.of(),
            IssuerTokenSettings.defaults(),
            new IssuerTokens.Tools(issuer::document, Runnable::run, time, metrics));

    assertThat(nobody.principal(TestIssuer.sign(RSA, RS256, claims(each -> each)))).isEmpty();
  }

  private IssuerTokens trusting(List<String> clients) {
    return new IssuerTokens(
        List.of(
            new IssuerSettings(
                issuer.url(), List.of(TestIssuer.AUDIENCE), clients, Optional.empty())),
        IssuerTokenSettings.defaults(),
        new IssuerTokens.Tools(issuer::document, Runnable::run, time, metrics));
  }

  private static IssuerSettings settings(String url) {
    return new IssuerSettings(url, List.of(TestIssuer.AUDIENCE), List.of(), Optional.empty());
  }

  private Optional<Principal> signed(UnaryOperator<JWTClaimsSet.Builder> change) {
    return tokens.principal(TestIssuer.sign((JWK) RSA, RS256, claims(change)));
  }

  private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
    return change.apply(issuer.claims(time.now())).build();
  }

  private Date in(Duration wait) {
    Instant then = time.now().plus(wait);
    return Date.from(then);
  }

  /// Refused, and counted once more under this cause.
  private void refused(String cause, Optional<Principal> principal) {
    assertThat(principal).isEmpty();
    assertThat(metrics.count("http.tokens.refused{cause=" + cause + "}"))
        .isEqualTo(refusals.merge(cause, 1L, Long::sum));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
