package dev.cordboard.observe;

import dev.cordboard.call.CallSnapshot;
import dev.cordboard.http.ErrorReply;
import dev.cordboard.http.Exchange;
import dev.cordboard.http.Reply;
import dev.cordboard.http.Route;
import dev.cordboard.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A look into a running server over HTTP.
public final class ObserveRoutes {
  private static final String CALL_PATH = "cordboard/calls/";

  private final PrometheusMetrics metrics;
  private final Store store;
  private final Supplier<List<CallSnapshot>> calls;
  private final Function<String, List<TimelineEntry>> deliveries;
  private final JsonMapper json = new JsonMapper();

  /// @param calls those that go on
  /// @param deliveries what became of a call's events, by call id
  public ObserveRoutes(
      PrometheusMetrics metrics,
      Store store,
      Supplier<List<CallSnapshot>> calls,
      Function<String, List<TimelineEntry>> deliveries) {
    this.deliveries = deliveries;
    this.metrics = metrics;
    this.store = store;
    this.calls = calls;
  }

  /// The entries of the route table.
  public List<Route> routes() {
    return List.of(
        new Route("GET", "/healthz", Route.Access.OPEN, _ -> health()),
        new Route("GET", "/metrics", Route.Access.OPEN, _ -> scrape()),
        new Route("GET", "/cordboard/calls", Route.Access.KEY, _ -> list()),
        new Route(
            "GET", "/cordboard/calls/{serverCallId}/timeline", Route.Access.KEY, this::timeline));
  }

  /// The call id inside a server call id, where it is one of ours.
  public static Optional<String> callId(String serverCallId) {
    try {
      var path = new String(Base64.getUrlDecoder().decode(serverCallId), StandardCharsets.US_ASCII);
      return Optional.of(path)
          .filter(each -> each.startsWith(CALL_PATH))
          .map(each -> each.substring(CALL_PATH.length()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Unhealthy while nothing can be written: new calls are refused then.
  private Reply health() {
    boolean writable = store.writable();
    var node = json.createObjectNode().put("status", writable ? "ok" : "store not writable");
    return Reply.json(writable ? 200 : 503, json.writeValueAsBytes(node));
  }

  private Reply scrape() {
    var type = Map.of("content-type", "text/plain; version=0.0.4; charset=utf-8");
    return new Reply(200, type, metrics.scrape().getBytes(StandardCharsets.UTF_8), () -> {});
  }

  private Reply list() {
    var answer = json.createObjectNode();
    var value = answer.putArray("value");
    calls.get().forEach(call -> value.add(describe(call)));
    return Reply.json(200, json.writeValueAsBytes(answer));
  }

  private Reply timeline(Exchange exchange) {
    var id = callId(exchange.pathParameters().getOrDefault("serverCallId", ""));
    var journal = id.map(store::journal).orElseGet(List::of);
    if (journal.isEmpty()) {
      return ErrorReply.of(404, "8522", "No call with this server call id is kept.");
    }
    var answer = json.createObjectNode();
    var value = answer.putArray("value");
    for (var entry : entries(journal, id.map(deliveries).orElseGet(List::of))) {
      value
          .addObject()
          .put("at", entry.at().toString())
          .put("kind", entry.kind().name().toLowerCase(Locale.ROOT))
          .put("from", entry.from())
          .put("to", entry.to())
          .put("what", entry.what());
    }
    return Reply.json(200, json.writeValueAsBytes(answer));
  }

  /// In the order of their times; of one time, what the call did comes first.
  private static List<TimelineEntry> entries(List<byte[]> journal, List<TimelineEntry> delivered) {
    return Stream.concat(Timeline.of(journal).stream(), delivered.stream())
        .sorted(Comparator.comparing(TimelineEntry::at))
        .toList();
  }

  private ObjectNode describe(CallSnapshot call) {
    var node = json.createObjectNode();
    node.put("serverCallId", call.ids().serverCallId());
    node.put("correlationId", call.ids().correlationId());
    node.put("startedAt", call.startedAt().toString());
    var participants = node.putArray("participants");
    call.participants().forEach(each -> participants.add(each.identifier().rawId()));
    var connections = node.putArray("connections");
    for (var connection : call.connections()) {
      connections
          .addObject()
          .put("callConnectionId", connection.terms().connectionId())
          .put("state", connection.state().name().toLowerCase(Locale.ROOT));
    }
    return node;
  }
}
