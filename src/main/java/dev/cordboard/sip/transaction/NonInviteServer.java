package dev.cordboard.sip.transaction;

import static dev.cordboard.sip.transaction.Action.Plain.SEND_RESPONSE;
import static dev.cordboard.sip.transaction.Action.Plain.TIMED_OUT;
import static dev.cordboard.sip.transaction.Action.Plain.UNSENDABLE;

import dev.cordboard.sip.transaction.Action.Arm;
import dev.cordboard.sip.transaction.Input.Answer;
import dev.cordboard.sip.transaction.Input.Fired;

/// The non-INVITE server transaction: RFC 3261 §17.2.2 (figure 8) with RFC 4320 (no 100, and no
/// answer when it is too late).
sealed interface NonInviteServer extends TransactionState {
  /// A request has come.
  static Step start(Timers timers) {
    return Step.of(new Trying(), new Arm(Timer.UNANSWERED, timers.giveUp()));
  }

  @Override
  default boolean finished() {
    return this instanceof Completed;
  }

  /// The user has not answered.
  record Trying() implements NonInviteServer {
    @Override
    public Step step(Input input, Timers timers) {
      return switch (input) {
        case Answer answer when answer.provisional() -> Step.of(new Proceeding(), SEND_RESPONSE);
        case Answer _ -> answered(timers);
        case Fired(Timer timer) when timer == Timer.UNANSWERED -> Step.over(TIMED_OUT);
        case Fired _, Input.Plain _ -> Step.of(this);
      };
    }
  }

  /// The user has answered provisionally.
  record Proceeding() implements NonInviteServer {
    @Override
    public Step step(Input input, Timers timers) {
      return switch (input) {
        case Answer answer when answer.provisional() -> Step.of(this, SEND_RESPONSE);
        case Answer _ -> answered(timers);
        case Fired(Timer timer) when timer == Timer.UNANSWERED -> Step.over(TIMED_OUT);
        case Input.Plain plain when plain == Input.Plain.AGAIN -> Step.of(this, SEND_RESPONSE);
        case Input.Plain plain when plain == Input.Plain.UNSENDABLE -> Step.over(UNSENDABLE);
        case Fired _, Input.Plain _ -> Step.of(this);
      };
    }
  }

  /// Answered; the answer is repeated for each retransmitted request, until timer J.
  record Completed() implements NonInviteServer {
    @Override
    public Step step(Input input, Timers timers) {
      return switch (input) {
        case Fired(Timer timer) when timer == Timer.J -> Step.over();
        case Input.Plain plain when plain == Input.Plain.AGAIN -> Step.of(this, SEND_RESPONSE);
        case Input.Plain plain when plain == Input.Plain.UNSENDABLE -> Step.over(UNSENDABLE);
        case Answer _, Fired _, Input.Plain _ -> Step.of(this);
      };
    }
  }

  private static Step answered(Timers timers) {
    return Step.done(new Completed(), SEND_RESPONSE, new Arm(Timer.J, timers.j()));
  }
}
