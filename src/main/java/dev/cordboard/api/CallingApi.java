package dev.cordboard.api;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.TimeSource;
import dev.cordboard.dialect.Dialect;
import dev.cordboard.engine.Calls;
import dev.cordboard.engine.repeat.Attempt;
import dev.cordboard.http.ErrorReply;
import dev.cordboard.http.Exchange;
import dev.cordboard.http.Reply;
import dev.cordboard.http.Route;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.identity.IncomingCallContexts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The service's Call Automation routes: one for each operation of any api-version. A version that
/// lacks the operation answers as an unknown route does; an operation that is not built answers
/// 405.
public final class CallingApi {
  private static final String CREATE = "CreateCall";

  private final Calls calls;
  private final CallingHeaders headers;
  private final Map<String, Function<Request, Answer>> actions = new HashMap<>();

  /// @param mayShow whether an application may show this number as caller
  public CallingApi(
      Calls calls,
      IncomingCallContexts contexts,
      Predicate<PhoneNumber> mayShow,
      TimeSource time,
      IdSource ids) {
    this.calls = calls;
    headers = new CallingHeaders(ids);
    var rules = new RequestRules(mayShow);
    var creation = new CreateRoute(calls, rules);
    var invitations = new InvitationRoutes(calls, contexts, time);
    var onCall = new CallActions(calls);
    var connections = new ConnectionRoutes(calls, onCall);
    var participants = new ParticipantRoutes(calls, onCall, rules);
    var transfers = new TransferRoutes(calls, onCall, rules);
    var speaking = new SpeakingRoutes(calls, onCall);
    actions.put(CREATE, creation::create);
    actions.put("AnswerCall", invitations::answer);
    actions.put("RejectCall", invitations::reject);
    actions.put("RedirectCall", invitations::redirect);
    actions.put("GetCall", connections::get);
    actions.put("HangupCall", connections::hangUp);
    actions.put("TerminateCall", connections::terminate);
    actions.put("GetParticipants", participants::list);
    actions.put("GetParticipant", participants::get);
    actions.put("AddParticipant", participants::add);
    actions.put("RemoveParticipant", participants::remove);
    actions.put("CancelAddParticipant", participants::cancelAdd);
    actions.put("Connect", new ConnectRoute(calls)::connect);
    actions.put("TransferToParticipant", transfers::transfer);
    actions.put("MoveParticipants", transfers::moveHere);
    actions.put("Mute", speaking::mute);
    actions.put("Unmute", speaking::unmute);
    actions.put("Hold", speaking::hold);
    actions.put("Unhold", speaking::unhold);
  }

  /// The routes, for the server's table.
  public List<Route> routes() {
    return Dialect.operations().stream()
        .map(
            operation ->
                new Route(
                    operation.method(),
                    operation.path(),
                    Route.Access.KEY_OR_TOKEN,
                    exchange -> handle(operation, exchange)))
        .toList();
  }

  private Reply handle(Dialect.Operation operation, Exchange exchange) {
    var version = exchange.query().getOrDefault("api-version", "");
    return Dialect.find(version)
        .filter(dialect -> !dialect.successStatuses(operation.name()).isEmpty())
        .map(dialect -> new Request(exchange, dialect, operation, Optional.empty()))
        .map(request -> headers.on(request, answer(request)))
        .orElseGet(() -> ErrorReply.noResource(exchange));
  }

  private Answer answer(Request request) {
    return Repeatability.check(request)
        .orElseGet(
            () ->
                Repeatability.of(request)
                    .map(mark -> once(request, mark))
                    .orElseGet(() -> act(request)));
  }

  private Answer act(Request request) {
    return actions
        .getOrDefault(request.operation().name(), Refusals::notImplemented)
        .apply(request);
  }

  /// Carries a request out unless it was before (RULINGS §7).
  private Answer once(Request request, Repeatability mark) {
    return switch (calls.attempt(mark.key())) {
      case Attempt.First first -> {
        try (first) {
          yield act(request.markedAs(mark));
        }
      }
      case Attempt.Again(var bytes) -> again(request, mark, Memory.of(bytes));
      case Attempt.TooSoon _ -> Refusals.overloaded(request);
    };
  }

  private Answer again(Request request, Repeatability mark, Memory memory) {
    if (!mark.isOf(memory)) {
      return Refusals.argument(
          request,
          "Repeatability-Request-ID",
          "The Repeatability-Request-ID was used for another request.");
    }
    return memory
        .created()
        .flatMap(calls::find)
        .map(found -> ConnectionRoutes.properties(request, found))
        .orElseGet(memory::answer);
  }
}
