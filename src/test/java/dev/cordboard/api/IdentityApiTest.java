package dev.cordboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.IdentitySettings;
import dev.cordboard.testkit.ManualTime;
import dev.cordboard.testkit.TestTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The Identity API over HTTPS.
class IdentityApiTest {
  private static final String VERSION = "?api-version=2023-10-01";
  private static TestTls tls;

  private ApiServer server;

  @BeforeAll
  static void makeCertificate() {
    tls = TestTls.create();
  }

  @BeforeEach
  void start() {
    server = new ApiServer(tls, new ManualTime(), IdentitySettings.defaults());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void makesAUserWithoutToken() {
    var answer = server.send("POST", "/identities" + VERSION, "{}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(json(answer.body()).at("/identity/id").stringValue()).startsWith("8:acs:");
    assertThat(answer.body()).doesNotContain("accessToken");
  }

  @Test
  void makesAUserWithToken() {
    var answer =
        server.send(
            "POST",
            "/identities" + VERSION,
            "{\"createTokenWithScopes\":[\"voip\",\"chat\"],\"expiresInMinutes\":60}");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(json(answer.body()).at("/accessToken/expiresOn").stringValue())
        .isEqualTo("2026-01-01T01:00:00Z");
    assertThat(server.tokens.verify(json(answer.body()).at("/accessToken/token").stringValue()))
        .map(user -> user.rawId())
        .contains(json(answer.body()).at("/identity/id").stringValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"8:acs:", "8%3Aacs%3A"})
  void issuesAndRevokesTokens(String prefix) {
    var id = server.directory.create().rawId();
    var path = "/identities/" + id.replace("8:acs:", prefix) + "/:";

    var issued =
        server.send("POST", path + "issueAccessToken" + VERSION, "{\"scopes\":[\"voip\"]}");
    var token = json(issued.body()).get("token").stringValue();

    assertThat(issued.status()).isEqualTo(200);
    assertThat(json(issued.body()).get("expiresOn").stringValue())
        .isEqualTo("2026-01-02T00:00:00Z");
    assertThat(server.tokens.verify(token)).isPresent();
    assertThat(server.send("POST", path + "revokeAccessTokens" + VERSION, "").status())
        .isEqualTo(204);
    assertThat(server.tokens.verify(token)).isEmpty();
  }

  @Test
  void deletesAUser() {
    var id = server.directory.create().rawId();

    assertThat(server.send("DELETE", "/identities/" + id + VERSION, "").status()).isEqualTo(204);
    assertThat(server.send("DELETE", "/identities/" + id + VERSION, "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"createTokenWithScopes\":[\"fax\"]}                              | createTokenWithScopes",
        "{\"createTokenWithScopes\":\"voip\"}                               | createTokenWithScopes",
        "{\"createTokenWithScopes\":[\"voip\"],\"expiresInMinutes\":59}     | expiresInMinutes",
        "{\"createTokenWithScopes\":[\"voip\"],\"expiresInMinutes\":1441}   | expiresInMinutes",
        "{\"createTokenWithScopes\":[\"voip\"],\"expiresInMinutes\":\"60\"} | expiresInMinutes"
      })
  void namesABadMember(String body, String member) {
    var answer = server.send("POST", "/identities" + VERSION, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(Bodies.error(answer.body()).code()).isEqualTo("8523");
    assertThat(Bodies.error(answer.body()).target()).isEqualTo(member);
  }

  @ParameterizedTest
  @CsvSource({
    "2021-03-07, 201",
    "2022-06-01, 201",
    "2022-10-01-preview, 201",
    "2025-03-02-preview, 201",
    "2020-12-31, 404",
    "2023-13-01, 404",
    "latest, 404"
  })
  void acceptsEveryVersionFrom2021On(String version, int status) {
    assertThat(server.send("POST", "/identities?api-version=" + version, "{}").status())
        .isEqualTo(status);
  }

  @Test
  void issuesASipPassword() {
    var user = server.directory.create();

    var answer = server.send("POST", "/cordboard/users/" + user.rawId() + ":issueSipPassword", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(json(answer.body()).get("username").stringValue()).isEqualTo(user.userPart());
    assertThat(json(answer.body()).get("password").stringValue()).hasSizeGreaterThan(20);
    assertThat(json(answer.body()).get("realm").stringValue()).isEqualTo("cordboard");
    assertThat(server.send("POST", "/cordboard/users/8:acs:x_y:issueSipPassword", "").status())
        .isEqualTo(404);
  }

  private static JsonNode json(String body) {
    return new JsonMapper().readTree(body);
  }
}
