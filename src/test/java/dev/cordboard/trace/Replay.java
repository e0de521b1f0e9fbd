package dev.cordboard.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.testkit.RestClient;
import dev.cordboard.testkit.TestApplication;
import dev.cordboard.testkit.TestApplication.Received;
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
    play(true);
  }

  /// Every event that came was recorded, every recorded one came, and a connection's last is
  /// CallDisconnected.
  void checkEvents() {
    play(false);
    for (var entry : callbackPaths.entrySet()) {
      var recorded = eventsOf(entry.getKey());
      recorded.forEach(event -> awaitLike(entry.getValue(), event));
      var received = application.receivedAt(entry.getValue());
      received.forEach(event -> assertRecorded(recorded, event));
      assertEndsAsRecorded(recorded, received);
      assertRosterVersionsOnlyGrow(received);
    }
  }

  private void play(boolean checkAnswers) {
    for (int i = 0; i < trace.steps().size(); i++) {
      switch (trace.steps().get(i)) {
        case Trace.Step.Request request -> send(request, i, checkAnswers);
        case Trace.Step.Event event when event.eventGrid() -> takeIncomingCall(event);
        case Trace.Step.Event event -> {
          if (!checkAnswers) {
            awaitLike(callbackPaths.get(event.connection()), event);
          }
        }
      }
    }
  }

  private void send(Trace.Step.Request request, int step, boolean checkAnswer) {
    var path = "/" + run + "/" + step;
    var body = request.body().isNull() ? "" : fill(request.body().toString(), path);
    var target = template.fill(request.line().path().replace('{', '<').replace('}', '>'));
    if (!checkAnswer && request.line().path().contains(":answer")) {
      assertThat(lastIncoming.isNull()).isFalse();
    }
    var version = checkAnswer && !request.version().isEmpty() ? request.version() : apiVersion;
    var answer = rest.send(request.line().method(), target + "?api-version=" + version, body);
    if (checkAnswer) {
      assertAnswer(request, answer);
    }
    assertThat(answer.statusCode())
        .as(request.line().path())
        .isEqualTo(request.expected().status());
    remember(request, answer, path);
  }

  private String fill(String body, String path) {
    var text =
        body.replaceAll("<callbackUri[^>]*>", application.url(path))
            .replace("<incomingCallContext>", lastIncoming.path("incomingCallContext").asString(""))
            .replace("<ctx>", "context");
    return template.fill(text);
  }

  private void assertAnswer(Trace.Step.Request request, HttpResponse<String> answer) {
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

  private void remember(Trace.Step.Request request, HttpResponse<String> answer, String path) {
    var recorded = request.expected().body().path("callConnectionId").asString("");
    if (!recorded.isEmpty()) {
      var actual = JSON.readTree(answer.body()).get("callConnectionId").asString();
      template.bind(recorded, actual);
      callbackPaths.put(recorded, path);
    }
  }

  private void takeIncomingCall(Trace.Step.Event event) {
    var to = template.fill(event.data().get("to").get("rawId").asString());
    var seen = lastIncoming;
    var came =
        application.await(
            "IncomingCall for " + to,
            each ->
                each.path().equals(EVENT_GRID)
                    && each.type().equals("IncomingCall")
                    && each.data().path("to").path("rawId").asString("").equals(to)
                    && isOfThisRun(each, seen));
    assertThat(template.differences(event.data(), came.data())).as("IncomingCall").isEmpty();
    lastIncoming = came.data();
  }

  /// Numbers are called in every run: an invitation counts only when no earlier run has used it.
  private static boolean isOfThisRun(Received each, JsonNode seen) {
    return !each.data().equals(seen);
  }

  private List<Trace.Step.Event> eventsOf(String connection) {
    return trace.steps().stream()
        .filter(Trace.Step.Event.class::isInstance)
        .map(Trace.Step.Event.class::cast)
        .filter(event -> !event.eventGrid() && event.connection().equals(connection))
        .toList();
  }

  private void awaitLike(String path, Trace.Step.Event event) {
    application.await(
        event.type() + " at " + path + " like " + event.data(),
        each -> each.path().equals(path) && isLike(event, each));
  }

  private boolean isLike(Trace.Step.Event event, Received received) {
    return event.type().equals(received.type())
        && template.differences(event.data(), received.data()).isEmpty()
        && received.event().get("subject").asString().equals(template.fill(event.subject()))
        && received.event().get("source").equals(received.event().get("subject"));
  }

  private void assertRecorded(List<Trace.Step.Event> recorded, Received received) {
    var sameType = recorded.stream().filter(e -> e.type().equals(received.type())).toList();
    assertThat(recorded.stream().anyMatch(event -> isLike(event, received)))
        .as(
            () ->
                "recorded: %s%nreceived: %s %s"
                    .formatted(sameType, received.type(), received.data()))
        .isTrue();
  }

  private static void assertEndsAsRecorded(
      List<Trace.Step.Event> recorded, List<Received> received) {
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
