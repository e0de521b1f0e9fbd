package dev.cordboard.sdk;

import com.azure.communication.callautomation.CallAutomationClient;
import com.azure.communication.callautomation.CallAutomationClientBuilder;
import com.azure.communication.callautomation.CallAutomationEventParser;
import com.azure.communication.callautomation.CallConnection;
import com.azure.communication.callautomation.models.CallInvite;
import com.azure.communication.callautomation.models.CreateGroupCallOptions;
import com.azure.communication.callautomation.models.events.CallAutomationEventBase;
import com.azure.communication.common.CommunicationIdentifier;
import com.azure.communication.common.CommunicationUserIdentifier;
import com.azure.communication.common.PhoneNumberIdentifier;
import com.azure.communication.identity.CommunicationIdentityClient;
import com.azure.communication.identity.CommunicationIdentityClientBuilder;
import com.azure.core.http.HttpClient;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.core.util.Context;
import dev.cordboard.testkit.TestApplication;
import dev.cordboard.testkit.TestServer;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// An application written with the official Java SDK 1.0.4 (api-version 2023-03-06), as its users
/// write it.
final class SdkApplication implements AutoCloseable {
  static final PhoneNumberIdentifier OURS = new PhoneNumberIdentifier("+18005550100");

  final TestApplication web;
  private final CommunicationIdentityClient identity;
  private final CallAutomationClient client;
  private final CommunicationUserIdentifier self;
  private final AtomicInteger paths = new AtomicInteger();

  /// One connection and the path of its callbacks.
  record Connected(String path, CallConnection connection) {}

  SdkApplication(TestServer server, TestApplication web) {
    this.web = web;
    var http = trusting(server);
    this.identity =
        new CommunicationIdentityClientBuilder()
            .connectionString(server.connectionString())
            .httpClient(http)
            .buildClient();
    this.self = identity.createUser();
    this.client =
        new CallAutomationClientBuilder()
            .connectionString(server.connectionString())
            .sourceIdentity(self)
            .httpClient(http)
            .buildClient();
  }

  CommunicationUserIdentifier self() {
    return self;
  }

  CommunicationUserIdentifier newUser() {
    return identity.createUser();
  }

  Connected call(CommunicationIdentifier target) {
    var path = nextPath();
    var result = client.createCall(invite(target), web.url(path));
    return new Connected(path, result.getCallConnection());
  }

  Connected callGroup(List<CommunicationIdentifier> targets) {
    var path = nextPath();
    var options = new CreateGroupCallOptions(targets, web.url(path)).setSourceCallIdNumber(OURS);
    var result = client.createGroupCallWithResponse(options, Context.NONE).getValue();
    return new Connected(path, result.getCallConnection());
  }

  Connected answer(String incomingCallContext) {
    var path = nextPath();
    var result = client.answerCall(incomingCallContext, web.url(path));
    return new Connected(path, result.getCallConnection());
  }

  void reject(String incomingCallContext) {
    client.rejectCall(incomingCallContext);
  }

  void redirect(String incomingCallContext, CommunicationIdentifier target) {
    client.redirectCall(incomingCallContext, invite(target));
  }

  /// The context of the call that rings this user or number.
  String incomingCallTo(CommunicationIdentifier target) {
    return web.await(
            "IncomingCall to " + target.getRawId(),
            each ->
                each.type().equals("IncomingCall")
                    && each.data().path("to").path("rawId").asString("").equals(target.getRawId()))
        .data()
        .get("incomingCallContext")
        .asString();
  }

  /// The next event of this SDK type on a connection, parsed by the SDK itself.
  <T extends CallAutomationEventBase> T await(Connected call, Class<T> type) {
    var received = web.await(call.path(), type.getSimpleName());
    var parsed = CallAutomationEventParser.parseEvents("[" + received.event() + "]");
    return type.cast(parsed.getFirst());
  }

  /// Who can be called: a phone needs a caller id, a user does not.
  static CallInvite invite(CommunicationIdentifier target) {
    return switch (target) {
      case PhoneNumberIdentifier phone -> new CallInvite(phone, OURS);
      case CommunicationUserIdentifier user -> new CallInvite(user);
      default -> throw new IllegalArgumentException(target.getRawId());
    };
  }

  @Override
  public void close() {
    web.close();
  }

  private String nextPath() {
    return "/callbacks/" + paths.incrementAndGet();
  }

  static HttpClient trusting(TestServer server) {
    try {
      var context =
          SslContextBuilder.forClient().trustManager(server.authorityFile().toFile()).build();
      return new NettyAsyncHttpClientBuilder(
              reactor.netty.http.client.HttpClient.create()
                  .secure(secure -> secure.sslContext(context)))
          .build();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
