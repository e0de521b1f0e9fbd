package dev.cordboard.api;

import dev.cordboard.call.CallReply;
import dev.cordboard.dialect.Dialect.Occasion;
import dev.cordboard.dialect.RequestMembers;
import dev.cordboard.dialect.RequestReading;
import dev.cordboard.engine.CallRequest;
import dev.cordboard.engine.Calls;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Creates calls, to one or to several.
final class CreateRoute {
  private static final List<String> UNBUILT =
      List.of(
          "mediaStreamingOptions",
          "transcriptionOptions",
          "mediaStreamingConfiguration",
          "transcriptionConfiguration");

  private final Calls calls;
  private final RequestRules rules;

  CreateRoute(Calls calls, RequestRules rules) {
    this.calls = calls;
    this.rules = rules;
  }

  Answer create(Request request) {
    return switch (request.dialect().read("CreateCallRequest", request.exchange().body())) {
      case RequestReading.Invalid invalid -> Refusals.invalid(request, invalid);
      case RequestReading.Valid(var members) -> create(request, members);
    };
  }

  private Answer create(Request request, RequestMembers members) {
    var breach = check(members);
    if (breach.isPresent()) {
      return breach.get().refusal(request);
    }
    if (!UserRights.coverSource(request, members)) {
      return Refusals.notPermitted();
    }
    var command =
        new CallRequest.Create(
            terms(request, members),
            members.identifier("source"),
            shown(members),
            members.identifiers("targets"),
            RequestRules.context(members));
    return connect(request, calls, asked -> asked.create(command));
  }

  /// Gives a command that makes a connection; its events leave once the answer that announces it is
  /// written.
  static Answer connect(Request request, Calls calls, Function<Calls, CallReply> command) {
    return request.ask(calls, command, reply -> connected(request, reply, calls));
  }

  private static Answer connected(Request request, CallReply reply, Calls calls) {
    return switch (reply) {
      case CallReply.Connected(var connection) ->
          Answer.json(
                  request.successStatus(),
                  request.dialect().properties(connection, Occasion.ANNOUNCED),
                  connection.ids().correlationId())
              .then(() -> calls.announced(connection.terms().connectionId()));
      case CallReply.Refused refused -> Refusals.of(request, refused);
      case CallReply.Inviting _, CallReply.InvitingAll _, CallReply.Accepted _, CallReply.Moved _ ->
          throw new IllegalStateException("no connection came of " + request.operation().name());
    };
  }

  static CallRequest.Terms terms(Request request, RequestMembers members) {
    return new CallRequest.Terms(
        request.dialect().version().text(),
        members.required("callbackUri"),
        members.text("operationContext"),
        members.text("callIntelligenceOptions.cognitiveServicesEndpoint"));
  }

  static CallRequest.Shown shown(RequestMembers members) {
    return new CallRequest.Shown(
        members.phoneNumber("sourceCallerIdNumber"), members.text("sourceDisplayName"));
  }

  static Optional<Breach> unbuilt(RequestMembers members) {
    return RequestRules.unbuilt(members, UNBUILT);
  }

  private Optional<Breach> check(RequestMembers members) {
    return RequestRules.callback(members, "callbackUri")
        .or(() -> unbuilt(members))
        .or(() -> teamsSource(members))
        .or(() -> RequestRules.displayName(members))
        .or(() -> rules.callees(members, "targets"))
        .or(() -> RequestRules.customContext(members));
  }

  private static Optional<Breach> teamsSource(RequestMembers members) {
    return members.names().contains("teamsAppSource")
        ? Optional.of(Breach.argument("teamsAppSource", "Microsoft Teams identities cannot call"))
        : Optional.empty();
  }
}
