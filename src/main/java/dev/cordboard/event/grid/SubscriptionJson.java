package dev.cordboard.event.grid;

import dev.cordboard.config.GridSubscriptionSettings;
import dev.cordboard.config.GridSubscriptionSettings.Filter;
import dev.cordboard.event.grid.Subscription.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Subscriptions as our API and the store have them.
final class SubscriptionJson {
  private static final JsonMapper JSON = new JsonMapper();

  private SubscriptionJson() {}

  /// A body that is no subscription; the message names the member.
  static final class Malformed extends RuntimeException {
    Malformed(String message) {
      super(message);
    }
  }

  /// What a request or a row of the store asks for.
  ///
  /// @throws Malformed if it is not one
  static GridSubscriptionSettings read(byte[] body) {
    try {
      var node = JSON.readTree(new String(body, StandardCharsets.UTF_8));
      if (!node.isObject()) {
        throw new Malformed("The body must be a JSON object.");
      }
      return new GridSubscriptionSettings(
          text(node, "endpointUrl")
              .orElseThrow(() -> new Malformed("The member 'endpointUrl' is required.")),
          text(node, "schema"),
          texts(node, "includedEventTypes"),
          text(node, "subjectBeginsWith"),
          text(node, "subjectEndsWith"),
          filters(node));
    } catch (JacksonException e) {
      throw new Malformed("The body is not valid JSON.");
    } catch (IllegalArgumentException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }

  static ObjectNode write(Subscription subscription) {
    var wanted = subscription.wanted();
    var node =
        JSON.createObjectNode()
            .put("id", subscription.id())
            .put("state", subscription.state().text())
            .put("endpointUrl", wanted.endpointUrl())
            .put("schema", subscription.schema().text());
    if (!wanted.includedEventTypes().isEmpty()) {
      var types = node.putArray("includedEventTypes");
      wanted.includedEventTypes().forEach(types::add);
    }
    wanted.subjectBeginsWith().ifPresent(text -> node.put("subjectBeginsWith", text));
    wanted.subjectEndsWith().ifPresent(text -> node.put("subjectEndsWith", text));
    if (!wanted.advancedFilters().isEmpty()) {
      var filters = node.putArray("advancedFilters");
      wanted.advancedFilters().forEach(each -> addFilter(filters.addObject(), each));
    }
    return node;
  }

  static byte[] bytes(JsonNode node) {
    return JSON.writeValueAsBytes(node);
  }

  static byte[] list(List<Subscription> all) {
    var node = JSON.createObjectNode();
    var value = node.putArray("value");
    all.forEach(each -> value.add(write(each)));
    return bytes(node);
  }

  /// A row of the store: the subscription, its code and whether its endpoint had agreed.
  static byte[] row(Subscription subscription) {
    return bytes(write(subscription).put("code", subscription.code()));
  }

  static Subscription fromRow(String id, byte[] row) {
    var node = JSON.readTree(new String(row, StandardCharsets.UTF_8));
    boolean active = node.path("state").asString("").equals(State.ACTIVE.text());
    return new Subscription(
        id,
        read(row),
        node.path("code").asString(""),
        true,
        active ? State.ACTIVE : State.AWAITING_VALIDATION);
  }

  private static void addFilter(ObjectNode node, Filter filter) {
    node.put("operatorType", filter.operatorType()).put("key", filter.key());
    var values = node.putArray("values");
    filter.values().forEach(values::add);
  }

  private static Optional<String> text(JsonNode node, String member) {
    var found = node.path(member);
    if (found.isMissingNode() || found.isNull()) {
      return Optional.empty();
    }
    if (!found.isString()) {
      throw new Malformed("The member '" + member + "' must be a string.");
    }
    return Optional.of(found.asString());
  }

  private static List<String> texts(JsonNode node, String member) {
    var texts = new ArrayList<String>();
    for (var each : array(node, member)) {
      if (!each.isString()) {
        throw new Malformed("The member '" + member + "' must be an array of strings.");
      }
      texts.add(each.asString());
    }
    return texts;
  }

  private static List<Filter> filters(JsonNode node) {
    var filters = new ArrayList<Filter>();
    for (var each : array(node, "advancedFilters")) {
      filters.add(
          new Filter(
              text(each, "operatorType")
                  .orElseThrow(() -> new Malformed("advancedFilters need an 'operatorType'.")),
              text(each, "key").orElseThrow(() -> new Malformed("advancedFilters need a 'key'.")),
              texts(each, "values")));
    }
    return filters;
  }

  private static Iterable<JsonNode> array(JsonNode node, String member) {
    var found = node.path(member);
    if (found.isMissingNode() || found.isNull()) {
      return List.of();
    }
    if (!found.isArray()) {
      throw new Malformed("The member '" + member + "' must be an array.");
    }
    return found;
  }
}
