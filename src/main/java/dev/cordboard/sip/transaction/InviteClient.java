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

/// The INVITE client transaction: RFC 3261 §17.1.1 (figure 5) with the Accepted state of RFC 6026
/// §7.2.
sealed interface InviteClient extends TransactionState {
  /// The INVITE goes out.
  static Step start(Timers timers) {
    return Step.sent(new Calling(timers.t1()), SEND_REQUEST, Timer.B, Timer.A, timers);
  }

  @Override
  default boolean finished() {
    return this instanceof Completed;
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
        case Fired(Timer timer) when timer == Timer.B -> Step.over(TIMED_OUT);
        case Input.Plain plain when plain == Input.Plain.UNSENDABLE -> Step.over(UNSENDABLE);
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
        case Fired(Timer timer) when timer == Timer.CANCELLED -> Step.over(TIMED_OUT);
        case Input.Plain plain when plain == Input.Plain.CANCEL_SENT ->
            Step.of(this, new Arm(Timer.CANCELLED, timers.giveUp()));
        case Input.Plain plain when plain == Input.Plain.UNSENDABLE -> Step.over(UNSENDABLE);
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
        case Fired(Timer timer) when timer == Timer.M -> Step.over();
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
        case Fired(Timer timer) when timer == Timer.D -> Step.over();
        case Input.Plain plain when plain == Input.Plain.UNSENDABLE -> Step.over(UNSENDABLE);
        case Answer _, Fired _, Input.Plain _ -> Step.of(this);
      };
    }
  }

  private static Step answered(Answer answer, Timers timers) {
    if (answer.success()) {
      return Step.of(new Accepted(), new Arm(Timer.M, timers.giveUp()), PASS_UP);
    }
    return Step.done(new Completed(), SEND_ACK, new Arm(Timer.D, timers.d()), PASS_UP);
  }
}
