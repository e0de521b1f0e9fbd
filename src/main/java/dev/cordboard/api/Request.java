package dev.cordboard.api;

import dev.cordboard.call.CallReply;
import dev.cordboard.dialect.Dialect;
import dev.cordboard.engine.Calls;
import dev.cordboard.engine.repeat.RepeatableRequest;
import dev.cordboard.http.Exchange;
import java.util.Optional;
import java.util.function.Function;

/// One call of an operation, in the api-version it names.
///
/// @param repeated what to remember it by, where its sender may send it again
record Request(
    Exchange exchange,
    Dialect dialect,
    Dialect.Operation operation,
    Optional<Repeatability> repeated) {
  /// The same, to be remembered by this.
  Request markedAs(Repeatability mark) {
    return new Request(exchange, dialect, operation, Optional.of(mark));
  }

  /// A part of the path, decoded.
  String path(String name) {
    var value = exchange.pathParameters().get(name);
    if (value == null) {
      throw new IllegalStateException(operation.path() + " has no " + name);
    }
    return value;
  }

  /// The path as it was sent, without the query.
  String rawPath() {
    var target = exchange.rawTarget();
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /// The connection that the path names.
  String connectionId() {
    return path("callConnectionId");
  }

  /// The status this operation succeeds with in this version.
  int successStatus() {
    return dialect.successStatuses(operation.name()).getFirst();
  }

  /// Gives a command and says what it came to; both are remembered where the request may come
  /// again.
  ///
  /// @param answer what a reply means; without side effects, as it is also asked what to remember
  Answer ask(Calls calls, Function<Calls, CallReply> command, Function<CallReply, Answer> answer) {
    return answer.apply(command.apply(remembering(calls, answer)));
  }

  /// The calls to give a command to, so that what it comes to is remembered.
  Calls remembering(Calls calls, Function<CallReply, Answer> answer) {
    return repeated
        .map(
            mark ->
                calls.remembering(
                    new RepeatableRequest(
                        mark.key(), reply -> mark.memory(this, reply, answer.apply(reply)))))
        .orElse(calls);
  }
}
