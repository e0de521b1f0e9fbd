package dev.cordboard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.contract.Contract.Operation;
import dev.cordboard.testkit.RestClient;
import dev.cordboard.testkit.TestApplication;
import dev.cordboard.testkit.TestApplication.Received;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A client that knows nothing but the contract of one api-version: it makes its requests from it,
/// and checks each answer against it.
final class Walk {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CALLS = "/calling/callConnections";

  /// What the server takes but does not need.
  private static final Set<String> OPTIONAL =
      Set.of(
          "answeredBy",
          "answeredByIdentifier",
          "operationCallbackUri",
          "source",
          "sourceIdentity",
          "transferee");

  private final String version;
  private final boolean bare;
  private final Contract contract;
  private final RestClient rest;
  private final TestApplication application;
  private final TreeSet<String> done = new TreeSet<>();
  private int connections;

  /// @param bare whether its requests have nothing but what is required
  Walk(String version, boolean bare, RestClient rest, TestApplication application) {
    this.version = version;
    this.bare = bare;
    this.contract = Contract.of(version);
    this.rest = rest;
    this.application = application;
  }

  Contract contract() {
    return contract;
  }

  /// The operations that were called.
  TreeSet<String> done() {
    return done;
  }

  boolean has(String verb) {
    return find("POST", verb).isPresent();
  }

  /// A user of its own.
  String newUser() {
    var answer = rest.send("POST", "/identities?api-version=2023-10-01", "{}");
    return JSON.readTree(answer.body()).get("identity").get("id").asString();
  }

  /// Calls somebody; the connection comes with the path of its events.
  Connection create(String caller, String callee) {
    var values = values();
    values.put("targets", JSON.createArrayNode().add(identifier(callee)));
    values.put("identifier", identifier(caller));
    values.put("sourceIdentity", JSON.createObjectNode().put("id", caller));
    if (!contract.models().containsKey("CallSource")) {
      values.put("source", JSON.createObjectNode().put("id", caller));
    }
    return connected("POST", CALLS, values);
  }

  Connection answer(String callee) {
    var values = values();
    values.put("incomingCallContext", context(callee));
    values.put("answeredBy", JSON.createObjectNode().put("id", callee));
    values.put("answeredByIdentifier", JSON.createObjectNode().put("id", callee));
    return connected("POST", CALLS + ":answer", values);
  }

  Connection connect(String serverCallId) {
    var values = values();
    values.put("serverCallId", JSON.getNodeFactory().stringNode(serverCallId));
    return connected("POST", CALLS + ":connect", values);
  }

  void reject(String callee) {
    var values = values();
    values.put("incomingCallContext", context(callee));
    send("POST", CALLS + ":reject", values);
  }

  void redirect(String callee, String target) {
    var values = values();
    values.put("incomingCallContext", context(callee));
    values.put("target", identifier(target));
    send("POST", CALLS + ":redirect", values);
  }

  JsonNode onCall(String method, Connection connection, String rest) {
    return send(method, CALLS + "/" + connection.id() + rest, values());
  }

  JsonNode onCall(Connection connection, String verb, Map<String, JsonNode> more) {
    var values = values();
    values.putAll(more);
    return send("POST", CALLS + "/" + connection.id() + verb, values);
  }

  /// A participant under all the names that requests have for one.
  Map<String, JsonNode> participant(String rawId) {
    var one = identifier(rawId);
    var named = new LinkedHashMap<String, JsonNode>();
    for (var name : new String[] {"participantToAdd", "participantToRemove", "targetParticipant"}) {
      named.put(name, one);
    }
    for (var name :
        new String[] {"participantsToAdd", "participantsToRemove", "targetParticipants"}) {
      named.put(name, JSON.createArrayNode().add(one));
    }
    return named;
  }

  static JsonNode text(String text) {
    return JSON.getNodeFactory().stringNode(text);
  }

  static JsonNode identifier(String rawId) {
    var node = JSON.createObjectNode().put("rawId", rawId);
    return rawId.startsWith("4:")
        ? node.set("phoneNumber", JSON.createObjectNode().put("value", rawId.substring(2)))
        : node.set("communicationUser", JSON.createObjectNode().put("id", rawId));
  }

  /// An event that came to this version's paths, now or soon.
  Received await(String what, String connectionId) {
    return application.await(
        what + " of " + connectionId + " in " + version,
        each ->
            isOurs(each)
                && each.type().equals(what)
                && each.data().path("callConnectionId").asString("").equals(connectionId));
  }

  /// The one of the two names of an event that the version has.
  Received await(String what, String oldName, String connectionId) {
    return await(contract.events().contains(what) ? what : oldName, connectionId);
  }

  boolean isOurs(Received each) {
    return each.path().startsWith(prefix());
  }

  private JsonNode context(String callee) {
    return application
        .await(
            "IncomingCall for " + callee,
            each ->
                each.type().equals("IncomingCall")
                    && each.data().path("to").path("rawId").asString("").equals(callee))
        .data()
        .get("incomingCallContext");
  }

  private Map<String, JsonNode> values() {
    var values = new LinkedHashMap<String, JsonNode>();
    values.put("callbackUri", text(application.url(path())));
    values.put("operationCallbackUri", text(application.url(prefix() + "operation")));
    return values;
  }

  private String path() {
    return prefix() + connections;
  }

  private String prefix() {
    return "/" + version + (bare ? "/bare/" : "/whole/");
  }

  private Connection connected(String method, String path, Map<String, JsonNode> values) {
    connections++;
    values.put("callbackUri", text(application.url(path())));
    var id = send(method, path, values).get("callConnectionId").asString();
    return new Connection(id, path());
  }

  private JsonNode send(String method, String path, Map<String, JsonNode> values) {
    var operation = find(method, path).orElseThrow(() -> new AssertionError(version + path));
    var body = operation.request().equals("-") ? "" : body(operation.request(), values).toString();
    var answer = rest.send(method, path + "?api-version=" + version, body);
    done.add(operation.key());
    var what = version + " " + method + " " + path + " " + body + " -> " + answer.body();
    assertThat(operation.answers().keySet()).as(what).contains(answer.statusCode());
    var model = operation.answers().get(answer.statusCode());
    if (model.equals("-")) {
      assertThat(answer.body()).as(what).isEmpty();
      return JSON.createObjectNode();
    }
    var said = (ObjectNode) JSON.readTree(answer.body());
    assertThat(contract.breaches(model, said, java.util.List.of())).as(what).isEmpty();
    return said;
  }

  private ObjectNode body(String model, Map<String, JsonNode> values) {
    if (!bare) {
      return Samples.of(contract, model, values);
    }
    values.keySet().removeIf(name -> OPTIONAL.contains(name) && !isRequired(model, name));
    return Samples.bare(contract, model, values);
  }

  private boolean isRequired(String model, String name) {
    var member = contract.models().get(model).get(name);
    return member != null && member.required();
  }

  private Optional<Operation> find(String method, String path) {
    return contract.operations().stream()
        .filter(each -> each.method().equals(method) && matches(each.path(), path))
        .findFirst();
  }

  /// Paths match whole; a mere verb matches the end of one.
  private static boolean matches(String template, String path) {
    return path.startsWith("/calling")
        ? path.matches(template.replaceAll("\\{[^}]*}", "[^/]*[^/:][^/:]*"))
        : template.endsWith(path);
  }

  /// A connection and where its events go.
  record Connection(String id, String path) {}
}
