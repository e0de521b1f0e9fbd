package dev.cordboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.IdentitySettings;
import dev.cordboard.testkit.ManualTime;
import dev.cordboard.testkit.RawHttps;
import dev.cordboard.testkit.TestTls;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// A server with one call, on which alice and bob are and `conn-1` is a connection: where the tests
/// of one action each begin.
abstract class OnACall {
  static final String NEWEST = "2026-03-12";
  static final String OLDEST = "2022-04-07-preview";
  static final String CALL = "/calling/callConnections/conn-1";
  static final String BOB = "{\"communicationUser\":{\"id\":\"8:acs:r_bob\"}}";
  static final String PHONE = "{\"phoneNumber\":{\"value\":\"+14255550100\"}}";
  private static TestTls tls;

  ApiServer server;

  @BeforeAll
  static void makeCertificate() {
    tls = TestTls.create();
  }

  @BeforeEach
  void start() throws InterruptedException {
    server = new ApiServer(tls, new ManualTime(), settings());
    server.send(
        "POST",
        "/calling/callConnections?api-version=" + NEWEST,
        """
        {"targets":[{"rawId":"8:acs:r_bob"}],"callbackUri":"https://app.test/events",
         "source":{"id":"8:acs:r_alice"}}
        """);
    server.calls.commands.clear();
    assertThat(server.calls.announced.poll(5, TimeUnit.SECONDS)).isEqualTo("conn-1");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  IdentitySettings settings() {
    return IdentitySettings.defaults();
  }

  /// Posts to the call, for example to `:hold`; members are written with BOB and PHONE for these.
  RawHttps.Answer post(String verb, String version, String body) {
    return send(CALL + verb, version, body);
  }

  RawHttps.Answer send(String path, String version, String body) {
    return server.send(
        "POST", path + "?api-version=" + version, body.replace("BOB", BOB).replace("PHONE", PHONE));
  }

  /// What the call was asked last.
  <T> T command(Class<T> type) {
    return type.cast(server.calls.commands.remove());
  }

  /// The body is refused, the member named as in the request, and the call not asked.
  void refuses(String verb, String version, String body, String member) {
    assertArgument(post(verb, version, body), member);
  }

  void assertArgument(RawHttps.Answer answer, String member) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    var error = Bodies.error(answer.body());
    assertThat(error.code()).isEqualTo("8523");
    assertThat(error.message()).contains(member);
    assertThat(error.target()).isIn(member, "");
    assertThat(server.calls.commands).isEmpty();
  }
}
