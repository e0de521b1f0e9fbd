package dev.cordboard.api;

import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallReply;
import dev.cordboard.dialect.RequestMembers;
import dev.cordboard.dialect.RequestReading;
import dev.cordboard.engine.CallRequest;
import dev.cordboard.engine.Calls;
import dev.cordboard.engine.Calls.Found;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Who is on a call: list, get, add, cancel an add, remove.
final class ParticipantRoutes {
  private static final String CALLBACK = "operationCallbackUri";
  private static final String CONTEXT = "operationContext";

  private final Calls calls;
  private final RequestRules rules;

  ParticipantRoutes(Calls calls, RequestRules rules) {
    this.calls = calls;
    this.rules = rules;
  }

  /// All of them at once: there is no `nextLink` when everybody fits.
  Answer list(Request request) {
    return ConnectionRoutes.onCall(
        calls,
        request,
        found -> {
          var body = Json.object();
          var roster = body.putArray("value");
          found.participants().forEach(each -> roster.add(request.dialect().participant(each)));
          return Answer.json(
              request.successStatus(), body, found.connection().ids().correlationId());
        });
  }

  Answer get(Request request) {
    var rawId = request.path("participantRawId");
    return ConnectionRoutes.onCall(
        calls,
        request,
        found ->
            found.participants().stream()
                .filter(each -> each.identifier().rawId().equals(rawId))
                .findFirst()
                .map(
                    each ->
                        Answer.json(
                            request.successStatus(),
                            request.dialect().participant(each),
                            found.connection().ids().correlationId()))
                .orElseGet(() -> Refusals.unknownParticipant(request)));
  }

  Answer add(Request request) {
    return read(
        request,
        "AddParticipantRequest",
        members -> {
          var added = members.identifier("participantToAdd").orElseThrow();
          return RequestRules.callback(members, CALLBACK)
              .or(() -> RequestRules.displayName(members))
              .or(() -> rules.callees(List.of(added), "participantToAdd", members))
              .or(() -> RequestRules.customContext(members));
        },
        members ->
            calls.addParticipant(
                new CallRequest.Add(
                    operation(request, members),
                    members.identifier("participantToAdd").orElseThrow(),
                    CreateRoute.shown(members),
                    members.number("invitationTimeoutInSeconds").orElse(0),
                    RequestRules.context(members))));
  }

  Answer remove(Request request) {
    return read(
        request,
        "RemoveParticipantRequest",
        members -> RequestRules.callback(members, CALLBACK),
        members ->
            calls.removeParticipant(
                operation(request, members),
                members.identifier("participantToRemove").orElseThrow()));
  }

  Answer cancelAdd(Request request) {
    return read(
        request,
        "CancelAddParticipantRequest",
        members -> RequestRules.callback(members, CALLBACK),
        members ->
            calls.cancelAddParticipant(
                operation(request, members), members.required("invitationId")));
  }

  private Answer read(
      Request request,
      String model,
      Function<RequestMembers, Optional<Breach>> rule,
      Function<RequestMembers, CallReply> command) {
    return switch (request.dialect().read(model, request.exchange().body())) {
      case RequestReading.Invalid invalid -> Refusals.invalid(request, invalid);
      case RequestReading.Valid(var members) ->
          rule.apply(members)
              .map(breach -> breach.refusal(request))
              .orElseGet(
                  () ->
                      ConnectionRoutes.onCall(
                          calls,
                          request,
                          found -> replied(request, members, found, command.apply(members))));
    };
  }

  /// The body names what the request named: the context only when it was sent (trace rule 17).
  private static Answer replied(
      Request request, RequestMembers members, Found found, CallReply reply) {
    var body = Json.object();
    switch (reply) {
      case CallReply.Refused refused -> {
        return Refusals.of(request, refused);
      }
      case CallReply.Inviting(var participant, var invitationId) ->
          body.setAll(request.dialect().inviting(participant, members.text(CONTEXT), invitationId));
      case CallReply.Accepted _, CallReply.Connected _, CallReply.Moved _ -> {
        members.text("invitationId").ifPresent(id -> body.put("invitationId", id));
        members.text(CONTEXT).ifPresent(context -> body.put(CONTEXT, context));
      }
    }
    return Answer.json(request.successStatus(), body, found.connection().ids().correlationId());
  }

  private static Operation operation(Request request, RequestMembers members) {
    return new Operation(request.connectionId(), members.text(CONTEXT), members.text(CALLBACK));
  }
}
