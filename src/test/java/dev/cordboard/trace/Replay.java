package dev.cordboard.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.testkit.RestClient;
import dev.cordboard.testkit.TestApplication;
import dev.cordboard.testkit.TestApplication.Received;
import dev.cordboard.trace.Trace.Run;
import dev.cordboard.trace.Trace.Step;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Plays the requests of a [Trace] in one api-version and holds answers or events against the
/// recording (RULINGS §4: the requests in their version, the events in theirs).
final class Replay {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String EVENT_GRID = "/eventgrid";

  private final Trace trace;
  private final String apiVersion;
  private final RestClient rest;
  private final TestApplication application;
  private final Template template = new Template();
  private final Map<String, String> callbackPaths = new TreeMap<>();
  private final Map<String, Map<String, String>> repeated = new TreeMap<>();
  private final String run;
  private JsonNode lastIncoming = JSON.nullNode();

  Replay(Trace trace, String apiVersion, RestClient rest, TestApplication application, String run) {
    this.trace = trace;
    this.apiVersion = apiVersion;
    this.rest = rest;
    this.application = application;
    this.run = run;
  }

  /// Fixes a placeholder before the replay.
  Replay bind(String hole, String value) {
    template.bind(hole, value);
    return this;
  }

  /// Every answer is as recorded.
  void checkAnswers() {
    play(Run.ANSWERS);
  }

  /// Every recorded event came, and a connection's last is CallDisconnected; where all were
  /// recorded, no other came.
  void checkEvents() {
    play(Run.EVENTS);
    for (var entry : callbackPaths.entrySet()) {
      var recorded = eventsOf(entry.getKey());
      recorded.forEach(event -> awaitLike(entry.getValue(), event));
      var received = application.receivedAt(entry.getValue());
      if (!trace.partial()) {
        received.forEach(event -> assertRecorded(recorded, event));
        assertEndsAsRecorded(recorded, received);
      }
      assertRosterVersionsOnlyGrow(received);
    }
  }

  private void play(Run what) {
    var steps = trace.steps(what);
    for (int i = 0; i < steps.size(); i++) {
      switch (steps.get(i)) {
        case Step.Request request -> send(request, i, what);
        case Step.Event event when event.eventGrid() -> takeIncomingCall(event);
        case Step.Event event -> {
          if (what == Run.EVENTS) {
            awaitLike(callbackPaths.get(event.connection()), event);
          }
        }
        case Step.Await await -> await(await);
        case Step.AwaitIncoming(var user) -> takeIncomingCall(user);
      }
    }
  }

  private void await(Step.Await wanted) {
    var path = callbackPaths.get(wanted.at());
    application.await(
        wanted.type() + " at " + path,
        each ->
            each.path().equals(path)
                && each.type().equals(wanted.type())
                && (wanted.participants() == 0
                    || each.data().path("participants").size() == wanted.participants()));
  }

  private void send(Step.Request request, int step, Run what) {
    var same = request.how().repeatability();
    var path = "/" + run + "/" + (same.isEmpty() || same.equals("none") ? step : same);
    var body = what == Run.ANSWERS ? request.body() : request.eventBody();
    var text = body.isNull() ? "" : fill(body.toString(), path);
    var target = template.fill(request.line().path().replace('{', '<').replace('}', '>'));
    if (what == Run.EVENTS && request.line().path().contains(":answer")) {
      assertThat(lastIncoming.isNull()).isFalse();
    }
    var own = request.how().version();
    var version = what == Run.ANSWERS && !own.isEmpty() ? own : apiVersion;
    var answer =
        rest.send(
            request.line().method(),
            target + "?api-version=" + version,
            text,
            repeatability(request));
    if (what == Run.ANSWERS && !request.how().setup()) {
      assertAnswer(request, answer);
    }
    assertThat(answer.statusCode())
        .as(request.line().path() + " " + answer.body())
        .isEqualTo(request.expected().status());
    remember(request, answer, path);
  }

  private Map<String, String> repeatability(Step.Request request) {
    var name = request.how().repeatability();
    if (!request.line().method().equals("POST") || name.equals("none")) {
      return Map.of();
    }
    return name.isEmpty()
        ? RestClient.repeatable()
        : repeated.computeIfAbsent(name, _ -> RestClient.repeatable());
  }

  private String fill(String body, String path) {
    var text =
        body.replaceAll("<callbackUri[^>]*>", application.url(path))
            .replace("<incomingCallContext>", lastIncoming.path("incomingCallContext").asString(""))
            .replace("<ctx>", "context");
    return template.fill(text);
  }

