package dev.cordboard.interop;

import com.azure.communication.callautomation.CallAutomationClient;
import com.azure.communication.callautomation.CallAutomationClientBuilder;
import com.azure.communication.callautomation.CallConnection;
import com.azure.communication.callautomation.EventHandler;
import com.azure.communication.callautomation.models.CallResult;
import com.azure.communication.callautomation.models.CreateCallOptions;
import com.azure.communication.callautomation.models.events.CallAutomationEventBase;
import com.azure.communication.common.CommunicationIdentifier;
import com.azure.communication.common.CommunicationUserIdentifier;
import com.azure.communication.common.PhoneNumberIdentifier;
import com.azure.communication.common.implementation.CommunicationConnectionString;
import com.azure.communication.common.implementation.HmacAuthenticationPolicy;
import com.azure.communication.identity.CommunicationIdentityClient;
import com.azure.communication.identity.CommunicationIdentityClientBuilder;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.core.util.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// An application written with the first Java SDK, as its users wrote it.
final class Application implements AutoCloseable {
  final Sink sink = new Sink();
  final CallAutomationClient client;
  final CommunicationUserIdentifier self;
  final String ours;

  private final String endpoint;
  private final HttpPipeline signing;
  private final CommunicationIdentityClient identity;
  private final String subscription;
  private final AtomicInteger paths = new AtomicInteger();

  /// One connection and the path of its callbacks.
  record Connected(String path, String id, CallConnection at) {}

  Application() throws IOException {
    var ready = new ObjectMapper().readTree(new File(System.getenv("INTEROP_READY_FILE")));
    var connectionString = ready.get("connectionString").asText();
    var http = trusting(new File(ready.get("caCertificate").asText()));
    var key = new CommunicationConnectionString(connectionString);
    endpoint = key.getEndpoint().replaceAll("/$", "");
    signing =
        new HttpPipelineBuilder()
            .httpClient(http)
            .policies(new HmacAuthenticationPolicy(new AzureKeyCredential(key.getAccessKey())))
            .build();
    ours = ready.get("numbers").get(0).asText();
    identity =
        new CommunicationIdentityClientBuilder()
            .connectionString(connectionString)
            .httpClient(http)
            .buildClient();
    self = identity.createUser();
    client =
        new CallAutomationClientBuilder()
            .connectionString(connectionString)
            .httpClient(http)
            .buildClient();
    subscription = subscribe();
  }

  CommunicationUserIdentifier newUser() {
    return identity.createUser();
  }

  Connected dial(CommunicationIdentifier... targets) {
    return connected(
        url -> {
          var options = new CreateCallOptions(self, List.of(targets), url).setSourceCallerId(ours);
          return client.createCallWithResponse(options, Context.NONE).getValue();
        });
  }

  Connected answer(CommunicationIdentifier user) {
    var context = ringing(user);
    return connected(url -> client.answerCall(context, url));
  }

  /// A new connection and a path of its own.
  Connected connected(Function<String, CallResult> request) {
    var path = "/callbacks/" + paths.incrementAndGet();
    var result = request.apply(sink.url(path));
    var id = result.getCallConnectionProperties().getCallConnectionId();
    return new Connected(path, id, result.getCallConnection());
  }

  /// The context of the call that rings this user.
  String ringing(CommunicationIdentifier user) {
    return sink.await(
            "/eventgrid",
            "IncomingCall",
            data -> data.path("to").path("rawId").asText().equals(rawId(user)))
        .data()
        .get("incomingCallContext")
        .asText();
  }

  <T extends CallAutomationEventBase> T await(Connected call, Class<T> type) {
    return await(call, type, _ -> true);
  }

  /// The first event of this type that fits on a connection, parsed by the SDK itself.
  <T extends CallAutomationEventBase> T await(
      Connected call, Class<T> type, Predicate<JsonNode> fits) {
    var event = sink.await(call.path(), type.getSimpleName(), fits).event();
    var parsed = EventHandler.parseEvent("[" + event + "]");
    return type.cast(parsed);
  }

  /// The names of a connection's events so far, in order.
  List<String> types(Connected call) {
    return sink.at(call.path()).stream().map(Sink.Received::type).toList();
  }

  /// A simulated phone dials a user; says the id of its call.
  String phoneDials(PhoneNumberIdentifier phone, CommunicationIdentifier user) {
    var body =
        "{\"from\":\"%s\",\"to\":\"%s\"}"
            .formatted(phone.getPhoneNumber(), rawId(user).substring("8:acs:".length()));
    return send(HttpMethod.POST, "/cordboard/simulator/calls", body).path("id").asText();
  }

  JsonNode phoneCall(String id) {
    return send(HttpMethod.GET, "/cordboard/simulator/calls/" + id, "");
  }

  static String rawId(CommunicationIdentifier identifier) {
    return switch (identifier) {
      case CommunicationUserIdentifier user -> user.getId();
      // The SDK's own raw id of a number has no plus.
      case PhoneNumberIdentifier phone -> "4:" + phone.getPhoneNumber();
      default -> throw new IllegalArgumentException(identifier.toString());
    };
  }

  static Set<String> rawIds(List<? extends CommunicationIdentifier> identifiers) {
    return identifiers.stream().map(Application::rawId).collect(Collectors.toSet());
  }

  @Override
  public void close() {
    send(HttpMethod.DELETE, "/cordboard/eventSubscriptions/" + subscription, "");
    sink.close();
  }

  private String subscribe() {
    var body =
        "{\"endpointUrl\":\"%s\",\"schema\":\"eventGrid\"}".formatted(sink.url("/eventgrid"));
    var id = send(HttpMethod.POST, "/cordboard/eventSubscriptions", body).path("id").asText();
    sink.await("/eventgrid", "SubscriptionValidationEvent", _ -> true);
    return id;
  }

  /// A signed request to the server's own API, which no SDK knows.
  private JsonNode send(HttpMethod method, String target, String body) {
    var request =
        new HttpRequest(method, endpoint + target)
            .setHeader("Content-Type", "application/json")
            .setBody(body);
    try (var answer = signing.sendSync(request, Context.NONE)) {
      var text = answer.getBodyAsString().blockOptional().orElse("");
      return new ObjectMapper().readTree(text.isEmpty() ? "{}" : text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpClient trusting(File authority) throws IOException {
    var context = SslContextBuilder.forClient().trustManager(authority).build();
    return new NettyAsyncHttpClientBuilder(
            reactor.netty.http.client.HttpClient.create()
                .secure(secure -> secure.sslContext(context)))
        .build();
  }
}
