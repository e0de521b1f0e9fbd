package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallEvent.Recipient;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One step under way: the call as it is by now and what it wants done so far. Lives for one input;
/// nothing of it escapes but the [Step].
final class Turn {
  private final Instant at;
  private final List<CallEffect> effects = new ArrayList<>();
  private Conversation call;
  private Optional<CallReply> reply = Optional.empty();

  Turn(Conversation call, Instant at) {
    this.call = call;
    this.at = at;
  }

  Instant at() {
    return at;
  }

  Conversation call() {
    return call;
  }

  void become(Conversation now) {
    call = now;
  }

  Step step() {
    return new Step(call, effects, reply);
  }

  void reply(CallReply answer) {
    reply = Optional.of(answer);
  }

  void emit(CallEffect effect) {
    effects.add(effect);
  }

  /// Tells a connection's application something.
  void tell(ConnectionView connection, Detail detail, CallResult result) {
    publish(connection, connection.terms().callbackUri(), Optional.empty(), detail, result);
  }

  /// Tells it what became of its create or answer: with that request's context (trace rule 8).
  void tellOwn(ConnectionView connection, Detail detail, CallResult result) {
    var terms = connection.terms();
    publish(connection, terms.callbackUri(), terms.operationContext(), detail, result);
  }

  /// Tells the outcome of an operation to the connection that asked for it, and to no other.
  void tellOutcome(Operation operation, Detail detail, CallResult result) {
    call.connection(operation.connectionId())
        .ifPresent(
            connection ->
                publish(
                    connection,
                    operation.operationCallbackUri().orElse(connection.terms().callbackUri()),
                    operation.operationContext(),
                    detail,
                    result));
  }

  private void publish(
      ConnectionView connection,
      String uri,
      Optional<String> operationContext,
      Detail detail,
      CallResult result) {
    var terms = connection.terms();
    var recipient = new Recipient(terms.connectionId(), terms.apiVersion(), uri);
    emit(
        new CallEffect.Publish(
            new CallEvent(at, recipient, call.origin().ids(), operationContext, result, detail)));
  }
}
