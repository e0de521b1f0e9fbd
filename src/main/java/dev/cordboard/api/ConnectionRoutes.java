package dev.cordboard.api;

import dev.cordboard.call.CallReply;
import dev.cordboard.dialect.Dialect.Occasion;
import dev.cordboard.engine.Calls;
import dev.cordboard.engine.Calls.Found;
import dev.cordboard.http.Exchange.Principal;
import java.util.Optional;
import java.util.function.Function;

/// A connection as a whole: look at it, leave it, end it.
final class ConnectionRoutes {
  private final Calls calls;

  ConnectionRoutes(Calls calls) {
    this.calls = calls;
  }

  Answer get(Request request) {
    return onCall(
        calls,
        request,
        found ->
            Answer.json(
                request.successStatus(),
                request.dialect().properties(found.connection(), Occasion.READ),
                found.connection().ids().correlationId()));
  }

  Answer hangUp(Request request) {
    return onCall(
        calls, request, found -> ended(request, found, calls.hangUp(request.connectionId())));
  }

  Answer terminate(Request request) {
    return onCall(
        calls, request, found -> ended(request, found, calls.terminate(request.connectionId())));
  }

  /// Runs an action on the connection that the path names, for those who may act on it.
  static Answer onCall(Calls calls, Request request, Function<Found, Answer> action) {
    return calls
        .find(request.connectionId())
        .map(
            found ->
                takesPart(request.exchange().principal(), found)
                    ? action.apply(found)
                    : Refusals.notPermitted())
        .orElseGet(() -> Refusals.unknownCall(request));
  }

  private static Answer ended(Request request, Found found, CallReply reply) {
    return reply instanceof CallReply.Refused refused
        ? Refusals.of(request, refused)
        : Answer.empty(
            request.successStatus(), Optional.of(found.connection().ids().correlationId()));
  }

  /// The key opens every call; a user's token those that its user is on (RULINGS §8.3).
  private static boolean takesPart(Principal principal, Found found) {
    return !(principal instanceof Principal.User(var rawId))
        || found.participants().stream().anyMatch(each -> each.identifier().rawId().equals(rawId));
  }
}
