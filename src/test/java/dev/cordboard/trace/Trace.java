package dev.cordboard.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A recorded conversation with the real service, distilled: requests with their answers, and
/// events.
///
/// @param httpVersion the api-version whose requests and answers were recorded
/// @param eventVersion the api-version whose events were recorded
record Trace(String httpVersion, String eventVersion, List<Step> steps) {
  /// One step of a recording.
  sealed interface Step {
    /// A request and what the service answered.
    ///
    /// @param version the api-version it was recorded in; empty: that of the trace
    record Request(Line line, String version, JsonNode body, Expected expected) implements Step {}

    /// The first line of a request.
    record Line(String method, String path) {}

    /// What the service answered; `headers` are the names of the fields.
    record Expected(int status, Set<String> headers, JsonNode body) {}

    /// An event at the callback of the connection that `subject` ends with, or at Event Grid.
    record Event(String type, boolean eventGrid, String subject, JsonNode data) implements Step {
      /// The placeholder of the connection, for example `<callConnectionId#1>`.
      String connection() {
        return subject.substring(subject.lastIndexOf('/') + 1);
      }
    }
  }

  static Trace read(String name) {
    try (var in = Trace.class.getResourceAsStream("/traces/" + name + ".json")) {
      var root = new JsonMapper().readTree(in);
      var steps = new ArrayList<Step>();
      for (var step : root.get("steps")) {
        steps.add(step.has("request") ? request(step) : event(step));
      }
      return new Trace(
          root.get("httpVersion").asString(), root.get("eventVersion").asString(), steps);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Step request(JsonNode step) {
    var line = step.get("request").asString().split(" ", 2);
    var headers = new TreeSet<String>();
    step.get("headers").forEach(name -> headers.add(name.asString()));
    return new Step.Request(
        new Step.Line(line[0], line[1]),
        step.path("version").asString(""),
        step.get("body"),
        new Step.Expected(step.get("status").asInt(), headers, step.get("answer")));
  }

  private static Step event(JsonNode step) {
    return new Step.Event(
        step.get("event").asString(),
        step.get("to").asString().equals("eventgrid"),
        step.get("subject").asString(""),
        step.get("data"));
  }
}
