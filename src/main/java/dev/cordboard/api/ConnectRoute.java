package dev.cordboard.api;

import dev.cordboard.dialect.RequestMembers;
import dev.cordboard.dialect.RequestReading;
import dev.cordboard.engine.CallRequest;
import dev.cordboard.engine.CallRequest.Locator;
import dev.cordboard.engine.Calls;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Joins a running call. That there is no such call is not known here: it is told by an event.
final class ConnectRoute {
  private static final String LOCATOR = "callLocator";

  /// What each kind of locator names its call by.
  private static final Map<String, String> ID_OF_KIND =
      Map.of(
          "serverCallLocator", "serverCallId",
          "groupCallLocator", "groupCallId",
          "roomCallLocator", "roomId");

  private final Calls calls;

  ConnectRoute(Calls calls) {
    this.calls = calls;
  }

  Answer connect(Request request) {
    return switch (request.dialect().read("ConnectRequest", request.exchange().body())) {
      case RequestReading.Invalid invalid -> Refusals.invalid(request, invalid);
      case RequestReading.Valid(var members) ->
          check(members)
              .map(breach -> breach.refusal(request))
              .orElseGet(() -> connect(request, members));
    };
  }

  private Answer connect(Request request, RequestMembers members) {
    var command =
        new CallRequest.Connect(
            CreateRoute.terms(request, members), locator(members), UserRights.user(request));
    return CreateRoute.connect(request, calls, asked -> asked.connect(command));
  }

  private static Optional<Breach> check(RequestMembers members) {
    return RequestRules.callback(members, "callbackUri")
        .or(() -> CreateRoute.unbuilt(members))
        .or(() -> checkLocator(members));
  }

  /// One id, and that of its kind; without a kind the id alone says it.
  private static Optional<Breach> checkLocator(RequestMembers members) {
    var given =
        List.of("serverCallId", "groupCallId", "roomId").stream()
            .filter(id -> !members.text(LOCATOR + "." + id).orElse("").isEmpty())
            .toList();
    var wanted = members.text(LOCATOR + ".kind").map(ID_OF_KIND::get);
    if (given.isEmpty() || wanted.filter(id -> !given.contains(id)).isPresent()) {
      var missing = LOCATOR + wanted.map(id -> "." + id).orElse("");
      return Optional.of(Breach.argument(missing, "expected the id of a call of its kind"));
    }
    return given.stream()
        .filter(id -> given.size() > 1 && !wanted.equals(Optional.of(id)))
        .findFirst()
        .map(id -> Breach.argument(LOCATOR + "." + id, "a locator names one call by one id"));
  }

  private static Locator locator(RequestMembers members) {
    return members
        .text(LOCATOR + ".serverCallId")
        .filter(id -> !id.isEmpty())
        .<Locator>map(Locator.ServerCall::new)
        .or(
            () ->
                members
                    .text(LOCATOR + ".groupCallId")
                    .filter(id -> !id.isEmpty())
                    .map(Locator.Group::new))
        .orElseGet(() -> new Locator.Room(members.required(LOCATOR + ".roomId")));
  }
}
