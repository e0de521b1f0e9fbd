package dev.cordboard.engine;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallReply;
import dev.cordboard.engine.mailbox.TwoCalls;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.List;
import java.util.Optional;

/// Takes participants from the call of one connection into that of another: one step of both calls.
final class Move implements TwoCalls.Work {
  /// Each try finds that a connection has just changed its call.
  private static final int MOST_TRIES = 3;

  private final Registry registry;
  private final Exchange exchange;
  private final Operation operation;
  private final List<CommunicationIdentifier> participants;
  private final String fromConnection;
  private final Waiting answer;
  private int tries;
  private Optional<LiveCall> from = Optional.empty();
  private Optional<LiveCall> to = Optional.empty();

  /// @param operation of the connection whose call they come into
  Move(
      Exchange exchange,
      Operation operation,
      List<CommunicationIdentifier> participants,
      String fromConnection,
      Waiting answer) {
    this.exchange = exchange;
    this.registry = exchange.registry();
    this.operation = operation;
    this.participants = List.copyOf(participants);
    this.fromConnection = fromConnection;
    this.answer = answer;
  }

  void start() {
    tries++;
    from = registry.byConnection(fromConnection);
    to = registry.byConnection(operation.connectionId());
    if (from.isEmpty() || to.isEmpty() || tries > MOST_TRIES) {
      answer.gone();
    } else if (from.equals(to)) {
      answer.answered(
          new CallReply.InvalidArgument("fromCall", "The participants are in this call."));
    } else {
      TwoCalls.hold(from.get(), to.get(), this);
    }
  }

  @Override
  public void both() {
    if (!isAsItWas()) {
      start();
      return;
    }
    var at = exchange.now();
    new Crossing(from.orElseThrow(), to.orElseThrow())
        .go(
            new CallInput.MoveOut(at, fromConnection, participants),
            passage -> new CallInput.MoveIn(at, operation, passage, fromConnection),
            answer,
            () -> {})
        .ifPresent(answer::answered);
  }

  @Override
  public void gone() {
    if (isAsItWas()) {
      answer.gone();
    } else {
      start();
    }
  }

  @Override
  public void noRoom() {
    answer.answered(new CallReply.Overloaded());
  }

  private boolean isAsItWas() {
    return from.equals(registry.byConnection(fromConnection))
        && to.equals(registry.byConnection(operation.connectionId()));
  }
}
