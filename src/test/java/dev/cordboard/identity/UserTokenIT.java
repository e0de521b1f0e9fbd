package dev.cordboard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.testkit.RestClient;
import dev.cordboard.testkit.TestApplication;
import dev.cordboard.testkit.TestServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A user calls a phone with nothing but an access token, against a running server.
class UserTokenIT {
  private static final String NEWEST = "?api-version=2026-03-12";
  private static final String CALLS = "/calling/callConnections";
  private static final String REFUSED =
      "{\"error\":{\"code\":\"7501\",\"message\":\"The access token is invalid.\"}}";

  private static TestServer server;
  private static TestApplication application;
  private static RestClient rest;

  private record User(String id, String token) {}

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start();
    application = new TestApplication();
    rest = server.rest();
  }

  @AfterAll
  static void stop() {
    application.close();
    server.close();
  }

  @Test
  void aUserCallsAddsAndHangsUpWhileStrangersStayOut() {
    var alice = user();
    var mallory = user();

    var created = send(alice.token, "POST", CALLS + NEWEST, create(alice, "/alice"));
    var call = CALLS + "/" + json(created).path("callConnectionId").asString();
    application.await("/alice", "CallConnected");
    var seen = send(alice.token, "GET", call + "/participants" + NEWEST, "");
    var spied = send(mallory.token, "GET", call + "/participants" + NEWEST, "");
    var cut = send(mallory.token, "DELETE", call + NEWEST, "");
    var hungUp = send(alice.token, "POST", call + ":terminate" + NEWEST, "");
    application.await("/alice", "CallDisconnected");

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(json(created).at("/source/rawId").asString()).isEqualTo(alice.id);
    assertThat(json(seen).path("value")).hasSize(2);
    assertThat(spied.statusCode()).isEqualTo(403);
    assertThat(json(spied).at("/error/code").asString()).isEqualTo("7504");
    assertThat(cut.statusCode()).isEqualTo(403);
    assertThat(hungUp.statusCode()).isEqualTo(204);
  }

  @Test
  void nobodyCallsAsSomebodyElse() {
    var alice = user();

    var posed = send(user().token, "POST", CALLS + NEWEST, create(alice, "/posed"));

    assertThat(posed.statusCode()).isEqualTo(403);
  }

  @Test
  void aTokenEndsWhenItIsRevokedOrItsUserDeleted() {
    var alice = user();
    var bob = user();
    var target = CALLS + "/nobody" + NEWEST;
    var before = send(alice.token, "GET", target, "");

    done("POST", "/identities/" + encoded(alice.id) + "/:revokeAccessTokens");
    done("DELETE", "/identities/" + encoded(bob.id));
    var revoked = send(alice.token, "GET", target, "");
    var deleted = send(bob.token, "GET", target, "");

    assertThat(before.statusCode()).isEqualTo(404);
    assertThat(revoked.statusCode()).isEqualTo(401);
    assertThat(revoked.body()).isEqualTo(REFUSED);
    assertThat(deleted.statusCode()).isEqualTo(401);
    assertThat(deleted.body()).isEqualTo(REFUSED);
  }

  @Test
  void aTokenOfAUserOpensNothingButCalls() {
    var alice = user();

    for (var target :
        new String[] {
          "/rooms?api-version=2024-04-15", "/cordboard/calls", "/cordboard/eventSubscriptions"
        }) {
      assertThat(send(alice.token, "GET", target, "").statusCode()).as(target).isEqualTo(403);
    }
  }

  private static User user() {
    var made =
        new JsonMapper()
            .readTree(
                rest.send(
                        "POST",
                        "/identities?api-version=2023-10-01",
                        "{\"createTokenWithScopes\":[\"voip\"]}")
                    .body());
    return new User(made.at("/identity/id").asString(), made.at("/accessToken/token").asString());
  }

  private static void done(String method, String path) {
    assertThat(rest.send(method, path + "?api-version=2023-10-01", "").statusCode()).isEqualTo(204);
  }

  private static String create(User source, String path) {
    return ("{\"targets\":[{\"phoneNumber\":{\"value\":\"+14255550100\"}}],"
            + "\"sourceCallerIdNumber\":{\"value\":\"+18005550100\"},"
            + "\"source\":{\"id\":\"%s\"},\"callbackUri\":\"%s\"}")
        .formatted(source.id, application.url(path));
  }

  private static HttpResponse<String> send(
      String token, String method, String target, String body) {
    return rest.sendAs(token, method, target, body);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return new JsonMapper().readTree(answer.body());
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }
}