  private void assertAnswer(Step.Request request, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(request.expected().status());
    var names = new TreeSet<>(answer.headers().map().keySet());
    assertThat(names)
        .as("answer fields of " + request.line().path())
        .containsAll(request.expected().headers());
    if (!request.expected().headers().contains("repeatability-result")) {
      assertThat(names).as(request.line().path()).doesNotContain("repeatability-result");
    }
    if (request.expected().body().isNull()) {
      assertThat(answer.body()).as(request.line().path()).isEmpty();
    } else if (request.expected().body().isString()) {
      var said = JSON.getNodeFactory().stringNode(answer.body());
      assertThat(template.differences(request.expected().body(), said)).isEmpty();
    } else {
      var recorded =
          JSON.readTree(
              request
                  .expected()
                  .body()
                  .toString()
                  .replaceAll("\\{(callConnectionId#\\d)\\}", "<$1>"));
      assertThat(template.differences(recorded, JSON.readTree(answer.body())))
          .as(request.line().method() + " " + request.line().path())
          .isEmpty();
    }
  }

  /// What later requests name is known from the answers even where these are not compared.
  private void remember(Step.Request request, HttpResponse<String> answer, String path) {
    for (var member : List.of("callConnectionId", "invitationId")) {
      var recorded = request.expected().body().path(member).asString("");
      if (!recorded.isEmpty()) {
        template.bind(recorded, JSON.readTree(answer.body()).get(member).asString());
        if (member.equals("callConnectionId")) {
          callbackPaths.putIfAbsent(recorded, path);
        }
      }
    }
  }

  private void takeIncomingCall(Step.Event event) {
    var came = awaitIncomingCall(template.fill(event.data().get("to").get("rawId").asString()));
    assertThat(template.differences(event.data(), came)).as("IncomingCall").isEmpty();
    lastIncoming = came;
  }

  private void takeIncomingCall(String user) {
    lastIncoming = awaitIncomingCall(template.fill(user));
    template.bind("<serverCallId#1>", lastIncoming.get("serverCallId").asString());
  }

  private JsonNode awaitIncomingCall(String to) {
    var seen = lastIncoming;
    return application
        .await(
            "IncomingCall for " + to,
            each ->
                each.path().equals(EVENT_GRID)
                    && each.type().equals("IncomingCall")
                    && each.data().path("to").path("rawId").asString("").equals(to)
                    && isOfThisRun(each, seen))
        .data();
  }

  /// Numbers are called in every run: an invitation counts only when no earlier run has used it.
  private static boolean isOfThisRun(Received each, JsonNode seen) {
    return !each.data().equals(seen);
  }

  private List<Step.Event> eventsOf(String connection) {
    return trace.steps(Run.EVENTS).stream()
        .filter(Step.Event.class::isInstance)
        .map(Step.Event.class::cast)
        .filter(event -> !event.eventGrid() && event.connection().equals(connection))
        .toList();
  }

  private void awaitLike(String path, Step.Event event) {
    application.await(
        event.type() + " at " + path + " like " + event.data(),
        each -> each.path().equals(path) && isLike(event, each));
  }

  private boolean isLike(Step.Event event, Received received) {
    return event.type().equals(received.type())
        && template.differences(event.data(), received.data()).isEmpty()
        && received.event().get("subject").asString().equals(template.fill(event.subject()))
        && received.event().get("source").equals(received.event().get("subject"));
  }

  private void assertRecorded(List<Step.Event> recorded, Received received) {
    var sameType = recorded.stream().filter(e -> e.type().equals(received.type())).toList();
    assertThat(recorded.stream().anyMatch(event -> isLike(event, received)))
        .as(
            () ->
                "recorded: %s%nreceived: %s %s"
                    .formatted(sameType, received.type(), received.data()))
        .isTrue();
  }

  private static void assertEndsAsRecorded(List<Step.Event> recorded, List<Received> received) {
    if (recorded.stream().anyMatch(event -> event.type().equals("CallDisconnected"))) {
      var ends = List.of("CallDisconnected", "CreateCallFailed");
      assertThat(received.getLast().type()).isIn(ends);
      assertThat(received.stream().filter(e -> e.type().equals("CallDisconnected"))).hasSize(1);
    }
  }

  private static void assertRosterVersionsOnlyGrow(List<Received> received) {
    var versions =
        received.stream()
            .filter(event -> event.type().equals("ParticipantsUpdated"))
            .map(event -> event.data().get("sequenceNumber").asInt())
            .toList();
    assertThat(versions).isSorted();
  }
}
