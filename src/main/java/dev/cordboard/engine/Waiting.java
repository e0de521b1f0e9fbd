package dev.cordboard.engine;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A command whose sender waits for the answer.
final class Waiting implements Letter {
  private final Function<Instant, CallInput> command;
  private final CallReply whenGone;
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile CallReply reply = new CallReply.Overloaded();
  private volatile boolean broken;

  /// @param whenGone the answer when the call is over
  Waiting(CallReply whenGone, Function<Instant, CallInput> command) {
    this.whenGone = whenGone;
    this.command = command;
  }

  @Override
  public List<CallInput> open(Instant at) {
    return List.of(command.apply(at));
  }

  @Override
  public void answered(CallReply answer) {
    reply = answer;
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
