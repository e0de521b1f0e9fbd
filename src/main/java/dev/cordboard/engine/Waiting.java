package dev.cordboard.engine;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.store.RequestRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A command whose sender waits for the answer.
final class Waiting implements Letter {
  private final Function<Instant, CallInput> command;
  private final CallReply whenGone;
  private final UnaryOperator<CallReply> shown;
  private final Optional<RepeatableRequest> request;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile CallReply reply = new CallReply.Overloaded();
  private volatile boolean broken;

  /// @param whenGone the answer when the call is over
  /// @param shown what the sender is told in place of the call's own answer
  /// @param request remembered with the answer
  Waiting(
      CallReply whenGone,
      Function<Instant, CallInput> command,
      UnaryOperator<CallReply> shown,
      Optional<RepeatableRequest> request) {
    this.whenGone = whenGone;
    this.command = command;
    this.shown = shown;
    this.request = request;
  }

  @Override
  public List<CallInput> open(Instant at) {
    return List.of(command.apply(at));
  }

  @Override
  public Optional<RequestRow> request(CallReply answer) {
    return request.map(
        asked -> new RequestRow(asked.key(), asked.memory().apply(shown.apply(answer))));
  }

  @Override
  public void answered(CallReply answer) {
    reply = shown.apply(answer);
    done.countDown();
  }

  @Override
  public void gone() {
    answered(whenGone);
  }

  @Override
  public void broken() {
    broken = true;
    done.countDown();
  }

  /// Waits for the answer; 503 when it takes too long.
  ///
  /// @throws IllegalStateException if a bug ended the call meanwhile
  CallReply await(Duration limit) {
    try {
      if (!done.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        return new CallReply.Overloaded();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new CallReply.Overloaded();
    }
    if (broken) {
      throw new IllegalStateException("the call was ended by a bug, see the log");
    }
    return reply;
  }
}
