package dev.cordboard.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.communication.callautomation.CallAutomationClient;
import com.azure.communication.callautomation.CallAutomationClientBuilder;
import com.azure.communication.common.PhoneNumberIdentifier;
import com.azure.communication.identity.CommunicationIdentityClientBuilder;
import com.azure.communication.identity.models.CommunicationTokenScope;
import com.azure.communication.rooms.RoomsClientBuilder;
import com.azure.communication.rooms.models.CreateRoomOptions;
import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpClient;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import dev.cordboard.testkit.TestApplication;
import dev.cordboard.testkit.TestIssuer;
import dev.cordboard.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/// The official Java SDKs with a token credential in place of the access key.
class EntraSdkIT {
  private static final RSAKey KEY = TestIssuer.rsa("key", 2048);

  private static TestIssuer issuer;
  private static TestApplication application;
  private static TestServer server;
  private static HttpClient http;
  private static String endpoint;

  /// What an application gets from its issuer, and what it asked for.
  private record Credential(String audience, List<String> scopes) implements TokenCredential {
    @Override
    public Mono<AccessToken> getToken(TokenRequestContext wanted) {
      scopes.addAll(wanted.getScopes());
      var claims = issuer.claims(Instant.now()).audience(audience).build();
      var token = TestIssuer.sign(KEY, JWSAlgorithm.RS256, claims);
      return Mono.just(new AccessToken(token, OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(50)));
    }
  }

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    issuer = new TestIssuer(KEY).listen();
    application = new TestApplication();
    var config =
        Files.writeString(
            folder.resolve("cordboard.yaml"),
            "identity: {issuers: [{issuer: \"" + issuer.url() + "\"}]}");
    server = TestServer.start("--config", config.toString());
    http = SdkApplication.trusting(server);
    endpoint = server.connectionString().replaceAll("(?i)^endpoint=([^;]*);.*$", "$1");
  }

  @AfterAll
  static void stop() throws Exception {
    application.close();
    server.close();
    issuer.close();
  }

  @Test
  void usersAreMadeAndGetTokens() {
    var identity =
        new CommunicationIdentityClientBuilder()
            .endpoint(endpoint)
            .credential(good())
            .httpClient(http)
            .buildClient();

    var made = identity.createUserAndToken(List.of(CommunicationTokenScope.VOIP));

    assertThat(made.getUser().getId()).startsWith("8:acs:");
    assertThat(made.getUserToken().getToken()).isNotEmpty();
  }

  @Test
  void roomsAreMade() {
    var rooms =
        new RoomsClientBuilder()
            .endpoint(endpoint)
            .credential(good())
            .httpClient(http)
            .buildClient();

    var made = rooms.createRoom(new CreateRoomOptions());

    assertThat(rooms.getRoom(made.getRoomId()).getCreatedAt()).isEqualTo(made.getCreatedAt());
  }

  @Test
  void callsArePlacedAndEnded() {
    var credential = good();
    var calls = calls(credential);

    var call =
        calls.createCall(
            SdkApplication.invite(new PhoneNumberIdentifier("+14255550100")),
            application.url("/call"));
    application.await("/call", "CallConnected");
    call.getCallConnection().hangUp(true);

    application.await("/call", "CallDisconnected");
    assertThat(credential.scopes).contains("https://communication.azure.com//.default");
  }

  @Test
  void aTokenForSomethingElseIsRefused() {
    var calls = calls(new Credential("https://graph.example", new CopyOnWriteArrayList<>()));

    assertThatThrownBy(() -> calls.getCallConnection("nobody").getCallProperties())
        .isInstanceOfSatisfying(
            HttpResponseException.class,
            e -> assertThat(e.getResponse().getStatusCode()).isEqualTo(401));
  }

  private static Credential good() {
    return new Credential(TestIssuer.AUDIENCE, new CopyOnWriteArrayList<>());
  }

  private static CallAutomationClient calls(TokenCredential credential) {
    return new CallAutomationClientBuilder()
        .endpoint(endpoint)
        .credential(credential)
        .httpClient(http)
        .buildClient();
  }
}
