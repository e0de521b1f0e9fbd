package dev.cordboard.api;

import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallReply;
import dev.cordboard.dialect.RequestMembers;
import dev.cordboard.dialect.RequestReading;
import dev.cordboard.engine.Calls;
import dev.cordboard.engine.Calls.Found;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// What all actions on a connection share: the body is read and checked, then the connection looked
/// up, then the command given.
final class CallActions {
  private static final String CALLBACK = "operationCallbackUri";
  private static final String CONTEXT = "operationContext";

  /// What the call names by the newest version's member, and we read under another name.
  private static final Map<String, String> OUR_NAMES =
      Map.of("participantToAdd", "participants[0]");

  private final Calls calls;

  CallActions(Calls calls) {
    this.calls = calls;
  }

  /// Runs an action without a body on the connection that the path names, for those who may act on
  /// it.
  Answer run(Request request, Function<Found, Answer> action) {
    return calls
        .find(request.connectionId())
        .map(
            found ->
                UserRights.coverCall(request, found)
                    ? action.apply(found)
                    : Refusals.notPermitted())
        .orElseGet(() -> Refusals.unknownCall(request));
  }

  /// Runs an action with a body.
  ///
  /// @param rule what the members must fulfil beyond their types
  Answer run(
      Request request,
      String model,
      Function<RequestMembers, Optional<Breach>> rule,
      Function<Asked, Answer> action) {
    return switch (request.dialect().read(model, request.exchange().body())) {
      case RequestReading.Invalid invalid -> Refusals.invalid(request, invalid);
      case RequestReading.Valid(var members) ->
          RequestRules.callback(members, CALLBACK)
              .or(() -> rule.apply(members))
              .map(breach -> breach.refusal(request))
              .orElseGet(
                  () -> run(request, found -> action.apply(new Asked(request, members, found))));
    };
  }

  /// Whether the requester may act on another connection as well; one that is unknown is refused
  /// later.
  boolean isOpen(Request request, String connectionId) {
    return calls.find(connectionId).map(found -> UserRights.coverCall(request, found)).orElse(true);
  }

  /// An action that was asked for on a connection that is there.
  record Asked(Request request, RequestMembers members, Found found) {
    /// How the core knows the action.
    Operation operation() {
      return new Operation(request.connectionId(), members.text(CONTEXT), members.text(CALLBACK));
    }

    /// A refusal that names members as the version does.
    Answer refused(CallReply.Refused refused) {
      return Refusals.of(
          request,
          refused instanceof CallReply.InvalidArgument(var member, var message)
              ? new CallReply.InvalidArgument(
                  members.pathOf(OUR_NAMES.getOrDefault(member, member)), message)
              : refused);
    }

    /// Gives the command and says what it came to.
    Answer ask(
        Calls calls, Function<Calls, CallReply> command, Function<CallReply, Answer> answer) {
      return request.ask(calls, command, answer);
    }

    Optional<String> context() {
      return members.text(CONTEXT);
    }

    /// A refusal, or a body that names what the request named (trace rule 17).
    Answer echo(CallReply reply, String model, String... named) {
      if (reply instanceof CallReply.Refused refused) {
        return refused(refused);
      }
      Map<String, String> said = new LinkedHashMap<>();
      for (var name : named) {
        members.text(name).ifPresent(text -> said.put(name, text));
      }
      context().ifPresent(text -> said.put(CONTEXT, text));
      return json(request.dialect().echo(model, said));
    }

    /// A refusal, or a success that has nothing to say.
    Answer empty(CallReply reply) {
      return reply instanceof CallReply.Refused refused
          ? refused(refused)
          : Answer.empty(
              request.successStatus(), Optional.of(found.connection().ids().correlationId()));
    }

    Answer json(ObjectNode body) {
      return Answer.json(request.successStatus(), body, found.connection().ids().correlationId());
    }
  }
}
