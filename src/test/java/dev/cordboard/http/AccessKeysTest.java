package dev.cordboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.http.Exchange.Headers;
import dev.cordboard.testkit.AccessKeySigner;
import dev.cordboard.testkit.ManualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The signature as each SDK makes it: which host and which form of the path was signed.
class AccessKeysTest {
  private static final String KEY = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA==";
  private static final int PORT = 8443;
  private static final String SENT = "127.0.0.1:8443";
  private static final String NO_BODY = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
  private static final String DATE = "Thu, 01 Jan 2026 00:00:00 GMT";

  /// Computed with Python's hmac module.
  private static final String VECTOR = "Z4LLOLlyCynM4sB/MiDO9GUMrBut/hU3zaD5IYb6awE=";

  private final ManualTime time = new ManualTime();
  private final AccessKeys keys = new AccessKeys(List.of(KEY), Duration.ofMinutes(15), time);

  @Test
  void acceptsASignatureThatWasMadeElsewhere() {
    var headers =
        Map.of(
            "host",
            SENT,
            "x-ms-date",
            DATE,
            "x-ms-content-sha256",
            "AVq9f1zFei3ZS3WQ8ErYCEJzkF7jPsXOvq5iJ2qX+GI=",
            "authorization",
            AccessKeySigner.authorization("x-ms-date", VECTOR));

    assertThat(verifies("POST", "/calling/callConnections?api-version=2026-03-12", headers))
        .isTrue();
    assertThat(
            AccessKeys.isSignedBody(headers(headers), "{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // JavaScript and .NET sign the host as they send it, port included.
    "127.0.0.1:8443, 127.0.0.1:8443",
    // Java signs and sends the host alone; its HTTP client may send the port nevertheless.
    "127.0.0.1, 127.0.0.1",
    "127.0.0.1:8443, 127.0.0.1",
    "127.0.0.1, 127.0.0.1:8443",
    "localhost:8443, localhost"
  })
  void acceptsTheHostWithAndWithoutPort(String sent, String signed) {
    assertThat(verifies("GET", "/a", signed(sent, "/a", signed, Map.of()))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"res.example.test", "res.example.test:443", "res.example.test:8443"})
  void acceptsTheHostThatACustomEndpointNames(String signed) {
    var extra = Map.of("x-ms-host", signed);

    assertThat(verifies("GET", "/a", signed(SENT, "/a", signed, extra))).isTrue();
    assertThat(verifies("GET", "/a", signed(SENT, "/a", signed, Map.of()))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // Sent as it is signed: JavaScript, Java.
    "/c/x/participants/4%3A%2B1555?v=1, /c/x/participants/4%3A%2B1555?v=1",
    // The asynchronous Python clients send the first and sign the second.
    "/c/x/participants/4:%2B1555?v=1, /c/x/participants/4%3A%2B1555?v=1",
    "/c/x/participants/8:acs:r_u?v=1, /c/x/participants/8%3Aacs%3Ar_u?v=1",
    // The Rooms client signs the decoded path.
    "/rooms/1/participants/8%3Aacs%3Ar_u?v=1, /rooms/1/participants/8:acs:r_u?v=1",
    "/identities/8%3Aacs%3Ar_u/:issueAccessToken?v=1, /identities/8%3Aacs%3Ar_u/:issueAccessToken?v=1",
    "/identities/8:acs:r_u/:issueAccessToken?v=1, /identities/8%3Aacs%3Ar_u/:issueAccessToken?v=1",
    "/c/x:terminate?v=1, /c/x:terminate?v=1"
  })
  void acceptsTheFormsOfThePathThatSdksSign(String sent, String signed) {
    assertThat(verifies("GET", sent, signed(SENT, signed, SENT, Map.of()))).isTrue();
  }

  @Test
  void neverReadsAPlusAsABlank() {
    var headers = signed(SENT, "/p/4: 1555", SENT, Map.of());

    assertThat(verifies("GET", "/p/4:+1555", headers)).isFalse();
  }

  @Test
  void acceptsTheDateHeaderWhereThatWasSigned() {
    var signature =
        new AccessKeySigner(KEY, time.now()).signature("GET", "/a", DATE, SENT, NO_BODY);
    var headers =
        Map.of(
            "host", SENT,
            "date", DATE,
            "x-ms-content-sha256", NO_BODY,
            "authorization", AccessKeySigner.authorization("date", signature));

    assertThat(verifies("GET", "/a", headers)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HMAC-SHA256",
        "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=",
        "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=%%%",
        "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=AAAA",
        "HMAC-SHA256 SignedHeaders=host&Signature=AAAA",
        "Basic dXNlcjpwYXNz"
      })
  void refusesWhatIsNoSignature(String authorization) {
    var headers = new TreeMap<>(signed(SENT, "/a", SENT, Map.of()));
    headers.put("authorization", authorization);

    assertThat(verifies("GET", "/a", headers)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-ms-date", "x-ms-content-sha256", "host", "authorization"})
  void refusesARequestThatLacksAHeader(String name) {
    var headers = new TreeMap<>(signed(SENT, "/a", SENT, Map.of()));
    headers.remove(name);

    assertThat(verifies("GET", "/a", headers)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-01-01T00:00:00Z", ""})
  void refusesADateItCannotRead(String date) {
    var signature =
        new AccessKeySigner(KEY, time.now()).signature("GET", "/a", date, SENT, NO_BODY);
    var headers =
        Map.of(
            "host", SENT,
            "x-ms-date", date,
            "x-ms-content-sha256", NO_BODY,
            "authorization", AccessKeySigner.authorization("x-ms-date", signature));

    assertThat(verifies("GET", "/a", headers)).isFalse();
  }

  @Test
  void refusesAnotherMethodPathOrKey() {
    var headers = signed(SENT, "/a", SENT, Map.of());
    var other = new AccessKeys(List.of("b3RoZXI="), Duration.ofMinutes(15), time);

    assertThat(verifies("DELETE", "/a", headers)).isFalse();
    assertThat(verifies("GET", "/b", headers)).isFalse();
    assertThat(verifies("GET", "/a?x=1", headers)).isFalse();
    assertThat(other.verifies("GET", "/a", headers(headers), PORT)).isFalse();
  }

  @Test
  void refusesASignatureFromTheFutureAsFromThePast() {
    var headers = signed(SENT, "/a", SENT, Map.of());
    var early = new ManualTime();
    early.advance(Duration.ofMinutes(-16));

    assertThat(
            new AccessKeys(List.of(KEY), Duration.ofMinutes(15), early)
                .verifies("GET", "/a", headers(headers), PORT))
        .isFalse();
  }

  private Map<String, String> signed(
      String sentHost, String target, String host, Map<String, String> extra) {
    var headers = new TreeMap<String, String>();
    new AccessKeySigner(KEY, time.now())
        .headers("GET", target, host, new byte[0])
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    headers.put("host", sentHost);
    headers.putAll(extra);
    return headers;
  }

  private boolean verifies(String method, String target, Map<String, String> headers) {
    return keys.verifies(method, target, headers(headers), PORT);
  }

  private static Headers headers(Map<String, String> headers) {
    return name -> Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
