package dev.cordboard.api;

import dev.cordboard.base.TimeSource;
import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallInput.RejectReason;
import dev.cordboard.call.CallReply;
import dev.cordboard.dialect.RequestMembers;
import dev.cordboard.dialect.RequestReading;
import dev.cordboard.engine.CallRequest;
import dev.cordboard.engine.Calls;
import dev.cordboard.identity.IncomingCallContexts;
import dev.cordboard.identity.IncomingCallContexts.Reading;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What an application does with an invitation it heard of through IncomingCall.
final class InvitationRoutes {
  private static final String CONTEXT = "incomingCallContext";

  private final Calls calls;
  private final IncomingCallContexts contexts;
  private final TimeSource time;

  InvitationRoutes(Calls calls, IncomingCallContexts contexts, TimeSource time) {
    this.calls = calls;
    this.contexts = contexts;
    this.time = time;
  }

  Answer answer(Request request) {
    return withInvitation(
        request,
        "AnswerCallRequest",
        members ->
            RequestRules.callback(members, "callbackUri").or(() -> CreateRoute.unbuilt(members)),
        (members, invitationId) -> {
          var command =
              new CallRequest.Answer(
                  invitationId,
                  CreateRoute.terms(request, members),
                  members.identifier("answeredBy"));
          return CreateRoute.connect(request, calls, asked -> asked.answer(command));
        });
  }

  Answer reject(Request request) {
    return withInvitation(
        request,
        "RejectCallRequest",
        _ -> Optional.empty(),
        (members, invitationId) ->
            done(request, invitationId, asked -> asked.reject(invitationId, reason(members))));
  }

  Answer redirect(Request request) {
    return withInvitation(
        request,
        "RedirectCallRequest",
        members ->
            members
                .identifier("target")
                .flatMap(target -> RequestRules.callable(target, "target"))
                .or(() -> RequestRules.customContext(members)),
        (members, invitationId) -> {
          var command =
              new CallRequest.Redirect(
                  invitationId,
                  members.identifier("target").orElseThrow(),
                  RequestRules.context(members));
          return done(request, invitationId, asked -> asked.redirect(command));
        });
  }

  private Answer withInvitation(
      Request request, String model, Rule rule, BiFunction<RequestMembers, String, Answer> action) {
    if (!UserRights.coverInvitations(request)) {
      return Refusals.notPermitted();
    }
    return switch (request.dialect().read(model, request.exchange().body())) {
      case RequestReading.Invalid invalid -> Refusals.invalid(request, invalid);
      case RequestReading.Valid(var members) ->
          rule.check(members)
              .map(breach -> breach.refusal(request))
              .orElseGet(() -> withContext(request, members, action));
    };
  }

  private Answer withContext(
      Request request, RequestMembers members, BiFunction<RequestMembers, String, Answer> action) {
    var now = time.now();
    return switch (contexts.read(members.required(CONTEXT), now)) {
      case Reading.Valid(_, var invitationId) -> action.apply(members, invitationId);
      case Reading.Expired(var validUntil) -> Refusals.expired(now, validUntil);
      case Reading.OtherResource _ -> Refusals.otherResource(request);
      case Reading.Malformed _ ->
          Refusals.argument(request, CONTEXT, "The incomingCallContext field is invalid.");
    };
  }

  /// The call is asked for before the invitation is over.
  private Answer done(Request request, String invitationId, Function<Calls, CallReply> command) {
    var correlationId = calls.invited(invitationId).map(CallIds::correlationId);
    return request.ask(
        calls,
        command,
        reply ->
            reply instanceof CallReply.Refused refused
                ? Refusals.of(request, refused)
                : Answer.empty(request.successStatus(), correlationId));
  }

  private static RejectReason reason(RequestMembers members) {
    return members
        .text("callRejectReason")
        .map(word -> RejectReason.valueOf(word.toUpperCase(Locale.ROOT)))
        .orElse(RejectReason.NONE);
  }

  /// What a request must fulfil before its context is looked at.
  @FunctionalInterface
  private interface Rule {
    Optional<Breach> check(RequestMembers members);
  }
}
