package dev.cordboard.event.grid;

import dev.cordboard.event.wire.ServiceTime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The two shapes an Event Grid event can have.
enum Schema {
  /// An array of one event, in the shape of Event Grid itself.
  EVENT_GRID("eventGrid", "application/json; charset=utf-8"),
  /// One CloudEvents 1.0 object (structured mode).
  CLOUD_EVENTS("cloudEvents", "application/cloudevents+json; charset=utf-8");

  private static final JsonMapper JSON = new JsonMapper();

  private final String text;
  private final String contentType;

  Schema(String text, String contentType) {
    this.text = text;
    this.contentType = contentType;
  }

  static Schema of(Optional<String> text) {
    return text.filter(CLOUD_EVENTS.text::equals).isPresent() ? CLOUD_EVENTS : EVENT_GRID;
  }

  String text() {
    return text;
  }

  String contentType() {
    return contentType;
  }

  byte[] body(GridMessage message) {
    return switch (this) {
      case EVENT_GRID -> JSON.writeValueAsBytes(JSON.createArrayNode().add(eventGrid(message)));
      case CLOUD_EVENTS -> JSON.writeValueAsBytes(cloud(message));
    };
  }

  /// Members in the service's order.
  static ObjectNode eventGrid(GridMessage message) {
    var node =
        JSON.createObjectNode()
            .put("id", message.id())
            .put("topic", message.topic())
            .put("subject", message.subject());
    node.set("data", message.data());
    return node.put("eventType", message.type())
        .put("dataVersion", "1.0")
        .put("metadataVersion", "1")
        .put("eventTime", ServiceTime.withZulu(message.at()));
  }

  private static ObjectNode cloud(GridMessage message) {
    var node =
        JSON.createObjectNode()
            .put("id", message.id())
            .put("source", message.topic())
            .put("subject", message.subject());
    node.set("data", message.data());
    return node.put("type", message.type())
        .put("specversion", "1.0")
        .put("time", ServiceTime.withZulu(message.at()));
  }

  /// The event of the handshake of the `eventGrid` schema.
  static byte[] validation(String id, String topic, String code, String url, Instant at) {
    var data = JSON.createObjectNode().put("validationCode", code).put("validationUrl", url);
    var message =
        new GridMessage(
            id, topic, "", "Microsoft.EventGrid.SubscriptionValidationEvent", data, at, false);
    return EVENT_GRID.body(message);
  }

  /// Whether a receiver sent the code back.
  static boolean isValidationResponse(byte[] body, String code) {
    try {
      return JSON.readTree(new String(body, StandardCharsets.UTF_8))
          .path("validationResponse")
          .asString("")
          .equals(code);
    } catch (JacksonException e) {
      return false;
    }
  }
}
