package dev.cordboard.api;

import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallInput.RejectReason;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.CallSnapshot.Way;
import dev.cordboard.call.ConnectionTerms;
import dev.cordboard.engine.CallRequest;
import dev.cordboard.engine.Calls;
import dev.cordboard.engine.repeat.Attempt;
import dev.cordboard.engine.repeat.RepeatableRequest;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/// Calls that only remember: every command is kept, connections are views made from requests.
final class FakeCalls implements Calls {
  static final String CALLER = "8:acs:r_caller";

  final BlockingQueue<Object> commands = new LinkedBlockingQueue<>();
  final BlockingQueue<String> announced = new LinkedBlockingQueue<>();
  final Map<String, Found> connections = new ConcurrentHashMap<>();

  /// What the next commands are answered with; empty answers them as a call would.
  volatile Optional<CallReply> reply = Optional.empty();

  /// Who rings when an invitation is answered.
  volatile CommunicationIdentifier caller = CommunicationIdentifier.fromRawId(CALLER);

  private final Map<String, byte[]> memory = new ConcurrentHashMap<>();

  @Override
  public Attempt attempt(String key) {
    return Optional.ofNullable(memory.get(key))
        .<Attempt>map(Attempt.Again::new)
        .orElseGet(() -> new Attempt.First(() -> {}));
  }

  /// Every command of these is remembered unless it is refused.
  @Override
  public Calls remembering(RepeatableRequest request) {
    return (Calls)
        Proxy.newProxyInstance(
            FakeCalls.class.getClassLoader(),
            new Class<?>[] {Calls.class},
            (_, method, arguments) -> {
              var result = method.invoke(this, arguments);
              if (result instanceof CallReply done && !(done instanceof CallReply.Refused)) {
                memory.put(request.key(), request.memory().apply(done));
              }
              return result;
            });
  }

  record Removed(Operation operation, CommunicationIdentifier participant) {}

  record Moved(
      Operation operation, List<CommunicationIdentifier> participants, String fromConnection) {}

  record Muted(Operation operation, CommunicationIdentifier participant, boolean muted) {}

  record Held(Operation operation, CommunicationIdentifier participant, boolean held) {}

  @Override
  public CallReply create(CallRequest.Create request) {
    commands.add(request);
    return reply.orElseGet(
        () ->
            connected(
                view(
                    request.terms(),
                    true,
                    request.source().orElse(CommunicationIdentifier.fromRawId("8:acs:r_app")),
                    request.shown(),
                    request.targets(),
                    Optional.empty())));
  }

  @Override
  public CallReply answer(CallRequest.Answer request) {
    commands.add(request);
    return reply.orElseGet(
        () ->
            connected(
                view(
                    request.terms(),
                    false,
                    caller,
                    CallRequest.Shown.NOTHING,
                    List.of(CommunicationIdentifier.fromRawId("8:acs:r_callee")),
                    request.answeredBy())));
  }

  @Override
  public CallReply reject(String invitationId, RejectReason reason) {
    commands.add(invitationId + " " + reason);
    return reply.orElseGet(CallReply.Accepted::new);
  }

  @Override
  public CallReply redirect(CallRequest.Redirect request) {
    commands.add(request);
    return reply.orElseGet(CallReply.Accepted::new);
  }

  @Override
  public CallReply hangUp(String connectionId) {
    commands.add("hangUp " + connectionId);
    return reply.orElseGet(CallReply.Accepted::new);
  }

  @Override
  public CallReply terminate(String connectionId) {
    commands.add("terminate " + connectionId);
    return reply.orElseGet(CallReply.Accepted::new);
  }

  @Override
  public CallReply addParticipant(CallRequest.Add request) {
    commands.add(request);
    return reply.orElseGet(() -> new CallReply.Inviting(request.participant(), "inv-7"));
  }

  @Override
  public CallReply cancelAddParticipant(Operation operation, String invitationId) {
    commands.add(operation);
    return reply.orElseGet(CallReply.Accepted::new);
  }

