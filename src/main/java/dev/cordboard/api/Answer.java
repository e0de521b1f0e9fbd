package dev.cordboard.api;

import dev.cordboard.http.Reply;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What an operation came to, before the header fields that all answers share are added.
///
/// @param correlationId of the call it was about, where there is one
record Answer(Reply reply, Optional<String> correlationId) {
  /// A success without a body.
  static Answer empty(int status, Optional<String> correlationId) {
    return new Answer(Reply.empty(status), correlationId);
  }

  /// A success with a body.
  static Answer json(int status, ObjectNode body, String correlationId) {
    return new Answer(Reply.json(status, Json.bytes(body)), Optional.of(correlationId));
  }

  /// A refusal.
  static Answer refused(Reply reply) {
    return new Answer(reply, Optional.empty());
  }

  /// The same with a step that runs once it is written.
  Answer then(Runnable afterFlush) {
    return new Answer(reply.then(afterFlush), correlationId);
  }
}
