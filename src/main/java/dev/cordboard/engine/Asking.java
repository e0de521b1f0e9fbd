package dev.cordboard.engine;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.engine.repeat.RepeatableRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Puts the commands of one request to calls, and waits until what they answer is durable.
final class Asking {
  private final Exchange exchange;
  private final Optional<RepeatableRequest> request;

  /// @param request remembered with the command, where its sender may send it again
  Asking(Exchange exchange, Optional<RepeatableRequest> request) {
    this.exchange = exchange;
    this.request = request;
  }

  /// A command, made by the reader of the call's mailbox.
  interface Command {
    CallInput at(Instant at, LiveCall call);
  }

  CallReply onInvitation(String invitationId, Command command) {
    return exchange
        .registry()
        .byInvitation(invitationId)
        .map(call -> post(call, new CallReply.InvitationOver(), command))
        .orElseGet(CallReply.InvitationOver::new);
  }

  /// A connection may go to another call while its command waits.
  CallReply onConnection(String connectionId, Command command) {
    CallReply reply = new CallReply.UnknownCall();
    var asked = Optional.<LiveCall>empty();
    var next = exchange.registry().byConnection(connectionId);
    while (reply instanceof CallReply.UnknownCall && next.isPresent() && !next.equals(asked)) {
      asked = next;
      reply = post(next.get(), new CallReply.UnknownCall(), command);
      next = exchange.registry().byConnection(connectionId);
    }
    return reply;
  }

  CallReply post(LiveCall call, CallReply whenGone, Command command) {
    return post(call, whenGone, command, UnaryOperator.identity());
  }

  /// @param shown what the sender is told in place of the call's own answer
  CallReply post(
      LiveCall call, CallReply whenGone, Command command, UnaryOperator<CallReply> shown) {
    var waiting = waiting(whenGone, at -> command.at(at, call), shown);
    if (!call.command(waiting)) {
      waiting.answered(new CallReply.Overloaded());
    }
    return await(waiting);
  }

  /// For a command that is no letter of its own.
  Waiting waiting(CallReply whenGone) {
    return waiting(
        whenGone,
        _ -> {
          throw new IllegalStateException("nothing to read");
        },
        UnaryOperator.identity());
  }

  private Waiting waiting(
      CallReply whenGone, Function<Instant, CallInput> command, UnaryOperator<CallReply> shown) {
    request.ifPresent(asked -> exchange.repetitions().keep(asked.key()));
    Runnable whenOver =
        () -> request.ifPresent(asked -> exchange.repetitions().release(asked.key()));
    return new Waiting(whenGone, command, new Waiting.Sender(shown, request, whenOver));
  }

  CallReply await(Waiting waiting) {
    return waiting.await(exchange.settings().commandTimeout());
  }
}
