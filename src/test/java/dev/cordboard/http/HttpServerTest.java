package dev.cordboard.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.HttpSettings;
import dev.cordboard.http.Exchange.Principal;
import dev.cordboard.http.Route.Access;
import dev.cordboard.testkit.AccessKeySigner;
import dev.cordboard.testkit.CountingMetrics;
import dev.cordboard.testkit.ManualTime;
import dev.cordboard.testkit.RawHttps;
import dev.cordboard.testkit.TestTls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
  private static final String KEY = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA==";
  private static final String SECOND = "b3RoZXItb3RoZXItb3RoZXItb3RoZXItb3RoZXI=";
  private static final byte[] NONE = new byte[0];
  private static TestTls tls;

  private final ManualTime time = new ManualTime();
  private final AccessKeySigner signer = new AccessKeySigner(KEY, time.now());
  private final CompletableFuture<String> flushed = new CompletableFuture<>();
  private final CountDownLatch inFlight = new CountDownLatch(1);
  private final CountDownLatch mayFinish = new CountDownLatch(1);
  private final CountingMetrics metrics = new CountingMetrics();
  private HttpServer server;
  private String host;

  @BeforeAll
  static void makeCertificate() {
    tls = TestTls.create();
  }

  @BeforeEach
  void start() {
    var routes =
        new RouteTable(
            List.of(
                new Route("GET", "/open", Access.OPEN, _ -> Reply.empty(204)),
                new Route(
                    "POST", "/echo", Access.KEY, exchange -> Reply.json(200, exchange.body())),
                new Route("GET", "/who/{id}", Access.KEY_OR_TOKEN, HttpServerTest::who),
                new Route("GET", "/keyOnly", Access.KEY, _ -> Reply.empty(204)),
                new Route("POST", "/who/{id}:shout", Access.KEY, _ -> Reply.empty(202)),
                new Route(
                    "GET",
                    "/events",
                    Access.OPEN,
                    _ -> Reply.empty(200).then(() -> flushed.complete("after"))),
                new Route("GET", "/slow", Access.OPEN, _ -> slow()),
                new Route(
                    "GET",
                    "/broken",
                    Access.OPEN,
                    _ -> {
                      throw new IllegalStateException("a bug with secrets in it");
                    })));
    TokenCheck tokens =
        token ->
            token.equals("good") ? Optional.of(new Principal.User("8:acs:r_u")) : Optional.empty();
    var keys = new AccessKeys(List.of(KEY, SECOND), Duration.ofMinutes(15), time);
    server =
        new HttpServer(
            settings(),
            new HttpServer.Endpoint("127.0.0.1", tls.server()),
            new Authentication(keys, tokens),
            routes,
            time,
            metrics);
    server.start();
    host = "127.0.0.1:" + server.port();
  }

  @AfterEach
  void stop() {
    mayFinish.countDown();
    server.close();
  }

  @Test
  void answersAnOpenRouteWithoutSignature() {
    assertThat(send("GET", "/open", Map.of("Host", host), NONE).status()).isEqualTo(204);
  }

  @Test
  void acceptsASignedBody() {
    var body = bytes("{\"a\":1}");

    var answer = send("POST", "/echo", signer.headers("POST", "/echo", host, body), body);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"a\":1}");
  }

  @Test
  void acceptsTheSecondaryKey() {
    var headers = new AccessKeySigner(SECOND, time.now()).headers("GET", "/who/x", host, NONE);

    assertThat(send("GET", "/who/x", headers, NONE).body()).isEqualTo("x Resource");
  }

  @Test
  void keepsThePlusAndDecodesTheRestOfASegment() {
    var target = "/who/8%3Aacs%3Ar_u+%2B1?api-version=2026-03-12";

    var answer = send("GET", target, signer.headers("GET", target, host, NONE), NONE);

    assertThat(answer.body()).isEqualTo("8:acs:r_u++1 Resource");
  }

  @Test
  void refusesABodyThatIsNotTheSignedOne() {
    var headers = signer.headers("POST", "/echo", host, bytes("{\"a\":1}"));

    assertUnauthorized(send("POST", "/echo", headers, bytes("{\"a\":2}")));
  }

  @Test
  void refusesAnUnsignedRequestEvenForAnUnknownPath() {
    assertUnauthorized(send("GET", "/who/x", Map.of("Host", host), NONE));
    assertUnauthorized(send("GET", "/nowhere", Map.of("Host", host), NONE));
  }

  @Test
  void refusesASignatureFromTooFarAway() {
    var headers = signer.headers("GET", "/who/x", host, NONE);

    time.advance(Duration.ofMinutes(15));
    assertThat(send("GET", "/who/x", headers, NONE).status()).isEqualTo(200);
    time.advance(Duration.ofSeconds(1));
    assertUnauthorized(send("GET", "/who/x", headers, NONE));
  }

  @Test
  void doesNotReadABodyWithoutASignature() {
    try (var peer = new RawHttps(tls.client(), server.port())) {
      peer.write(
          bytes("POST /echo HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 1000000\r\n\r\n"));

      assertUnauthorized(peer.read());
    }
  }

  @Test
  void acceptsAUsersTokenWhereTheRouteTakesOne() {
    var bearer = Map.of("Host", host, "Authorization", "Bearer good");

    assertThat(send("GET", "/who/x", bearer, NONE).body()).isEqualTo("x User[rawId=8:acs:r_u]");
    assertThat(send("GET", "/keyOnly", bearer, NONE).status()).isEqualTo(403);
  }

  @Test
  void refusesABadTokenWithItsOwnCode() {
    var answer = send("GET", "/who/x", Map.of("Host", host, "Authorization", "Bearer bad"), NONE);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).contains("\"code\":\"7501\"");
  }

  @Test
  void answersAnUnknownPathAsTheServiceDoes() {
    var target = "/nowhere?api-version=2026-03-12";

    var answer = send("GET", target, signer.headers("GET", target, host, NONE), NONE);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":{\"code\":\"404\",\"message\":\"No HTTP resource was found that matches the"
                + " request URI 'https://%s/nowhere?api-version=2026-03-12'.\"}}",
            host);
  }

  @Test
  void refusesALargeBodyBeforeReadingIt() {
    var body = new byte[1024 * 1024 + 1];

    var answer = send("POST", "/echo", signer.headers("POST", "/echo", host, body), NONE, body);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body()).contains("\"code\":\"8523\"");
  }

  @Test
  void refusesALargeBodyOfUnknownLength() {
    var headers = new LinkedHashMap<>(signer.headers("POST", "/echo", host, NONE));
    headers.put("Transfer-Encoding", "chunked");
    try (var peer = new RawHttps(tls.client(), server.port())) {
      var head = new StringBuilder("POST /echo HTTP/1.1\r\n");
      headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
      peer.write(bytes(head + "\r\n"));
      peer.write(bytes("100001\r\n" + "x".repeat(0x100001) + "\r\n"));

      assertThat(peer.read().status()).isEqualTo(413);
    }
  }

  @Test
  void refusesALargeHead() {
    var headers = Map.of("Host", host, "x-long", "y".repeat(20_000));

    assertThat(send("GET", "/open", headers, NONE).status()).isEqualTo(431);
  }

  @Test
  void echoesTheRequestId() {
    var answer = send("GET", "/open", Map.of("Host", host, "x-ms-client-request-id", "abc"), NONE);

    assertThat(answer.headers())
        .containsEntry("x-ms-client-request-id", "abc")
        .containsEntry("server", "Kestrel");
  }

  @Test
  void runsWhatWaitsForTheAnswerAfterIt() throws Exception {
    send("GET", "/events", Map.of("Host", host), NONE);

    assertThat(flushed.get(5, TimeUnit.SECONDS)).isEqualTo("after");
  }

  @Test
  void hidesABugBehindAnInternalError() {
    var answer = send("GET", "/broken", Map.of("Host", host), NONE);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).contains("\"code\":\"9999\"").doesNotContain("secrets");
  }

  @Test
  void letsARequestInFlightFinishWhenItStops() throws Exception {
    try (var peer = new RawHttps(tls.client(), server.port())) {
      peer.write(bytes("GET /slow HTTP/1.1\r\nHost: " + host + "\r\n\r\n"));
      assertThat(inFlight.await(5, TimeUnit.SECONDS)).isTrue();
      var stopping = Thread.ofVirtual().start(server::close);

      mayFinish.countDown();

      assertThat(peer.read().status()).isEqualTo(200);
      assertThat(stopping.join(Duration.ofSeconds(5))).isTrue();
    }
  }

  @Test
  void closesAConnectionWhoseHeadNeverEndsAndKeepsOneThatServed() {
    try (var served = new RawHttps(tls.client(), server.port());
        var stuck = new RawHttps(tls.client(), server.port())) {
      assertThat(served.send("GET", "/open", Map.of("Host", host), NONE).status()).isEqualTo(204);
      stuck.write(bytes("GET /open HTTP/1.1\r\nHo"));

      time.advance(Duration.ofSeconds(31));

      assertThat(stuck.isClosedByServer()).isTrue();
      assertThat(served.send("GET", "/open", Map.of("Host", host), NONE).status()).isEqualTo(204);
    }
  }

  @Test
  void givesUpOnABodyThatStopsHalfWay() {
    var body = bytes("{\"a\":1}");
    try (var peer = new RawHttps(tls.client(), server.port())) {
      var head = new StringBuilder("POST /echo HTTP/1.1\r\nContent-Length: 7\r\n");
      signer
          .headers("POST", "/echo", host, body)
          .forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
      peer.write(bytes(head + "\r\n{\"a"));

      assertThat(peer.read().status()).isEqualTo(408);
    }
  }

  @Test
  void countsWhatItAnswers() {
    send("GET", "/open", Map.of("Host", host), NONE);
    send("GET", "/who/x", Map.of("Host", host), NONE);
    send("GET", "/broken", Map.of("Host", host), NONE);

    assertThat(metrics.count("cordboard.http.requests{outcome=succeeded}")).isEqualTo(1);
    assertThat(metrics.count("cordboard.http.requests{outcome=unauthorized}")).isEqualTo(1);
    assertThat(metrics.count("cordboard.http.requests{outcome=failed}")).isEqualTo(1);
  }

  /// The defaults, but a client that falls silent within a body is given up after a second.
  private static HttpSettings settings() {
    var defaults = HttpSettings.defaults();
    return new HttpSettings(
        0,
        defaults.secondaryAccessKey(),
        defaults.clockSkew(),
        defaults.maxBodyBytes(),
        defaults.maxHeaderBytes(),
        defaults.maxConnections(),
        Duration.ofSeconds(1),
        defaults.idleTimeout(),
        defaults.stopTimeout(),
        defaults.serverHeader());
  }

  private Reply slow() {
    inFlight.countDown();
    try {
      return mayFinish.await(5, TimeUnit.SECONDS) ? Reply.empty(200) : Reply.empty(500);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Reply who(Exchange exchange) {
    var principal =
        exchange.principal() instanceof Principal.Resource ? "Resource" : exchange.principal();
    return new Reply(
        200, Map.of(), bytes(exchange.pathParameters().get("id") + " " + principal), () -> {});
  }

  private static void assertUnauthorized(RawHttps.Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":{\"code\":\"7509\",\"message\":"
                + "\"The HMAC signature of the request is invalid.\"}}");
  }

  private RawHttps.Answer send(
      String method, String target, Map<String, String> headers, byte[] body) {
    try (var peer = new RawHttps(tls.client(), server.port())) {
      return peer.send(method, target, headers, body);
    }
  }

  /// Announces a body and sends none of it.
  private RawHttps.Answer send(
      String method, String target, Map<String, String> headers, byte[] sent, byte[] announced) {
    var fields = new LinkedHashMap<>(headers);
    fields.put("content-length", String.valueOf(announced.length));
    try (var peer = new RawHttps(tls.client(), server.port())) {
      var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
      fields.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
      peer.write(bytes(head + "\r\n"));
      peer.write(sent);
      return peer.read();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
