package dev.cordboard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.communication.callautomation.CallAutomationClient;
import com.azure.communication.callautomation.CallAutomationClientBuilder;
import com.azure.communication.callautomation.models.CallInvite;
import com.azure.communication.common.CommunicationUserIdentifier;
import com.azure.communication.common.PhoneNumberIdentifier;
import com.azure.communication.identity.CommunicationIdentityClientBuilder;
import com.azure.communication.identity.models.CommunicationTokenScope;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.IdentitySettings;
import dev.cordboard.testkit.TestTls;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The official Java SDKs, unchanged, against the API over real HTTPS.
class OfficialSdkIT {
  private final TestTls tls = TestTls.create();
  private ApiServer server;
  private String connectionString;

  @BeforeEach
  void start() {
    server = new ApiServer(tls, TimeSource.system(), IdentitySettings.defaults());
    connectionString =
        "endpoint=https://127.0.0.1:%d/;accesskey=%s".formatted(server.http.port(), ApiServer.KEY);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void createsLooksAtAndEndsACall() {
    var created =
        client()
            .createCall(
                new CallInvite(new CommunicationUserIdentifier("8:acs:r_bob")),
                "http://127.0.0.1:1/events");

    var connection = created.getCallConnection();
    assertThat(created.getCallConnectionProperties().getCallConnectionId()).isEqualTo("conn-1");
    assertThat(created.getCallConnectionProperties().getCorrelationId()).isEqualTo("corr-1");
    assertThat(connection.getCallProperties().getServerCallId()).isEqualTo("server-1");
    assertThat(connection.listParticipants().stream().map(each -> each.getIdentifier().getRawId()))
        .containsExactly("8:acs:r_app", "8:acs:r_bob");
    assertThat(connection.getParticipant(new CommunicationUserIdentifier("8:acs:r_bob")).isMuted())
        .isTrue();
    connection.hangUp(true);
    connection.hangUp(false);
    assertThat(server.calls.commands).contains("terminate conn-1", "hangUp conn-1");
  }

  @Test
  void addsAndRemovesAPhone() {
    var connection =
        client()
            .createCall(
                new CallInvite(new CommunicationUserIdentifier("8:acs:r_bob")), "http://a.test")
            .getCallConnection();

    var added =
        connection.addParticipant(
            new CallInvite(
                new PhoneNumberIdentifier("+14255550100"),
                new PhoneNumberIdentifier("+18005550100")));
    connection.removeParticipant(new PhoneNumberIdentifier("+14255550100"));

    assertThat(added.getParticipant().getIdentifier().getRawId()).isEqualTo("4:+14255550100");
    assertThat(server.calls.commands).hasSize(3);
  }

  @Test
  void answersAndRejectsAnInvitation() {
    var context = server.contexts.issue("call-1", "inv-1", TimeSource.system().now());

    var answered = client().answerCall(context, "http://a.test/events");
    client().rejectCall(context);

    assertThat(answered.getCallConnectionProperties().getCallConnectionId()).isEqualTo("conn-2");
    assertThat(server.calls.commands).contains("inv-1 NONE");
  }

  @Test
  void seesTheServicesError() {
    assertThatThrownBy(() -> client().getCallConnection("nobody").getCallProperties())
        .isInstanceOfSatisfying(
            HttpResponseException.class,
            e -> assertThat(e.getResponse().getStatusCode()).isEqualTo(404));
  }

  @Test
  void makesUsersAndTokens() {
    var identities =
        new CommunicationIdentityClientBuilder()
            .connectionString(connectionString)
            .httpClient(https())
            .buildClient();

    var user = identities.createUserAndToken(List.of(CommunicationTokenScope.VOIP));
    var token = identities.getToken(user.getUser(), List.of(CommunicationTokenScope.VOIP));

    assertThat(server.tokens.verify(user.getUserToken().getToken())).isPresent();
    assertThat(server.tokens.verify(token.getToken())).isPresent();
    identities.revokeTokens(user.getUser());
    assertThat(server.tokens.verify(token.getToken())).isEmpty();
    identities.deleteUser(user.getUser());
    assertThat(server.directory.contains(user.getUser().getId())).isFalse();
  }

  private CallAutomationClient client() {
    return new CallAutomationClientBuilder()
        .connectionString(connectionString)
        .httpClient(https())
        .buildClient();
  }

  private HttpClient https() {
    try {
      var context = SslContextBuilder.forClient().trustManager(tls.certificate()).build();
      return new NettyAsyncHttpClientBuilder(
              reactor.netty.http.client.HttpClient.create()
                  .secure(spec -> spec.sslContext(context)))
          .build();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
