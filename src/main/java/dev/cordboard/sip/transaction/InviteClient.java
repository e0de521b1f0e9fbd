package dev.cordboard.sip.transaction;

import static dev.cordboard.sip.transaction.Action.Plain.PASS_UP;
import static dev.cordboard.sip.transaction.Action.Plain.SEND_ACK;
import static dev.cordboard.sip.transaction.Action.Plain.SEND_CANCEL;
import static dev.cordboard.sip.transaction.Action.Plain.SEND_REQUEST;
import static dev.cordboard.sip.transaction.Action.Plain.TIMED_OUT;
import static dev.cordboard.sip.transaction.Action.Plain.UNSENDABLE;

import dev.cordboard.sip.transaction.Action.Arm;
import dev.cordboard.sip.transaction.Input.Answer;
import dev.cordboard.sip.transaction.Input.Fired;
import java.util.ArrayList;
import java.util.List;

/// The INVITE client transaction: RFC 3261 §17.1.1 (figure 5) with the Accepted state of RFC 6026
/// §7.2.
sealed interface InviteClient extends TransactionState {
  /// The INVITE goes out.
  static Step start(Timers timers) {
    var actions = new ArrayList<Action>(4);
    actions.add(SEND_REQUEST);
    actions.add(new Arm(Timer.B, timers.giveUp()));
    if (!timers.reliable()) {
      actions.add(new Arm(Timer.A, timers.t1()));
    }
    return new Step(new Calling(timers.t1()), actions);
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
  /// @param interval the running interval of timer A
  record Calling(long interval) implements InviteClient {
    @Override
    public Step step(Input input, Timers timers) {
      return switch (input) {
        case Answer answer when answer.provisional() ->
            Step.of(new Proceeding(), new Arm(Timer.C, timers.c()), PASS_UP);
        case Answer answer -> answered(answer, timers);
        case Fired(Timer timer) when timer == Timer.A -> again();
        case Fired(Timer timer) when timer == Timer.B -> Step.of(new Terminated(), TIMED_OUT);
        case Input.Plain plain when plain == Input.Plain.UNSENDABLE ->
            Step.of(new Terminated(), UNSENDABLE);
        // A CANCEL waits for the first provisional response (§9.1), so none is out yet.
        case Fired _, Input.Plain _ -> Step.of(this);
      };
    }

    // Timer A doubles without the bound of T2 (§17.1.1.2).
    private Step again() {
      return Step.of(new Calling(2 * interval), SEND_REQUEST, new Arm(Timer.A, 2 * interval));
    }
  }

  /// It rings, or somebody works on it.
  record Proceeding() implements InviteClient {
    @Override
    public Step step(Input input, Timers timers) {
      return switch (input) {
        case Answer answer when answer.provisional() -> Step.of(this, PASS_UP);
        case Answer answer -> answered(answer, timers);
        case Fired(Timer timer) when timer == Timer.C -> Step.of(this, SEND_CANCEL);
        case Fired(Timer timer) when timer == Timer.CANCELLED ->
            Step.of(new Terminated(), TIMED_OUT);
        case Input.Plain plain when plain == Input.Plain.CANCEL_SENT ->
            Step.of(this, new Arm(Timer.CANCELLED, timers.giveUp()));
        case Input.Plain plain when plain == Input.Plain.UNSENDABLE ->
            Step.of(new Terminated(), UNSENDABLE);
        case Fired _, Input.Plain _ -> Step.of(this);
      };
    }
  }

  /// RFC 6026: a 2xx came; retransmitted and forked ones go up too, until timer M.
  record Accepted() implements InviteClient {
    @Override
    public Step step(Input input, Timers timers) {
      return switch (input) {
        case Answer answer when answer.success() -> Step.of(this, PASS_UP);
        case Fired(Timer timer) when timer == Timer.M -> Step.of(new Terminated());
        case Answer _, Fired _, Input.Plain _ -> Step.of(this);
      };
    }
  }

  /// A refusal came; the ACK is repeated for each retransmission of it, until timer D.
  record Completed() implements InviteClient {
    @Override
    public Step step(Input input, Timers timers) {
      return switch (input) {
        case Answer answer when answer.status() >= 300 -> Step.of(this, SEND_ACK);
        case Fired(Timer timer) when timer == Timer.D -> Step.of(new Terminated());
        case Input.Plain plain when plain == Input.Plain.UNSENDABLE ->
            Step.of(new Terminated(), UNSENDABLE);
        case Answer _, Fired _, Input.Plain _ -> Step.of(this);
      };
    }
  }

  /// Over.
  record Terminated() implements InviteClient {
    @Override
    public Step step(Input input, Timers timers) {
      return new Step(this, List.of());
    }
  }

  private static Step answered(Answer answer, Timers timers) {
    if (answer.success()) {
      return Step.of(new Accepted(), new Arm(Timer.M, timers.giveUp()), PASS_UP);
    }
    return timers.d() == 0
        ? Step.of(new Terminated(), SEND_ACK, PASS_UP)
        : Step.of(new Completed(), SEND_ACK, new Arm(Timer.D, timers.d()), PASS_UP);
  }
}
