package dev.cordboard.sip.transaction;

import static dev.cordboard.sip.transaction.Action.Plain.PASS_UP;
import static dev.cordboard.sip.transaction.Action.Plain.SEND_REQUEST;
import static dev.cordboard.sip.transaction.Action.Plain.TIMED_OUT;
import static dev.cordboard.sip.transaction.Action.Plain.UNSENDABLE;

import dev.cordboard.sip.transaction.Action.Arm;
import dev.cordboard.sip.transaction.Input.Answer;
import dev.cordboard.sip.transaction.Input.Fired;

/// The non-INVITE client transaction: RFC 3261 §17.1.2 (figure 6).
sealed interface NonInviteClient extends TransactionState {
  /// The request goes out.
  static Step start(Timers timers) {
    return Step.sent(new Trying(timers.t1()), SEND_REQUEST, Timer.F, Timer.E, timers);
  }

  @Override
  default boolean finished() {
    return this instanceof Completed;
  }

  /// Nothing was heard yet.
  ///
  /// @param interval the running interval of timer E
  record Trying(long interval) implements NonInviteClient {
    @Override
    public Step step(Input input, Timers timers) {
      return switch (input) {
        case Answer answer when answer.provisional() -> Step.of(new Proceeding(), PASS_UP);
        case Answer _ -> answered(timers);
        case Fired(Timer timer) when timer == Timer.E -> {
          long next = timers.next(interval);
          yield Step.of(new Trying(next), SEND_REQUEST, new Arm(Timer.E, next));
        }
        case Fired(Timer timer) when timer == Timer.F -> Step.over(TIMED_OUT);
        case Input.Plain plain when plain == Input.Plain.UNSENDABLE -> Step.over(UNSENDABLE);
        case Fired _, Input.Plain _ -> Step.of(this);
      };
    }
  }

  /// A provisional response came: retransmission goes on, every T2.
  record Proceeding() implements NonInviteClient {
    @Override
    public Step step(Input input, Timers timers) {
      return switch (input) {
        case Answer answer when answer.provisional() -> Step.of(this, PASS_UP);
        case Answer _ -> answered(timers);
        case Fired(Timer timer) when timer == Timer.E ->
            Step.of(this, SEND_REQUEST, new Arm(Timer.E, timers.t2()));
        case Fired(Timer timer) when timer == Timer.F -> Step.over(TIMED_OUT);
        case Input.Plain plain when plain == Input.Plain.UNSENDABLE -> Step.over(UNSENDABLE);
        case Fired _, Input.Plain _ -> Step.of(this);
      };
    }
  }

  /// The response came; retransmitted ones are absorbed until timer K.
  record Completed() implements NonInviteClient {
    @Override
    public Step step(Input input, Timers timers) {
      return switch (input) {
        case Fired(Timer timer) when timer == Timer.K -> Step.over();
        case Answer _, Fired _, Input.Plain _ -> Step.of(this);
      };
    }
  }

  private static Step answered(Timers timers) {
    return Step.done(new Completed(), new Arm(Timer.K, timers.quiet()), PASS_UP);
  }
}
