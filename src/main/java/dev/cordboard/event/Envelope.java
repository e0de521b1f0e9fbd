package dev.cordboard.event;

import dev.cordboard.call.CallEvent;
import dev.cordboard.dialect.Dialect;
import dev.cordboard.event.wire.ServiceTime;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The body of a callback: a JSON array of one CloudEvent, with the members the service was
/// recorded to send, in that order (traces, rules 1 to 3).
final class Envelope {
  private static final JsonMapper JSON = new JsonMapper();

  private Envelope() {}

  /// The body; empty when the connection's api-version does not have this event.
  static Optional<byte[]> of(String eventId, CallEvent event) {
    return Dialect.find(event.to().apiVersion())
        .flatMap(dialect -> dialect.event(event))
        .map(
            text ->
                JSON.writeValueAsBytes(JSON.createArrayNode().add(cloud(eventId, event, text))));
  }

  private static ObjectNode cloud(String eventId, CallEvent event, Dialect.EventText text) {
    var source = "calling/callConnections/" + event.to().connectionId();
    var cloud =
        JSON.createObjectNode().put("id", eventId).put("source", source).put("type", text.type());
    cloud.set("data", text.data());
    return cloud
        .put("time", ServiceTime.withOffset(event.at()))
        .put("specversion", "1.0")
        .put("datacontenttype", "application/json")
        .put("subject", source);
  }
}