  @Override
  public CallReply removeParticipant(Operation operation, CommunicationIdentifier participant) {
    commands.add(new Removed(operation, participant));
    return reply.orElseGet(CallReply.Accepted::new);
  }

  @Override
  public CallReply addParticipants(CallRequest.AddAll request) {
    commands.add(request);
    return reply.orElseGet(() -> new CallReply.InvitingAll(request.participants()));
  }

  @Override
  public CallReply connect(CallRequest.Connect request) {
    commands.add(request);
    return reply.orElseGet(
        () ->
            new CallReply.Connected(
                new ConnectionView(
                    new CallIds("call-1", "server-1", "corr-2"),
                    terms("conn-3", request.terms()),
                    State.CONNECTING,
                    Way.CONNECTED,
                    request.user().orElse(CommunicationIdentifier.fromRawId("8:acs:r_app")),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty())));
  }

  @Override
  public CallReply transfer(CallRequest.Transfer request) {
    commands.add(request);
    return reply.orElseGet(CallReply.Accepted::new);
  }

  @Override
  public CallReply moveHere(
      Operation operation, List<CommunicationIdentifier> participants, String fromConnection) {
    commands.add(new Moved(operation, participants, fromConnection));
    return reply.orElseGet(
        () ->
            new CallReply.Moved(
                participants.stream().map(who -> new Participant(who, false, false)).toList()));
  }

  @Override
  public CallReply mute(Operation operation, CommunicationIdentifier participant, boolean muted) {
    commands.add(new Muted(operation, participant, muted));
    return reply.orElseGet(CallReply.Accepted::new);
  }

  @Override
  public CallReply hold(Operation operation, CommunicationIdentifier participant, boolean held) {
    commands.add(new Held(operation, participant, held));
    return reply.orElseGet(CallReply.Accepted::new);
  }

  @Override
  public Optional<Found> find(String connectionId) {
    return Optional.ofNullable(connections.get(connectionId));
  }

  @Override
  public Optional<CallIds> invited(String invitationId) {
    return Optional.of(new CallIds("call-1", "server-1", "corr-1"));
  }

  @Override
  public void announced(String connectionId) {
    announced.add(connectionId);
  }

  @Override
  public List<CallSnapshot> live() {
    return List.of();
  }

  private CallReply connected(ConnectionView view) {
    connections.put(
        view.terms().connectionId(),
        new Found(
            in(view, State.CONNECTED),
            List.of(
                new Participant(view.source(), false, false),
                new Participant(view.targets().getFirst(), true, false))));
    return new CallReply.Connected(view);
  }

  private static ConnectionView view(
      CallRequest.Terms terms,
      boolean created,
      CommunicationIdentifier source,
      CallRequest.Shown shown,
      List<CommunicationIdentifier> targets,
      Optional<CommunicationIdentifier> answeredBy) {
    Optional<PhoneNumber> answeredFor =
        source instanceof PhoneNumber
            ? Optional.of(new PhoneNumber("+18005550100"))
            : Optional.empty();
    return new ConnectionView(
        new CallIds("call-1", "server-1", "corr-1"),
        terms(created ? "conn-1" : "conn-2", terms),
        State.CONNECTING,
        created ? Way.CREATED : Way.ANSWERED,
        source,
        shown.callerId(),
        shown.displayName(),
        targets,
        answeredBy,
        answeredFor);
  }

  private static ConnectionTerms terms(String id, CallRequest.Terms terms) {
    return new ConnectionTerms(
        id,
        terms.apiVersion(),
        terms.callbackUri(),
        terms.operationContext(),
        terms.cognitiveServicesEndpoint());
  }

  private static ConnectionView in(ConnectionView view, State state) {
    return new ConnectionView(
        view.ids(),
        view.terms(),
        state,
        view.way(),
        view.source(),
        view.sourceCallerId(),
        view.sourceDisplayName(),
        view.targets(),
        view.answeredBy(),
        view.answeredFor());
  }
}
