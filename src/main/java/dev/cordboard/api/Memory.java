package dev.cordboard.api;

import dev.cordboard.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What is remembered of a request that was carried out, in case its sender sends it again.
///
/// @param body of the answer; for create, of how the call looks when it has ended
/// @param created the connection, when the request created a call
record Memory(
    String firstSent,
    String digest,
    int status,
    byte[] body,
    Optional<String> correlationId,
    Optional<String> created) {

  /// As it is kept.
  byte[] bytes() {
    var node =
        Json.object()
            .put("firstSent", firstSent)
            .put("digest", digest)
            .put("status", status)
            .put("body", new String(body, StandardCharsets.UTF_8));
    correlationId.ifPresent(id -> node.put("correlationId", id));
    created.ifPresent(id -> node.put("created", id));
    return Json.bytes(node);
  }

  /// Reads what was kept.
  static Memory of(byte[] bytes) {
    var node = Json.object(bytes);
    return new Memory(
        node.get("firstSent").asString(),
        node.get("digest").asString(),
        node.get("status").asInt(),
        node.get("body").asString().getBytes(StandardCharsets.UTF_8),
        node.optional("correlationId").map(JsonNode::asString),
        node.optional("created").map(JsonNode::asString));
  }

  /// The answer once more.
  Answer answer() {
    var reply = body.length == 0 ? Reply.empty(status) : Reply.json(status, body);
    return new Answer(reply, correlationId);
  }
}
