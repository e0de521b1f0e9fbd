package dev.cordboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.IdentitySettings;
import dev.cordboard.engine.CallRequest;
import dev.cordboard.engine.Calls;
import dev.cordboard.testkit.ManualTime;
import dev.cordboard.testkit.TestTls;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a user may do with an access token: calls it takes part in, and calls as itself.
class UserTokenTest {
  private static final String CALLS = "/calling/callConnections";
  private static final String NEWEST = "?api-version=2026-03-12";
  private static TestTls tls;

  private final ManualTime time = new ManualTime();
  private ApiServer server;
  private String alice;
  private String token;

  @BeforeAll
  static void makeCertificate() {
    tls = TestTls.create();
  }

  @BeforeEach
  void start() {
    server = new ApiServer(tls, time, IdentitySettings.defaults());
    alice = server.directory.create().rawId();
    token = token(alice, "voip");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void callsAsItself() {
    assertThat(server.sendAs(token, "POST", CALLS + NEWEST, create(alice)).status()).isEqualTo(201);
  }

  @Test
  void doesNotCallAsSomebodyElseOrAsNobody() {
    var other = server.sendAs(token, "POST", CALLS + NEWEST, create("8:acs:r_x"));
    var nobody =
        server.sendAs(
            token,
            "POST",
            CALLS + NEWEST,
            "{\"targets\":[{\"rawId\":\"8:acs:r_b\"}],\"callbackUri\":\"https://a.test\"}");

    assertThat(other.status()).isEqualTo(403);
    assertThat(Bodies.error(other.body()).code()).isEqualTo("7504");
    assertThat(nobody.status()).isEqualTo(403);
    assertThat(server.calls.commands).isEmpty();
  }

  @Test
  void actsOnCallsItIsOnAndOnNoOther() {
    server.send("POST", CALLS + NEWEST, create(alice));
    var stranger = token(server.directory.create().rawId(), "voip");

    assertThat(server.sendAs(token, "GET", CALLS + "/conn-1" + NEWEST, "").status()).isEqualTo(200);
    assertThat(server.sendAs(stranger, "GET", CALLS + "/conn-1" + NEWEST, "").status())
        .isEqualTo(403);
    assertThat(server.sendAs(stranger, "DELETE", CALLS + "/conn-1" + NEWEST, "").status())
        .isEqualTo(403);
    assertThat(server.calls.commands).hasSize(1);
  }

  @Test
  void actsOnItsOwnConnectionBeforeAnybodyIsOnTheCall() {
    server.send("POST", CALLS + NEWEST, create(alice));
    server.calls.connections.computeIfPresent(
        "conn-1", (_, found) -> new Calls.Found(found.connection(), List.of()));
    var stranger = token(server.directory.create().rawId(), "voip");

    assertThat(server.sendAs(stranger, "DELETE", CALLS + "/conn-1" + NEWEST, "").status())
        .isEqualTo(403);
    assertThat(server.sendAs(token, "DELETE", CALLS + "/conn-1" + NEWEST, "").status())
        .isEqualTo(204);
  }

  @Test
  void connectsAsItself() {
    var answer =
        server.sendAs(
            token,
            "POST",
            CALLS + ":connect" + NEWEST,
            "{\"callLocator\":{\"roomId\":\"9\"},\"callbackUri\":\"https://a.test\"}");

    assertThat(answer.status()).isEqualTo(200);
    var connect = (CallRequest.Connect) server.calls.commands.remove();
    assertThat(connect.user().orElseThrow().rawId()).isEqualTo(alice);
  }

  @Test
  void movesNobodyOutOfACallThatItIsNotOn() {
    server.send("POST", CALLS + NEWEST, create("8:acs:r_x"));
    server.calls.connections.put("strange", server.calls.connections.remove("conn-1"));
    server.send("POST", CALLS + NEWEST, create(alice));
    server.calls.commands.clear();

    var answer =
        server.sendAs(
            token,
            "POST",
            CALLS + "/conn-1/participants:moveHere" + NEWEST,
            "{\"targetParticipants\":[{\"rawId\":\"8:acs:r_b\"}],\"fromCall\":\"strange\"}");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(Bodies.error(answer.body()).code()).isEqualTo("7504");
    assertThat(server.calls.commands).isEmpty();
  }

  @Test
  void holdsUntilItExpiresIsRevokedOrItsUserIsGone() {
    assertThat(status(token)).isEqualTo(404);

    time.advance(Duration.ofHours(1).minusSeconds(1));
    assertThat(status(token)).isEqualTo(404);
    time.advance(Duration.ofSeconds(1));
    assertThat(status(token)).isEqualTo(401);

    var second = token(alice, "voip");
    server.directory.revokeTokens(alice);
    assertThat(status(second)).isEqualTo(401);

    var third = token(alice, "voip");
    assertThat(status(third)).isEqualTo(404);
    server.directory.delete(alice);
    assertThat(status(third)).isEqualTo(401);
  }

  @Test
  void needsTheScopeOfCalls() {
    for (var scope : List.of("chat", "chat.join", "chat.join.limited", "voip.join")) {
      assertThat(status(token(alice, scope))).as(scope).isEqualTo(401);
    }
    var both = server.tokens.issue(alice, List.of("chat", "voip"), Duration.ofHours(1));
    assertThat(status(both.orElseThrow().token())).isEqualTo(404);
  }

  @Test
  void neitherAnswersNorRejectsNorRedirects() {
    for (var action : List.of("answer", "reject", "redirect")) {
      assertThat(server.sendAs(token, "POST", CALLS + ":" + action + NEWEST, "{}").status())
          .as(action)
          .isEqualTo(403);
    }
  }

  @Test
  void isNotBelievedWithoutItsSignature() {
    var parts = List.of(token.split("\\.", -1));
    var none = "eyJhbGciOiJub25lIn0." + parts.get(1) + ".";

    assertThat(status(none)).isEqualTo(401);
    assertThat(status(parts.get(0) + "." + parts.get(1) + ".AAAA")).isEqualTo(401);
    assertThat(status("nonsense")).isEqualTo(401);
  }

  @Test
  void doesNotOpenTheIdentityApi() {
    assertThat(server.sendAs(token, "POST", "/identities?api-version=2023-10-01", "{}").status())
        .isEqualTo(403);
  }

  private int status(String bearer) {
    return server.sendAs(bearer, "GET", CALLS + "/nobody" + NEWEST, "").status();
  }

  private String token(String rawId, String scope) {
    return server.tokens.issue(rawId, List.of(scope), Duration.ofHours(1)).orElseThrow().token();
  }

  private static String create(String source) {
    return "{\"targets\":[{\"rawId\":\"8:acs:r_b\"}],\"callbackUri\":\"https://a.test\",\"source\":{\"id\":\"%s\"}}"
        .formatted(source);
  }
}
