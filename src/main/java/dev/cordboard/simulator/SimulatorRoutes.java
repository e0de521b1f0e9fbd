package dev.cordboard.simulator;

import dev.cordboard.http.ErrorReply;
import dev.cordboard.http.Exchange;
import dev.cordboard.http.Reply;
import dev.cordboard.http.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The simulated phones over HTTP: place calls from them, look at their calls, press their keys.
public final class SimulatorRoutes {
  private static final String CALLS = "/cordboard/simulator/calls";
  private static final String BAD_REQUEST = "8523";
  private static final String NOT_FOUND = "8522";
  private static final int MAX_HZ = 3_800;

  /// What must not be in the user part of a Request-URI.
  private static final Pattern UNFIT = Pattern.compile("[\\s\\p{Cntrl}<>@;?\"]|^$");

  private final Simulator simulator;
  private final JsonMapper json = new JsonMapper();

  public SimulatorRoutes(Simulator simulator) {
    this.simulator = simulator;
  }

  /// The entries of the route table.
  public List<Route> routes() {
    return List.of(
        route("POST", CALLS, this::create),
        route("GET", CALLS, this::list),
        route("GET", CALLS + "/{id}", this::get),
        route("POST", CALLS + "/{id}:press", this::press),
        route("POST", CALLS + "/{id}:hum", this::hum),
        route("POST", CALLS + "/{id}:hangUp", this::hangUp));
  }

  private static Route route(String method, String template, Route.Action action) {
    return new Route(method, template, Route.Access.KEY, action);
  }

  private Reply create(Exchange exchange) {
    var body = body(exchange);
    var from = text(body, "from");
    var to = text(body, "to");
    if (from.isEmpty() || to.isEmpty() || UNFIT.matcher(to.get()).find()) {
      return bad("The body is {\"from\": a simulated phone's number, \"to\": whom it calls}.");
    }
    int hz = hz(body).orElse(0);
    return switch (simulator.place(from.get(), to.get(), hz)) {
      case Simulator.Placed.Calling(var id) ->
          Reply.json(202, json.writeValueAsBytes(json.createObjectNode().put("id", id)));
      case Simulator.Placed.NoSuchPhone(var number) ->
          bad(
              "No simulated phone has the number "
                  + number
                  + "; there are "
                  + String.join(", ", simulator.numbers().stream().sorted().toList())
                  + ".");
      case Simulator.Placed.Full() ->
          ErrorReply.of(503, "ServiceUnavailable", "The simulated phones are in too many calls.");
    };
  }

  private Reply list(Exchange exchange) {
    var number = Optional.ofNullable(exchange.query().get("number"));
    var answer = json.createObjectNode();
    var value = answer.putArray("value");
    simulator.calls().views().stream()
        .filter(view -> number.isEmpty() || number.get().equals(view.facts().number()))
        .forEach(view -> value.add(describe(view)));
    return Reply.json(200, json.writeValueAsBytes(answer));
  }

  private Reply get(Exchange exchange) {
    return simulator
        .calls()
        .view(id(exchange))
        .map(view -> Reply.json(200, json.writeValueAsBytes(describe(view))))
        .orElseGet(SimulatorRoutes::unknown);
  }

  private Reply press(Exchange exchange) {
    var digits = text(body(exchange), "digits").filter(each -> each.matches("[0-9*#A-D]{1,64}"));
    return digits.isEmpty()
        ? bad("The body is {\"digits\": up to 64 of 0-9, *, #, A-D}.")
        : told(simulator.tell(id(exchange), call -> call.press(digits.get())));
  }

  private Reply hum(Exchange exchange) {
    var hz = hz(body(exchange));
    return hz.isEmpty()
        ? bad("The body is {\"hz\": a frequency up to " + MAX_HZ + ", or 0 for silence}.")
        : told(simulator.tell(id(exchange), call -> call.hum(hz.get())));
  }

  private Reply hangUp(Exchange exchange) {
    return told(simulator.tell(id(exchange), PhoneCall::hangUp));
  }

  private static Reply told(boolean known) {
    return known ? Reply.empty(202) : unknown();
  }

  private ObjectNode describe(PhoneCallView view) {
    var facts = view.facts();
    var node = json.createObjectNode();
    node.put("id", facts.id());
    node.put("number", facts.number());
    node.put("direction", facts.direction().name().toLowerCase(Locale.ROOT));
    node.put("from", facts.from());
    node.put("to", facts.to());
    node.put("displayName", facts.displayName());
    facts.headers().forEach(node.putObject("sipHeaders")::put);
    node.put("state", view.progress().name().toLowerCase(Locale.ROOT));
    view.sipStatus().ifPresent(status -> node.put("sipStatus", status));
    node.put("createdAt", facts.createdAt().toString());
    view.answeredAt().map(Instant::toString).ifPresent(at -> node.put("answeredAt", at));
    view.endedAt().map(Instant::toString).ifPresent(at -> node.put("endedAt", at));
    node.put("heardSeconds", seconds(view.heard().sound()));
    node.put("heardDtmf", view.heard().digits());
    var tones = node.putArray("heardFrequencies");
    view.heard().tones().forEach(tone -> tones.add(tone.hz()));
    return node;
  }

  private JsonNode body(Exchange exchange) {
    try {
      return json.readTree(exchange.body());
    } catch (JacksonException _) {
      return json.missingNode();
    }
  }

  private static Optional<String> text(JsonNode body, String member) {
    return Optional.of(body.path(member)).filter(JsonNode::isString).map(JsonNode::stringValue);
  }

  private static Optional<Integer> hz(JsonNode body) {
    return Optional.of(body.path("hz"))
        .filter(JsonNode::isInt)
        .map(JsonNode::intValue)
        .filter(hz -> hz >= 0 && hz <= MAX_HZ);
  }

  private static String id(Exchange exchange) {
    return exchange.pathParameters().getOrDefault("id", "");
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static Reply bad(String message) {
    return ErrorReply.of(400, BAD_REQUEST, message);
  }

  private static Reply unknown() {
    return ErrorReply.of(404, NOT_FOUND, "No such call of a simulated phone.");
  }
}
