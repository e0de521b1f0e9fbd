package dev.cordboard.sip.transaction;

import static dev.cordboard.sip.transaction.Action.Plain.PASS_UP;
import static dev.cordboard.sip.transaction.Action.Plain.SEND_REQUEST;
import static dev.cordboard.sip.transaction.Action.Plain.TIMED_OUT;
import static dev.cordboard.sip.transaction.Action.Plain.UNSENDABLE;

import dev.cordboard.sip.transaction.Action.Arm;
import dev.cordboard.sip.transaction.Input.Answer;
import dev.cordboard.sip.transaction.Input.Fired;
import java.util.ArrayList;
import java.util.List;

/// The non-INVITE client transaction: RFC 3261 §17.1.2 (figure 6).
sealed interface NonInviteClient extends TransactionState {
  /// The request goes out.
  static Step start(Timers timers) {
    var actions = new ArrayList<Action>(4);
    actions.add(SEND_REQUEST);
    actions.add(new Arm(Timer.F, timers.giveUp()));
    if (!timers.reliable()) {
      actions.add(new Arm(Timer.E, timers.t1()));
    }
    return new Step(new Trying(timers.t1()), actions);
  }

  @Override
  default boolean finished() {
    return this instanceof Completed || terminated();
  }

  @Override
  default boolean terminated() {
    return this instanceof Terminated;
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
        case Fired(Timer timer) when timer == Timer.F -> Step.of(new Terminated(), TIMED_OUT);
        case Input.Plain plain when plain == Input.Plain.UNSENDABLE ->
            Step.of(new Terminated(), UNSENDABLE);
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
        case Fired(Timer timer) when timer == Timer.F -> Step.of(new Terminated(), TIMED_OUT);
        case Input.Plain plain when plain == Input.Plain.UNSENDABLE ->
            Step.of(new Terminated(), UNSENDABLE);
        case Fired _, Input.Plain _ -> Step.of(this);
      };
    }
  }

  /// The response came; retransmitted ones are absorbed until timer K.
  record Completed() implements NonInviteClient {
    @Override
    public Step step(Input input, Timers timers) {
      return switch (input) {
        case Fired(Timer timer) when timer == Timer.K -> Step.of(new Terminated());
        case Answer _, Fired _, Input.Plain _ -> Step.of(this);
      };
    }
  }

  /// Over.
  record Terminated() implements NonInviteClient {
    @Override
    public Step step(Input input, Timers timers) {
      return new Step(this, List.of());
    }
  }

  private static Step answered(Timers timers) {
    return timers.quiet() == 0
        ? Step.of(new Terminated(), PASS_UP)
        : Step.of(new Completed(), new Arm(Timer.K, timers.quiet()), PASS_UP);
  }
}
