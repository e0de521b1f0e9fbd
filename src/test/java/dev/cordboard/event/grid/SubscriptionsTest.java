package dev.cordboard.event.grid;

import static dev.cordboard.testkit.WebhookSink.answer;
import static dev.cordboard.testkit.WebhookSink.reply;
import static dev.cordboard.testkit.WebhookSink.silence;
import static dev.cordboard.testkit.WebhookSink.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.GridEvent;
import dev.cordboard.config.GridSettings;
import dev.cordboard.config.GridSubscriptionSettings;
import dev.cordboard.event.EventRig;
import dev.cordboard.http.Exchange;
import dev.cordboard.http.Reply;
import dev.cordboard.http.Route;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.testkit.WebhookSink;
import dev.cordboard.testkit.WebhookSink.Reaction;
import dev.cordboard.testkit.WebhookSink.Received;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class SubscriptionsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final CommunicationIdentifier ALICE =
      CommunicationIdentifier.fromRawId("8:acs:" + EventRig.RESOURCE + "_alice");
  private static final CommunicationIdentifier PHONE =
      CommunicationIdentifier.fromRawId("4:+14255550100");
  private static final Reaction AGREE =
      reply(
          request ->
              "{\"validationResponse\":\""
                  + JSON.readTree(request.body())
                      .path(0)
                      .path("data")
                      .path("validationCode")
                      .asString("")
                  + "\"}");
  private static final Reaction ALLOW = answer(200, "WebHook-Allowed-Origin: *\r\n", "");

  private final WebhookSink sink = WebhookSink.start();
  private EventRig rig = EventRig.start();

  @AfterEach
  void stop() {
    sink.close();
    rig.close();
  }

  @Test
  void validatesWithAnEventAndDeliversInTheEventGridSchema() {
    sink.then(AGREE);
    var created = create("{\"endpointUrl\":\"" + sink.url("/api/incoming?x=1") + "\"}");

    assertThat(created.path("state").asString("")).isEqualTo("active");
    var handshake = sink.next();
    assertThat(handshake.field("aeg-event-type")).contains("SubscriptionValidation");
    var asked = event(handshake);
    assertThat(asked.path("eventType").asString(""))
        .isEqualTo("Microsoft.EventGrid.SubscriptionValidationEvent");
    assertThat(asked.path("data").path("validationUrl").asString(""))
        .startsWith("https://localhost:8443/cordboard/eventSubscriptions/");

    rig.publish(rig.entry("e1", incoming(Optional.empty())));

    var request = sink.next();
    assertThat(request.target()).isEqualTo("/api/incoming?x=1");
    assertThat(request.field("aeg-event-type")).contains("Notification");
    assertThat(request.field("aeg-delivery-count")).contains("0");
    assertThat(request.field("content-type")).contains("application/json; charset=utf-8");
    assertThat(event(request).toString())
        .isEqualTo(
            "{'id':'e1','topic':'/cordboard/resources/RES',"
                    .replace('\'', '"')
                    .replace("RES", EventRig.RESOURCE)
                + json(
                    """
                    'subject':'/caller/4:+14255550100/recipient/8:acs:RES_alice','data':{
                    'to':{'rawId':'8:acs:RES_alice','kind':'communicationUser',
                    'communicationUser':{'id':'8:acs:RES_alice'}},
                    'from':{'rawId':'4:+14255550100','kind':'phoneNumber',
                    'phoneNumber':{'value':'+14255550100'}},
                    'serverCallId':'c2VydmVyQ2FsbA==','callerDisplayName':'',
                    'incomingCallContext':'context-of-call-1-invitation-1',
                    'correlationId':'correlation-1'},
                    'eventType':'Microsoft.Communication.IncomingCall','dataVersion':'1.0',
                    'metadataVersion':'1','eventTime':'2026-01-01T00:00:00.12345Z'}"""));
    EventRig.await("forgotten", () -> rig.kept().isEmpty());
  }

  @Test
  void validatesWithOptionsAndDeliversCloudEvents() {
    sink.then(ALLOW);
    var created = create("{\"endpointUrl\":\"" + sink.url("/") + "\",\"schema\":\"cloudEvents\"}");

    assertThat(created.path("state").asString("")).isEqualTo("active");
    var handshake = sink.next();
    assertThat(handshake.method()).isEqualTo("OPTIONS");
    assertThat(handshake.field("webhook-request-origin")).contains("eventgrid.azure.net");

    rig.publish(rig.entry("e1", incoming(Optional.of(CustomContext.NONE))));

    var request = sink.next();
    assertThat(request.field("content-type"))
        .contains("application/cloudevents+json; charset=utf-8");
    var event = JSON.readTree(request.body());
    assertThat(event.propertyNames())
        .containsExactly("id", "source", "subject", "data", "type", "specversion", "time");
    assertThat(event.path("data").path("customContext").toString())
        .isEqualTo("{\"sipHeaders\":{},\"voipHeaders\":{}}");
  }

  @Test
  void asksAgainUntilAnApplicationStarts() {
    int port = sink.port();
    sink.close();
    var created = create("{\"endpointUrl\":\"http://127.0.0.1:" + port + "/\"}");
    assertThat(created.path("state").asString("")).isEqualTo("failed");

    try (var late = WebhookSink.on(port)) {
      late.then(AGREE);
      rig.advance(Duration.ofSeconds(5));

      assertThat(late.next().field("aeg-event-type")).contains("SubscriptionValidation");
      EventRig.await("active", () -> state(created).equals("active"));
    }
  }

  @Test
  void asksBeforeTheNextEventAndThenDeliversIt() {
    sink.then(status(500), AGREE);
    create("{\"endpointUrl\":\"" + sink.url("/") + "\"}");
    sink.next();

    rig.publish(rig.entry("e1", incoming(Optional.empty())));

    assertThat(sink.next().field("aeg-event-type")).contains("SubscriptionValidation");
    assertThat(event(sink.next()).path("id").asString("")).isEqualTo("e1");
  }

  @Test
  void anEndpointThatOnlySaysOkIsValidatedByItsUrl() {
    sink.then(status(200));
    var created = create("{\"endpointUrl\":\"" + sink.url("/") + "\"}");
    assertThat(created.path("state").asString("")).isEqualTo("awaitingValidation");
    var url = event(sink.next()).path("data").path("validationUrl").asString("");
    var code = url.substring(url.indexOf("code=") + 5);

    assertThat(call("GET", "/{id}:validate", id(created), Map.of("code", "wrong"), "").status())
        .isEqualTo(404);
    assertThat(state(created)).isEqualTo("awaitingValidation");
    assertThat(call("GET", "/{id}:validate", id(created), Map.of("code", code), "").status())
        .isEqualTo(200);
    assertThat(state(created)).isEqualTo("active");
  }

  @Test
  void listsReadsAndDeletes() {
    sink.always(AGREE);
    var first = create("{\"endpointUrl\":\"" + sink.url("/1") + "\"}");
    create("{\"endpointUrl\":\"" + sink.url("/2") + "\"}");
    assertThat(bodyOf(call("GET", "", "", Map.of(), "")).path("value").size()).isEqualTo(2);

    assertThat(call("DELETE", "/{id}", id(first), Map.of(), "").status()).isEqualTo(204);

    assertThat(call("GET", "/{id}", id(first), Map.of(), "").status()).isEqualTo(404);
    assertThat(call("DELETE", "/{id}", id(first), Map.of(), "").status()).isEqualTo(404);
    assertThat(bodyOf(call("GET", "", "", Map.of(), "")).path("value").size()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoSubscription() {
    for (var body :
        List.of(
            "",
            "[]",
            "{}",
            "{\"endpointUrl\":7}",
            "{\"endpointUrl\":\"ftp://x/\"}",
            "{\"endpointUrl\":\"http://\"}",
            "{\"endpointUrl\":\"http://x/\",\"schema\":\"other\"}",
            "{\"endpointUrl\":\"http://x/\",\"includedEventTypes\":\"x\"}",
            "{\"endpointUrl\":\"http://x/\",\"advancedFilters\":[{\"operatorType\":\"BoolEquals\","
                + "\"key\":\"data.x\",\"values\":[\"1\"]}]}")) {
      var reply = call("POST", "", "", Map.of(), body);

      assertThat(reply.status()).as(body).isEqualTo(400);
      assertThat(bodyOf(reply).path("error").path("code").asString("")).isEqualTo("8523");
    }
    assertThat(bodyOf(call("GET", "", "", Map.of(), "")).path("value").size()).isZero();
  }

  @Test
  void keepsSubscriptionsOverARestart() {
    sink.then(AGREE);
    var created =
        create(
            "{\"endpointUrl\":\""
                + sink.url("/")
                + "\",\"subjectBeginsWith\":\"/caller\",\"advancedFilters\":[{\"operatorType\":"
                + "\"StringContains\",\"key\":\"data.to.rawId\",\"values\":[\"alice\"]}]}");
    sink.next();

    rig = rig.restarted();

    var found = bodyOf(call("GET", "/{id}", id(created), Map.of(), ""));
    assertThat(found).isEqualTo(created);
    rig.publish(rig.entry("e1", incoming(Optional.empty())));
    assertThat(event(sink.next()).path("id").asString("")).isEqualTo("e1");
  }

  @Test
  void saysWhetherAnIncomingCallWouldBeHeardOf() {
    assertThat(rig.deliverer.subscriptions().accepts(PHONE, ALICE)).isFalse();
    sink.always(AGREE);
    create(
        "{\"endpointUrl\":\""
            + sink.url("/")
            + "\",\"includedEventTypes\":[\"Microsoft.Communication.IncomingCall\"],"
            + "\"advancedFilters\":[{\"operatorType\":\"StringNotBeginsWith\","
            + "\"key\":\"data.to.rawid\",\"values\":[\"4:\"]}]}");

    assertThat(rig.deliverer.subscriptions().accepts(PHONE, ALICE)).isTrue();
    assertThat(rig.deliverer.subscriptions().accepts(ALICE, PHONE)).isFalse();
  }

  @Test
  void sendsToEverybodyWhoWantsItAndRepeatsForWhoFailed() {
    configure(sink.url("/"), Optional.of("Microsoft.Communication.CallStarted"));
    sink.then(status(503), status(200));

    rig.publish(
        rig.entry("started", new GridEvent.CallStarted(EventRig.T0, EventRig.IDS, facts())));

    assertThat(event(sink.next()).path("id").asString("")).isEqualTo("started");
    EventRig.await("a retry", () -> rig.metrics.read("event.grid.retries") == 1);
    assertThat(rig.kept()).containsExactly("started");
    rig.advance(Duration.ofSeconds(10));
    assertThat(sink.next().field("aeg-delivery-count")).contains("1");
    EventRig.await("forgotten", () -> rig.kept().isEmpty());
  }

  @Test
  void anIncomingCallIsNotRepeatedToWhoIsBusyWithIt() {
    configure(sink.url("/"), Optional.empty());
    sink.then(silence());

    rig.publish(rig.entry("e1", incoming(Optional.empty())));
    sink.next();
    rig.awaitAlarms(5);
    rig.advance(Duration.ofSeconds(30));

    EventRig.await("forgotten", () -> rig.kept().isEmpty());
    assertThat(rig.metrics.count("event.grid{outcome=delivered}")).isEqualTo(1);
    assertThat(sink.isEmpty()).isTrue();
  }

  @Test
  void callbacksDoNotWaitForEventGrid() {
    configure(sink.url("/"), Optional.empty());
    sink.then(silence());
    rig.publish(rig.entry("e1", incoming(Optional.empty())));
    sink.next();

    rig.deliverer.announced("c1");
    rig.publish(rig.connected("callback", "c1", sink.url("/")));

    assertThat(event(sink.next()).path("id").asString("")).isEqualTo("callback");
  }

  @Test
  void describesCallsAndTheirUsers() {
    configure(sink.url("/"), Optional.empty());
    var at = EventRig.T0;
    rig.publish(
        rig.entry(
            "ended",
            new GridEvent.CallEnded(
                at,
                EventRig.IDS,
                facts(),
                Optional.of(ALICE),
                new CallResult(200, 7000, "over"),
                Duration.ofMillis(90_500))));
    var ended = event(sink.next());
    rig.publish(
        rig.entry(
            "added",
            new GridEvent.ParticipantAdded(
                at, EventRig.IDS, facts(), ALICE, "Alice", "participant-1")));
    var added = event(sink.next());

    assertThat(ended.path("subject").asString("")).isEqualTo("call/c2VydmVyQ2FsbA==");
    assertThat(ended.path("data").path("endedBy").path("type").asString(""))
        .isEqualTo("Participant");
    assertThat(ended.path("data").path("reason").toString())
        .isEqualTo("{\"code\":200,\"subCode\":7000,\"phrase\":\"over\"}");
    assertThat(ended.path("data").path("callDurationInSeconds").asDouble()).isEqualTo(90.5);
    assertThat(ended.path("data").path("room").path("id").asString("")).isEqualTo("room-1");
    assertThat(ended.path("data").path("isRoomsCall").asBoolean()).isTrue();
    assertThat(added.path("eventType").asString(""))
        .isEqualTo("Microsoft.Communication.CallParticipantAdded");
    assertThat(added.path("subject").asString(""))
        .isEqualTo("call/c2VydmVyQ2FsbA==/participant/" + ALICE.rawId());
    assertThat(added.path("data").propertyNames())
        .contains("startedBy", "user", "displayName", "participantId", "userAgent");
  }

  private void configure(String url, Optional<String> type) {
    rig.close();
    sink.then(AGREE);
    var wanted =
        new GridSubscriptionSettings(
            url,
            Optional.empty(),
            type.stream().toList(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    var grid = GridSettings.defaults();
    rig =
        EventRig.start(
            EventRig.settings(
                new GridSettings(
                    List.of(wanted),
                    grid.answerTimeout(),
                    grid.revalidateAfter(),
                    grid.attempts(),
                    grid.timeToLive(),
                    grid.waitingLimit(),
                    grid.incomingCall())));
    rig.deliverer.subscriptions().start();
    sink.next();
    EventRig.await(
        "active", () -> rig.metrics.count("event.grid.validations{outcome=active}") == 1);
  }

  private static GridEvent incoming(Optional<CustomContext> customContext) {
    return new GridEvent.IncomingCall(
        EventRig.T0, EventRig.IDS, "invitation-1", PHONE, ALICE, "", customContext);
  }

  private static GridEvent.Facts facts() {
    return new GridEvent.Facts(
        ALICE, Optional.of(new Gathering(Gathering.Kind.ROOM, "room-1")), false);
  }

  private JsonNode create(String body) {
    var reply = call("POST", "", "", Map.of(), body);
    assertThat(reply.status()).isEqualTo(201);
    return bodyOf(reply);
  }

  private String state(JsonNode created) {
    return bodyOf(call("GET", "/{id}", id(created), Map.of(), "")).path("state").asString("");
  }

  private Reply call(
      String method, String path, String id, Map<String, String> query, String body) {
    var template = "/cordboard/eventSubscriptions" + path;
    var route =
        rig.deliverer.routes().stream()
            .filter(each -> each.method().equals(method) && each.template().equals(template))
            .findFirst()
            .orElseThrow();
    assertThat(route.access())
        .isEqualTo(path.endsWith(":validate") ? Route.Access.OPEN : Route.Access.KEY);
    return route
        .action()
        .handle(
            new Exchange(
                method,
                template,
                Map.of("id", id),
                query,
                _ -> Optional.empty(),
                body.getBytes(StandardCharsets.UTF_8),
                new Exchange.Principal.Resource()));
  }

  private static String id(JsonNode created) {
    return created.path("id").asString("");
  }

  private static JsonNode bodyOf(Reply reply) {
    return JSON.readTree(new String(reply.body(), StandardCharsets.UTF_8));
  }

  private static JsonNode event(Received request) {
    return JSON.readTree(request.body()).path(0);
  }

  private static String json(String text) {
    return text.replace("\n", "").replace('\'', '"').replace("RES", EventRig.RESOURCE);
  }
}
