package dev.cordboard.engine;

import dev.cordboard.engine.dial.ShownCallers;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallInput.PhoneAnswerer;
import dev.cordboard.call.CallInput.RejectReason;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.ConnectionTerms;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.Invitee;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The commands of applications: adds ids and routes, posts, and waits until the answer is durable.
final class LiveCalls implements Calls {
  private final Exchange exchange;
  private final CallOpener opener;

  LiveCalls(Exchange exchange, CallOpener opener) {
    this.exchange = exchange;
    this.opener = opener;
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
    return post(
        call,
        new CallReply.UnknownCall(),
        at ->
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
    return onInvitation(
        request.invitationId(),
        at ->
            new CallInput.Answer(
                at, request.invitationId(), terms, request.answeredBy(), answerer));
  }

  @Override
  public CallReply reject(String invitationId, RejectReason reason) {
    return onInvitation(invitationId, at -> new CallInput.Reject(at, invitationId, reason));
  }

  @Override
  public CallReply redirect(CallRequest.Redirect request) {
    var found = exchange.registry().byInvitation(request.invitationId());
    if (found.isEmpty()) {
      return new CallReply.InvitationOver();
    }
    var target = invitee(found.get().startedBy(), request.target());
    return onInvitation(
        request.invitationId(),
        at -> new CallInput.Redirect(at, request.invitationId(), target, CustomContext.NONE));
  }

  @Override
  public CallReply hangUp(String connectionId) {
    return onConnection(connectionId, at -> new CallInput.HangUp(at, connectionId));
  }

  @Override
  public CallReply terminate(String connectionId) {
    return onConnection(connectionId, at -> new CallInput.Terminate(at, connectionId));
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
    var target = invitee(view.answeredBy().orElse(view.source()), request.participant());
    return onConnection(
        connectionId,
        at ->
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
  public CallReply cancelAddParticipant(Operation operation, String invitationId) {
    return onConnection(
        operation.connectionId(),
        at -> new CallInput.CancelAddParticipant(at, operation, invitationId));
  }

  @Override
  public CallReply removeParticipant(Operation operation, CommunicationIdentifier participant) {
    return onConnection(
        operation.connectionId(),
        at -> new CallInput.RemoveParticipant(at, operation, participant));
  }

  @Override
  public CallReply connect(CallRequest.Connect request) {
    throw new UnsupportedOperationException("connect");
  }

  @Override
  public CallReply transfer(CallRequest.Transfer request) {
    throw new UnsupportedOperationException("transfer");
  }

  @Override
  public CallReply moveHere(
      Operation operation, List<CommunicationIdentifier> participants, String fromConnection) {
    throw new UnsupportedOperationException("moveHere");
  }

  @Override
  public CallReply mute(Operation operation, CommunicationIdentifier participant, boolean muted) {
    return onConnection(
        operation.connectionId(), at -> new CallInput.Mute(at, operation, participant, muted));
  }

  @Override
  public CallReply hold(Operation operation, CommunicationIdentifier participant, boolean held) {
    return onConnection(
        operation.connectionId(), at -> new CallInput.Hold(at, operation, participant, held));
  }

  @Override
  public Optional<Found> find(String connectionId) {
    return exchange
        .registry()
        .byConnection(connectionId)
        .flatMap(LiveCall::snapshot)
        .flatMap(snapshot -> view(snapshot, connectionId));
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

  private CallReply onConnection(String connectionId, Function<Instant, CallInput> command) {
    return exchange
        .registry()
        .byConnection(connectionId)
        .map(call -> post(call, new CallReply.UnknownCall(), command))
        .orElseGet(CallReply.UnknownCall::new);
  }

  private CallReply onInvitation(String invitationId, Function<Instant, CallInput> command) {
    return exchange
        .registry()
        .byInvitation(invitationId)
        .map(call -> post(call, new CallReply.InvitationOver(), command))
        .orElseGet(CallReply.InvitationOver::new);
  }

  private CallReply post(LiveCall call, CallReply whenGone, Function<Instant, CallInput> command) {
    var waiting = new Waiting(whenGone, command);
    return call.command(waiting)
        ? waiting.await(exchange.settings().commandTimeout())
        : new CallReply.Overloaded();
  }

  private Invitee invitee(CommunicationIdentifier from, CommunicationIdentifier target) {
    return new Invitee(target, opener.newInvitation(), exchange.dialling().reaches().of(from, target));
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
