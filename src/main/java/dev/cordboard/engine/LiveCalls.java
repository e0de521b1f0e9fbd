package dev.cordboard.engine;

import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallInput.PhoneAnswerer;
import dev.cordboard.call.CallInput.RejectReason;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CallSnapshot;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.ConnectionTerms;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.Invitee;
import dev.cordboard.call.Reach;
import dev.cordboard.engine.dial.ShownCallers;
import dev.cordboard.engine.repeat.Attempt;
import dev.cordboard.engine.repeat.RepeatableRequest;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The commands of applications: adds ids and routes, posts, and waits until the answer is durable.
final class LiveCalls implements Calls {
  private static final CallResult NO_SUCH_CALL = CallResult.of(404, 8522, "Call not found.");
  private static final Reach NOT_FROM_THIS_ROOM =
      new Reach.Nowhere(
          CallResult.of(403, 511532, "The room does not allow calls to phone numbers."));

  private final Exchange exchange;
  private final CallOpener opener;
  private final Asking asking;

  LiveCalls(Exchange exchange, CallOpener opener) {
    this(exchange, opener, Optional.empty());
  }

  private LiveCalls(Exchange exchange, CallOpener opener, Optional<RepeatableRequest> request) {
    this.exchange = exchange;
    this.opener = opener;
    this.asking = new Asking(exchange, request);
  }

  @Override
  public Attempt attempt(String key) {
    return exchange.repetitions().begin(key);
  }

  @Override
  public Calls remembering(RepeatableRequest request) {
    return new LiveCalls(exchange, opener, Optional.of(request));
  }

  @Override
  public CallReply create(CallRequest.Create request) {
    var fault = fault(request.customContext(), request.shown());
    if (fault.isPresent()) {
      return fault.get();
    }
    var source = request.source().orElseGet(opener::newUser);
    var terms = terms(request.terms());
    var targets = request.targets().stream().map(target -> invitee(source, target)).toList();
    var opened = opener.open(Optional.empty());
    if (opened.isEmpty()) {
      return new CallReply.Overloaded();
    }
    var call = opened.get();
    return asking.post(
        call,
        new CallReply.UnknownCall(),
        (at, _) ->
            new CallInput.Create(
                at,
                call.ids(),
                terms,
                source,
                request.source().isPresent(),
                request.shown().callerId(),
                request.shown().displayName(),
                targets,
                request.customContext()));
  }

  @Override
  public CallReply answer(CallRequest.Answer request) {
    var terms = terms(request.terms());
    var answerer = new PhoneAnswerer(opener.nilUser(), opener.newUser());
    return asking.onInvitation(
        request.invitationId(),
        (at, _) ->
            new CallInput.Answer(
                at, request.invitationId(), terms, request.answeredBy(), answerer));
  }

  @Override
  public CallReply reject(String invitationId, RejectReason reason) {
    return asking.onInvitation(
        invitationId, (at, _) -> new CallInput.Reject(at, invitationId, reason));
  }

  @Override
  public CallReply redirect(CallRequest.Redirect request) {
    var found = exchange.registry().byInvitation(request.invitationId());
    if (found.isEmpty()) {
      return new CallReply.InvitationOver();
    }
    var target = invitee(found.get().startedBy(), request.target());
    return asking.onInvitation(
        request.invitationId(),
        (at, _) ->
            new CallInput.Redirect(at, request.invitationId(), target, request.customContext()));
  }

  @Override
  public CallReply hangUp(String connectionId) {
    return asking.onConnection(connectionId, (at, _) -> new CallInput.HangUp(at, connectionId));
  }

  @Override
  public CallReply terminate(String connectionId) {
    return asking.onConnection(connectionId, (at, _) -> new CallInput.Terminate(at, connectionId));
  }

