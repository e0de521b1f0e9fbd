package dev.cordboard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.cordboard.testkit.RestClient;
import dev.cordboard.testkit.TestIssuer;
import dev.cordboard.testkit.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Bearer tokens of an OpenID Connect issuer, against a running server that fetches its keys.
class BearerTokenIT {
  private static final RSAKey FIRST = TestIssuer.rsa("first", 2048);
  private static final RSAKey SECOND = TestIssuer.rsa("second", 2048);
  private static final RSAKey STRANGER = TestIssuer.rsa("first", 2048);
  private static final String CALL = "/calling/callConnections/nobody?api-version=2026-03-12";

  private static TestIssuer issuer;
  private static TestServer server;
  private static RestClient rest;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    issuer = new TestIssuer(FIRST).listen();
    var config = folder.resolve("cordboard.yaml");
    Files.writeString(
        config,
        """
        identity:
          issuers:
            - issuer: %s
          issuer-tokens:
            refetch-keys-after: 1 ms
        """
            .formatted(issuer.url()));
    server = TestServer.start("--config", config.toString());
    rest = server.rest();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    issuer.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /identities?api-version=2023-10-01, 201",
    "POST, /rooms?api-version=2025-03-13, 201",
    "GET, /rooms?api-version=2024-04-15, 200",
    "GET, /calling/callConnections/nobody?api-version=2026-03-12, 404",
    "GET, /cordboard/calls, 200",
    "GET, /cordboard/eventSubscriptions, 200",
    "GET, /no/such/route, 404"
  })
  void opensWhatTheAccessKeyOpens(String method, String target, int status) {
    assertThat(send(method, target, good(FIRST)).statusCode()).isEqualTo(status);
  }

  @Test
  void aNewKeyOfTheIssuerIsFound() {
    issuer.rotateTo(FIRST, SECOND);

    assertThat(send("GET", CALL, good(SECOND)).statusCode()).isEqualTo(404);
    assertThat(send("GET", CALL, good(FIRST)).statusCode()).isEqualTo(404);
  }

  @Test
  void theKeysStayWhileTheIssuerIsAway() {
    assertThat(send("GET", CALL, good(FIRST)).statusCode()).isEqualTo(404);
    issuer.up(false);
    try {
      assertThat(send("GET", CALL, good(STRANGER)).statusCode()).isEqualTo(401);
      assertThat(send("GET", CALL, good(TestIssuer.rsa("third", 2048))).statusCode())
          .isEqualTo(401);
      assertThat(send("GET", CALL, good(FIRST)).statusCode()).isEqualTo(404);
    } finally {
      issuer.up(true);
    }
  }

  @Test
  void whoeverIsRefusedLearnsNothing() {
    var now = Instant.now();
    var good = issuer.claims(now);
    var bad = new TreeMap<String, String>();
    bad.put("nothing", "");
    bad.put("nonsense", "nonsense");
    bad.put("no algorithm", base64("{\"alg\":\"none\"}") + "." + base64(good.build() + "") + ".");
    bad.put("a key as secret", TestIssuer.forge(publicKey(), "first", good.build()));
    bad.put("a stranger's key", signed(STRANGER, good.build()));
    bad.put("an unknown key", signed(TestIssuer.rsa("unknown", 2048), good.build()));
    bad.put("another issuer", signed(FIRST, issuer.claims(now).issuer("https://x.test").build()));
    bad.put("another audience", signed(FIRST, issuer.claims(now).audience("x").build()));
    bad.put("too late", signed(FIRST, issuer.claims(now.minusSeconds(7200)).build()));
    bad.put("too early", signed(FIRST, issuer.claims(now.plusSeconds(600)).build()));
    bad.put("no end", signed(FIRST, issuer.claims(now).expirationTime(null).build()));
    bad.put("expired user", expiredUser());

    var answers = new TreeMap<String, String>();
    bad.forEach((why, token) -> answers.put(why, shape(send("GET", CALL, token))));

    assertThat(answers.values().stream().distinct()).as("%s", answers).hasSize(1);
    assertThat(answers.values().iterator().next())
        .startsWith("401 ")
        .endsWith("{\"error\":{\"code\":\"7501\",\"message\":\"The access token is invalid.\"}}");
  }

  @Test
  void theSameOnARouteThatIsNotThere() {
    assertThat(send("GET", "/no/such/route", "nonsense").statusCode()).isEqualTo(401);
  }

  /// Everything of an answer but when it was given.
  private static String shape(HttpResponse<String> answer) {
    var headers = new TreeMap<String, List<String>>(answer.headers().map());
    headers.remove("date");
    headers.remove("ms-cv");
    return answer.statusCode() + " " + headers + " " + answer.body();
  }

  private static HttpResponse<String> send(String method, String target, String token) {
    return rest.sendAs(token, method, target, method.equals("POST") ? "{}" : "");
  }

  private static String good(JWK key) {
    return signed(key, issuer.claims(Instant.now()).build());
  }

  private static String signed(JWK key, JWTClaimsSet claims) {
    return TestIssuer.sign(key, JWSAlgorithm.RS256, claims);
  }

  /// A token in the shape of a user's, with a key id that is not the server's.
  private static String expiredUser() {
    var claims =
        new JWTClaimsSet.Builder()
            .claim("skypeid", "acs:r_u")
            .claim("acsScope", "voip")
            .claim("generation", 0)
            .expirationTime(new Date(0))
            .build();
    return signed(FIRST, claims);
  }

  private static byte[] publicKey() {
    return FIRST.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
