package dev.cordboard.event.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.base.TimeSource;
import dev.cordboard.config.DeliverySettings;
import dev.cordboard.config.ReceiverSettings;
import dev.cordboard.event.wire.Answer.Answered;
import dev.cordboard.testkit.TestTls;
import dev.cordboard.testkit.WebhookSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class WebClientTest {
  private static final DeliverySettings IMPATIENT =
      new DeliverySettings(
          Duration.ofMillis(400),
          Duration.ofMillis(300),
          Duration.ZERO,
          10,
          Duration.ofSeconds(4),
          9);

  private static final DeliverySettings PATIENT = DeliverySettings.defaults();

  private final TimeSource time = TimeSource.system();
  private final Alarms alarms = new Alarms(time);
  private final WebhookSink sink = WebhookSink.start();
  private WebClient client;

  @BeforeEach
  void start() {
    alarms.start();
    client = new WebClient(IMPATIENT, ReceiverSettings.defaults(), alarms, time);
  }

  @AfterEach
  void stop() {
    client.close();
    alarms.close();
    sink.close();
  }

  @Test
  void sendsTheTargetByteForByte() {
    post("/api/callbacks/8:acs:a_b?callerId=+1425555&who=4:+1&x={y}|z'%2b");

    assertThat(sink.next().target())
        .isEqualTo("/api/callbacks/8:acs:a_b?callerId=+1425555&who=4:+1&x={y}|z'%2b");
  }

  @Test
  void sendsFieldsAndBody() {
    assertThat(post("/")).isInstanceOf(Answered.class);

    var request = sink.next();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.body()).isEqualTo("[{\"a\":\"ü\"}]");
    assertThat(request.field("x-test")).contains("yes");
    assertThat(request.field("host")).contains("127.0.0.1:" + sink.port());
  }

  @Test
  void usesAConnectionAgain() {
    post("/1");
    post("/2");

    assertThat(sink.next(2)).extracting(WebhookSink.Received::connection).containsExactly(1, 1);
    assertThat(client.idleConnections()).isEqualTo(1);
  }

  @Test
  void goesOverANewConnectionWhenTheKeptOneWasClosedMeanwhile() {
    sink.then(WebhookSink.answerAndClose());
    post("/1");

    assertThat(post("/2")).isInstanceOf(Answered.class);
    assertThat(sink.next(2)).extracting(WebhookSink.Received::connection).containsExactly(1, 2);
  }

  @Test
  void tellsSilenceFromTrouble() {
    sink.then(WebhookSink.silence());

    assertThat(post("/")).isInstanceOf(Answer.Silent.class);
  }

  @Test
  void countsAClosedConnectionAsTrouble() {
    sink.then(WebhookSink.hangUp());

    assertThat(post("/")).isInstanceOf(Answer.Broken.class);
    assertThat(sink.next(1)).hasSize(1);
    assertThat(sink.isEmpty()).isTrue();
  }

  @Test
  void countsARefusedConnectionAsTrouble() {
    sink.close();

    assertThat(post("/")).isInstanceOf(Answer.Broken.class);
  }

  @Test
  void givesUpOnAReceiverThatTakesNothing() throws IOException {
    try (var full = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      var target = Target.of("http://127.0.0.1:" + full.getLocalPort() + "/").orElseThrow();
      var huge = new Request("POST", List.of(), new byte[64 << 20], Duration.ofSeconds(9), false);

      assertThat(client.send(target, huge)).isInstanceOf(Answer.Broken.class);
    }
  }

  @Test
  void doesNotFollowARedirect() {
    sink.then(WebhookSink.redirect(sink.url("/elsewhere")));

    assertThat(post("/")).extracting(it -> ((Answered) it).status()).isEqualTo(302);
    sink.next();
    assertThat(sink.isEmpty()).isTrue();
  }

  @Test
  void takesNoMoreOfAnEndlessAnswerThanItsBound() {
    sink.then(
        WebhookSink.endless("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(4_096)),
        WebhookSink.endless(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "3\r\nabc\r\n"),
        WebhookSink.endless("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", "gzip"));

    assertThat(List.of(status("/1"), status("/2"), status("/3"))).containsOnly(200);
    assertThat(client.idleConnections()).isZero();
  }

  @Test
  void refusesAnEndlessHeadAndOtherNonsense() {
    sink.then(
        WebhookSink.endless("HTTP/1.1 200 OK\r\n", "a: b\r\n"),
        WebhookSink.endless("HTTP/1.1 200 OK\r\nlong: ", "x".repeat(512)),
        WebhookSink.endless("", "HTTP/1.1 100 Continue\r\n\r\n"),
        WebhookSink.raw("SSH-2.0-OpenSSH_9.9\r\n"),
        WebhookSink.raw("HTTP/1.1 200 OK\r\n"));

    for (int i = 0; i < 5; i++) {
      assertThat(post("/" + i)).isInstanceOf(Answer.Broken.class);
    }
  }

  @Test
  void aBrokenBodyDoesNotUndoTheStatus() {
    sink.then(
        WebhookSink.raw("HTTP/1.1 202 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n"),
        WebhookSink.raw("HTTP/1.1 202 OK\r\nContent-Length: many\r\n\r\n"));

    assertThat(List.of(status("/1"), status("/2"))).containsOnly(202);
  }

  @Test
  void bringsTheBodyToWhoWantsIt() {
    sink.then(WebhookSink.answer(200, "X-Seen: yes\r\n", "hello"));

    var answer = client.send(target("/"), request(true));

    assertThat(answer).isInstanceOf(Answered.class);
    assertThat(new String(((Answered) answer).body(), StandardCharsets.UTF_8)).isEqualTo("hello");
    assertThat(((Answered) answer).field("x-seen")).contains("yes");
  }

  @Test
  void refusesPrivateAddressesWhereItIsToldTo() {
    try (var guarded =
        new WebClient(
            IMPATIENT,
            new ReceiverSettings(Optional.of(true), List.of(), Optional.empty()),
            alarms,
            time)) {
      assertThat(guarded.send(target("/"), request(false))).isInstanceOf(Answer.Unusable.class);
      var byName = Target.of("http://localhost:" + sink.port() + "/").orElseThrow();
      assertThat(guarded.send(byName, request(false))).isInstanceOf(Answer.Unusable.class);
    }
    assertThat(sink.connections()).isZero();
  }

  @Test
  void wantsACertificateThatItTrustsForExactlyThatName(@TempDir Path folder) throws Exception {
    var tls = TestTls.create();
    var pem = Files.writeString(folder.resolve("ca.pem"), pem(tls));
    try (var secure = WebhookSink.secure(tls.server());
        var trusting =
            new WebClient(
                PATIENT,
                new ReceiverSettings(Optional.empty(), List.of(), Optional.of(pem)),
                alarms,
                time);
        var strange = new WebClient(PATIENT, ReceiverSettings.defaults(), alarms, time)) {
      var known = Target.of("https://127.0.0.1:" + secure.port() + "/").orElseThrow();
      var otherName = Target.of("https://127.0.0.2:" + secure.port() + "/").orElseThrow();

      assertThat(trusting.send(known, request(false))).isInstanceOf(Answered.class);
      assertThat(trusting.send(known, request(false))).isInstanceOf(Answered.class);
      assertThat(trusting.send(otherName, request(false))).isInstanceOf(Answer.Broken.class);
      assertThat(strange.send(known, request(false))).isInstanceOf(Answer.Broken.class);
      assertThat(secure.next(2)).extracting(WebhookSink.Received::connection).containsExactly(1, 1);
    }
  }

  private static String pem(TestTls tls) throws CertificateEncodingException {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(tls.certificate().getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  private Answer post(String target) {
    return client.send(target(target), request(false));
  }

  private int status(String target) {
    return ((Answered) post(target)).status();
  }

  private Target target(String pathAndQuery) {
    return Target.of(sink.url(pathAndQuery)).orElseThrow();
  }

  private static Request request(boolean bodyWanted) {
    return new Request(
        "POST",
        List.of(new Request.Field("X-Test", "yes")),
        "[{\"a\":\"ü\"}]".getBytes(StandardCharsets.UTF_8),
        IMPATIENT.answerTimeout(),
        bodyWanted);
  }
}
