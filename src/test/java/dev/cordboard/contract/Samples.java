package dev.cordboard.contract;

import dev.cordboard.contract.Contract.Member;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes requests from the contract: every member of a model that this server takes, with a value
/// of its type.
public final class Samples {
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// Values that mean something; their members' types alone would not say what.
  private static final Map<String, String> BY_NAME =
      Map.of(
          "callbackUri", "\"https://app.test/events\"",
          "operationCallbackUri", "\"https://app.test/operation\"",
          "userToUserInformation", "\"0123;encoding=hex\"",
          "cognitiveServicesEndpoint", "\"https://speech.test\"",
          "azureCognitiveServicesEndpointUrl", "\"https://speech.test\"",
          "voipHeaders", "{\"key\":\"a value\"}",
          "sipHeaders", "{\"X-MS-Custom-Key\":\"1\",\"User-To-User\":\"00;encoding=hex\"}",
          "kind", "\"serverCallLocator\"",
          "identifier",
              "{\"rawId\":\"8:acs:r_app\",\"communicationUser\":{\"id\":\"8:acs:r_app\"}}");

  /// Members that would contradict others, or that ask for what the server refuses.
  private static final Map<String, String> LEFT_OUT =
      Map.of("groupCallId", "", "roomId", "", "teamsAppSource", "");

  private Samples() {}

  /// A request of this model, for reading only.
  public static ObjectNode of(Contract contract, String model) {
    return of(contract, model, Map.of());
  }

  /// A request with nothing but what its model requires and these values.
  public static ObjectNode bare(Contract contract, String model, Map<String, JsonNode> values) {
    var node = NODES.objectNode();
    contract
        .models()
        .get(model)
        .forEach(
            (name, member) -> {
              if (values.containsKey(name)) {
                node.set(name, values.get(name));
              } else if (member.required()) {
                node.set(
                    name,
                    contract.models().containsKey(member.type())
                        ? bare(contract, member.type(), values)
                        : value(contract, name, member, values).orElseThrow());
              }
            });
    return node;
  }

  /// A request of this model with these values for some of its members, wherever they stand.
  public static ObjectNode of(Contract contract, String model, Map<String, JsonNode> values) {
    var node = NODES.objectNode();
    contract
        .models()
        .get(model)
        .forEach(
            (name, member) -> {
              if (values.containsKey(name)) {
                node.set(name, values.get(name));
              } else if (!LEFT_OUT.containsKey(name)) {
                value(contract, name, member, values).ifPresent(value -> node.set(name, value));
              }
            });
    return node;
  }

  private static Optional<JsonNode> value(
      Contract contract, String name, Member member, Map<String, JsonNode> values) {
    if (BY_NAME.containsKey(name)) {
      return Optional.of(JSON.readTree(BY_NAME.get(name)));
    }
    var type = member.type();
    if (type.endsWith("[]")) {
      var item = new Member(true, type.substring(0, type.length() - 2));
      return value(contract, name, item, values).map(each -> NODES.arrayNode().add(each));
    }
    return contract.models().containsKey(type)
        ? Optional.of(part(contract, type, values))
        : plain(type);
  }

  private static ObjectNode part(Contract contract, String model, Map<String, JsonNode> values) {
    return switch (model) {
      case "CommunicationIdentifierModel" ->
          NODES.objectNode().set("communicationUser", NODES.objectNode().put("id", "8:acs:r_bob"));
      case "CommunicationUserIdentifierModel" -> NODES.objectNode().put("id", "8:acs:r_app");
      case "PhoneNumberIdentifierModel" -> NODES.objectNode().put("value", "+18005550100");
      default -> of(contract, model, values);
    };
  }

  /// Nothing for objects that are looked at no closer: those of the media actions.
  private static Optional<JsonNode> plain(String type) {
    if (type.startsWith("integer")) {
      return Optional.of(NODES.numberNode(20));
    }
    return switch (type) {
      case "string" -> Optional.of(NODES.stringNode("text"));
      case "boolean" -> Optional.of(NODES.booleanNode(false));
      case "object", "map", "number" -> Optional.empty();
      default -> Optional.of(NODES.stringNode(type.substring(0, type.indexOf('|'))));
    };
  }
}