  @Override
  public CallReply addParticipant(CallRequest.Add request) {
    var connectionId = request.operation().connectionId();
    var found = find(connectionId);
    var fault = fault(request.customContext(), request.shown());
    if (found.isEmpty()) {
      return new CallReply.UnknownCall();
    }
    if (fault.isPresent()) {
      return fault.get();
    }
    var view = found.get().connection();
    var from = view.answeredBy().orElse(view.source());
    var target = invitee(connectionId, from, request.participant());
    return asking.onConnection(
        connectionId,
        (at, _) ->
            new CallInput.AddParticipant(
                at,
                request.operation(),
                target,
                request.shown().callerId(),
                request.shown().displayName(),
                request.ringSeconds(),
                request.customContext()));
  }

  @Override
  public CallReply addParticipants(CallRequest.AddAll request) {
    var connectionId = request.operation().connectionId();
    var found = find(connectionId);
    if (found.isEmpty()) {
      return new CallReply.UnknownCall();
    }
    var view = found.get().connection();
    var from = view.answeredBy().orElse(view.source());
    var invitees =
        request.participants().stream().map(each -> invitee(connectionId, from, each)).toList();
    return asking.onConnection(
        connectionId,
        (at, _) ->
            new CallInput.AddParticipants(
                at, request.operation(), invitees, request.callerId(), request.ringSeconds()));
  }

  @Override
  public CallReply cancelAddParticipant(Operation operation, String invitationId) {
    return asking.onConnection(
        operation.connectionId(),
        (at, _) -> new CallInput.CancelAddParticipant(at, operation, invitationId));
  }

  @Override
  public CallReply removeParticipant(Operation operation, CommunicationIdentifier participant) {
    return asking.onConnection(
        operation.connectionId(),
        (at, _) -> new CallInput.RemoveParticipant(at, operation, participant));
  }

  @Override
  public CallReply connect(CallRequest.Connect request) {
    var fault = Locators.fault(request.locator());
    if (fault.isPresent()) {
      return fault.get();
    }
    var terms = terms(request.terms());
    var source = request.user().orElseGet(opener::newUser);
    UnaryOperator<CallReply> shown = underItsOwnCorrelation(opener.newCorrelationId());
    var barred = request.user().flatMap(user -> barred(request.locator(), user));
    if (barred.isPresent()) {
      return connectNowhere(request.locator(), new Joiner(terms, source, shown), barred.get());
    }
    var found = Locators.find(exchange.registry(), request.locator());
    var reply =
        found.map(
            call ->
                asking.post(
                    call,
                    new CallReply.UnknownCall(),
                    (at, _) -> new CallInput.Connect(at, terms, source),
                    shown));
    return reply
        .filter(each -> !(each instanceof CallReply.UnknownCall))
        .orElseGet(
            () ->
                connectNowhere(request.locator(), new Joiner(terms, source, shown), NO_SUCH_CALL));
  }

  private Optional<CallResult> barred(CallRequest.Locator locator, CommunicationIdentifier user) {
    return Locators.barred(exchange.parts().rooms(), locator, user, exchange.now());
  }

  /// Who connects, and how its answer looks.
  private record Joiner(
      ConnectionTerms terms, CommunicationIdentifier source, UnaryOperator<CallReply> shown) {}

  /// The answer is as good as any; that it came to nothing is told by an event.
  private CallReply connectNowhere(CallRequest.Locator locator, Joiner joiner, CallResult why) {
    var opened = opener.open(Optional.empty());
    if (opened.isEmpty()) {
      return new CallReply.Overloaded();
    }
    var call = opened.get();
    var own = call.ids();
    var ids =
        new CallIds(
            own.callId(), Locators.serverCallId(locator, own.serverCallId()), own.correlationId());
    return asking.post(
        call,
        new CallReply.UnknownCall(),
        (at, _) -> new CallInput.ConnectNowhere(at, ids, joiner.terms, joiner.source, why),
        joiner.shown);
  }

  private static UnaryOperator<CallReply> underItsOwnCorrelation(String correlationId) {
    return reply ->
        reply instanceof CallReply.Connected(var view)
            ? new CallReply.Connected(
                view.under(
                    new CallIds(view.ids().callId(), view.ids().serverCallId(), correlationId)))
            : reply;
  }

