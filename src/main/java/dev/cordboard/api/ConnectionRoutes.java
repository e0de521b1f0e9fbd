package dev.cordboard.api;

import dev.cordboard.call.CallReply;
import dev.cordboard.dialect.Dialect.Occasion;
import dev.cordboard.engine.Calls;
import dev.cordboard.engine.Calls.Found;
import java.util.Optional;
import java.util.function.Function;

/// A connection as a whole: look at it, leave it, end it.
final class ConnectionRoutes {
  private final Calls calls;
  private final CallActions actions;

  ConnectionRoutes(Calls calls, CallActions actions) {
    this.calls = calls;
    this.actions = actions;
  }

  Answer get(Request request) {
    return actions.run(request, found -> properties(request, found));
  }

  /// A connection as it is now.
  static Answer properties(Request request, Found found) {
    return Answer.json(
        request.successStatus(),
        request.dialect().properties(found.connection(), Occasion.READ),
        found.connection().ids().correlationId());
  }

  Answer hangUp(Request request) {
    return end(request, asked -> asked.hangUp(request.connectionId()));
  }

  Answer terminate(Request request) {
    return end(request, asked -> asked.terminate(request.connectionId()));
  }

  private Answer end(Request request, Function<Calls, CallReply> command) {
    return actions.run(
        request, found -> request.ask(calls, command, reply -> ended(request, found, reply)));
  }

  private static Answer ended(Request request, Found found, CallReply reply) {
    return reply instanceof CallReply.Refused refused
        ? Refusals.of(request, refused)
        : Answer.empty(
            request.successStatus(), Optional.of(found.connection().ids().correlationId()));
  }
}
