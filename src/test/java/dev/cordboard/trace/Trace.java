package dev.cordboard.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A recorded conversation with the real service, distilled: requests with their answers, and
/// events. What the recording left out, but took to get there, is a step of the set-up.
///
/// @param httpVersion the api-version whose requests and answers were recorded
/// @param eventVersion the api-version whose events were recorded
/// @param partial whether only some of the events were recorded
/// @param bound what placeholders stand for
record Trace(
    String httpVersion,
    String eventVersion,
    boolean partial,
    Map<String, String> bound,
    List<Entry> entries) {
  /// Which of the two replays.
  enum Run {
    ANSWERS,
    EVENTS
  }

  /// A step, of one replay or of both.
  record Entry(Set<Run> runs, Step step) {}

  /// The steps of a replay.
  List<Step> steps(Run run) {
    return entries.stream().filter(each -> each.runs().contains(run)).map(Entry::step).toList();
  }

  /// One step of a recording.
  sealed interface Step {
    /// A request and what the service answered.
    ///
    /// @param eventBody what the run sent whose events were recorded
    record Request(Line line, JsonNode body, JsonNode eventBody, How how, Expected expected)
        implements Step {}

    /// The first line of a request.
    record Line(String method, String path) {}

    /// How a request is sent.
    ///
    /// @param version the api-version it was recorded in; empty: that of the trace
    /// @param setup whether its answer was not recorded
    /// @param repeatability which requests are the same one sent again; empty: none, `none`: it was
    ///   not marked as repeatable
    record How(String version, boolean setup, String repeatability) {}

    /// What the service answered; `headers` are the names of the fields.
    record Expected(int status, Set<String> headers, JsonNode body) {}

    /// An event at the callback of the connection that `subject` ends with, or at Event Grid.
    record Event(String type, boolean eventGrid, String subject, JsonNode data) implements Step {
      /// The placeholder of the connection, for example `<callConnectionId#1>`.
      String connection() {
        return subject.substring(subject.lastIndexOf('/') + 1);
      }
    }

    /// An event that was not recorded but that the next step needs.
    ///
    /// @param at the connection's placeholder
    /// @param participants how many it must name; 0: any number
    record Await(String type, String at, int participants) implements Step {}

    /// An invitation that was not recorded.
    record AwaitIncoming(String user) implements Step {}
  }

  static Trace read(String name) {
    try (var in = Trace.class.getResourceAsStream("/traces/" + name + ".json")) {
      var root = new JsonMapper().readTree(in);
      var entries = new ArrayList<Entry>();
      for (var step : root.get("steps")) {
        entries.add(new Entry(runs(step), step(step)));
      }
      var bound = new TreeMap<String, String>();
      root.path("bind")
          .properties()
          .forEach(each -> bound.put(each.getKey(), each.getValue().asString()));
      return new Trace(
          root.get("httpVersion").asString(),
          root.get("eventVersion").asString(),
          root.path("partial").asBoolean(false),
          bound,
          entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<Run> runs(JsonNode step) {
    return step.has("only")
        ? Set.of(Run.valueOf(step.get("only").asString().toUpperCase(Locale.ROOT)))
        : Set.of(Run.values());
  }

  private static Step step(JsonNode step) {
    if (step.has("request")) {
      return request(step);
    }
    if (step.has("for")) {
      return new Step.AwaitIncoming(step.get("for").asString());
    }
    return step.has("await")
        ? new Step.Await(
            step.get("await").asString(),
            step.get("at").asString(),
            step.path("participants").asInt(0))
        : event(step);
  }

  private static Step request(JsonNode step) {
    var line = step.get("request").asString().split(" ", 2);
    var headers = new TreeSet<String>();
    step.path("headers").forEach(name -> headers.add(name.asString()));
    return new Step.Request(
        new Step.Line(line[0], line[1]),
        step.get("body"),
        step.has("eventBody") ? step.get("eventBody") : step.get("body"),
        new Step.How(
            step.path("version").asString(""),
            step.path("setup").asBoolean(false),
            step.path("repeatability").asString("")),
        new Step.Expected(step.get("status").asInt(), headers, step.path("answer")));
  }

  private static Step event(JsonNode step) {
    return new Step.Event(
        step.get("event").asString(),
        step.get("to").asString().equals("eventgrid"),
        step.get("subject").asString(""),
        step.get("data"));
  }
}
