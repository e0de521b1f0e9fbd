package dev.cordboard.dialect;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes one object of an answer or an event. It is offered all that could be said, in the order
/// in which the service says it, and keeps what its [Shape] has.
final class Teller {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Shape shape;
  private final ObjectNode node = JSON.objectNode();

  Teller(Shape shape) {
    this.shape = shape;
  }

  Teller tell(String ours, JsonNode value) {
    shape.member(ours).ifPresent(name -> node.set(name, value));
    return this;
  }

  Teller tell(String ours, String value) {
    return tell(ours, JSON.stringNode(value));
  }

  Teller tell(String ours, int value) {
    return tell(ours, JSON.numberNode(value));
  }

  Teller tell(String ours, boolean value) {
    return tell(ours, JSON.booleanNode(value));
  }

  Teller tell(String ours, List<? extends JsonNode> values) {
    return tell(ours, JSON.arrayNode().addAll(values));
  }

  /// A text that may be missing.
  Teller maybe(String ours, Optional<String> value) {
    value.ifPresent(text -> tell(ours, text));
    return this;
  }

  ObjectNode told() {
    return node;
  }
}
