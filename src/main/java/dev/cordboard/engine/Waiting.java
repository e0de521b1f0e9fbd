package dev.cordboard.engine;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.engine.mailbox.Letter;
import dev.cordboard.engine.repeat.RepeatableRequest;
import dev.cordboard.store.RequestRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A command whose sender waits for the answer.
final class Waiting implements Letter {
  private final Function<Instant, CallInput> command;
  private final CallReply whenGone;
  private final Sender sender;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile CallReply reply = new CallReply.Overloaded();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean broken;

  /// Who waits.
  ///
  /// @param shown what the sender is told in place of the call's own answer
  /// @param request remembered with the answer
  /// @param whenOver run once, when it is known what the command came to; the sender may be gone by
  ///   then
  record Sender(
      UnaryOperator<CallReply> shown, Optional<RepeatableRequest> request, Runnable whenOver) {}

  /// @param whenGone the answer when the call is over
  Waiting(CallReply whenGone, Function<Instant, CallInput> command, Sender sender) {
    this.whenGone = whenGone;
    this.command = command;
    this.sender = sender;
  }

  @Override
  public List<CallInput> open(Instant at) {
    return List.of(command.apply(at));
  }

  @Override
  public Optional<RequestRow> request(CallReply answer) {
    return sender
        .request()
        .map(
            asked ->
                new RequestRow(asked.key(), asked.memory().apply(sender.shown().apply(answer))));
  }

  @Override
  public void answered(CallReply answer) {
    reply = sender.shown().apply(answer);
    end();
  }

  @Override
  public void gone() {
    answered(whenGone);
  }

  @Override
  public void broken() {
    broken = true;
    end();
  }

  private void end() {
    done.countDown();
    if (over.compareAndSet(false, true)) {
      sender.whenOver().run();
    }
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