  @Override
  public CallReply transfer(CallRequest.Transfer request) {
    var operation = request.operation();
    var found = find(operation.connectionId());
    var shown = new CallRequest.Shown(request.sourceCallerId(), Optional.empty());
    var fault = fault(request.customContext(), shown);
    if (found.isEmpty()) {
      return new CallReply.UnknownCall();
    }
    if (fault.isPresent()) {
      return fault.get();
    }
    var view = found.get().connection();
    var from = request.transferee().orElse(view.answeredBy().orElse(view.source()));
    var target = invitee(operation.connectionId(), from, request.target());
    var splitIds = opener.newCallIds();
    return asking.onConnection(
        operation.connectionId(),
        (at, call) ->
            new CallInput.Transfer(
                at,
                operation,
                target,
                request.transferee(),
                request.sourceCallerId(),
                request.customContext(),
                splitIds,
                call.legs().mayRefer(request.transferee(), target.reach())));
  }

  @Override
  public CallReply moveHere(
      Operation operation, List<CommunicationIdentifier> participants, String fromConnection) {
    var answer = asking.waiting(new CallReply.UnknownCall());
    new Move(exchange, operation, participants, fromConnection, answer).start();
    return asking.await(answer);
  }

  @Override
  public CallReply mute(Operation operation, CommunicationIdentifier participant, boolean muted) {
    return asking.onConnection(
        operation.connectionId(), (at, _) -> new CallInput.Mute(at, operation, participant, muted));
  }

  @Override
  public CallReply hold(Operation operation, CommunicationIdentifier participant, boolean held) {
    return asking.onConnection(
        operation.connectionId(), (at, _) -> new CallInput.Hold(at, operation, participant, held));
  }

  @Override
  public Optional<Found> find(String connectionId) {
    return exchange
        .registry()
        .byConnection(connectionId)
        .flatMap(LiveCall::snapshot)
        .flatMap(snapshot -> view(snapshot, connectionId));
  }

  @Override
  public Optional<CallIds> invited(String invitationId) {
    return exchange
        .registry()
        .byInvitation(invitationId)
        .flatMap(LiveCall::snapshot)
        .map(CallSnapshot::ids);
  }

  private static Optional<Found> view(CallSnapshot snapshot, String connectionId) {
    return snapshot.connections().stream()
        .filter(each -> each.terms().connectionId().equals(connectionId))
        .filter(each -> each.state() != State.DISCONNECTED)
        .findFirst()
        .map(connection -> new Found(connection, snapshot.participants()));
  }

  @Override
  public void announced(String connectionId) {
    exchange.parts().events().announced(connectionId);
  }

  @Override
  public List<CallSnapshot> live() {
    return exchange.registry().calls().stream().flatMap(call -> call.snapshot().stream()).toList();
  }

  /// Somebody whom an application of a running call wants rung. From a room, phone numbers only
  /// where the room says so.
  private Invitee invitee(
      String connectionId, CommunicationIdentifier from, CommunicationIdentifier target) {
    var invitee = invitee(from, target);
    var room =
        exchange
            .registry()
            .byConnection(connectionId)
            .flatMap(LiveCall::gathering)
            .filter(gathering -> gathering.kind() == Gathering.Kind.ROOM);
    boolean barred =
        target instanceof PhoneNumber
            && room.filter(each -> !exchange.parts().rooms().dialsOut(each.id())).isPresent();
    return barred ? new Invitee(target, invitee.invitationId(), NOT_FROM_THIS_ROOM) : invitee;
  }

  private Invitee invitee(CommunicationIdentifier from, CommunicationIdentifier target) {
    return new Invitee(
        target, opener.newInvitation(), exchange.dialling().reaches().of(from, target));
  }

  private ConnectionTerms terms(CallRequest.Terms terms) {
    return new ConnectionTerms(
        opener.newConnection(),
        terms.apiVersion(),
        terms.callbackUri(),
        terms.operationContext(),
        terms.cognitiveServicesEndpoint());
  }

  private static Optional<CallReply> fault(CustomContext context, CallRequest.Shown shown) {
    return ShownCallers.fault(context, shown.callerId(), shown.displayName())
        .map(
            member ->
                new CallReply.InvalidArgument(
                    member, "The member cannot be sent to a phone: " + member + "."));
  }
}
