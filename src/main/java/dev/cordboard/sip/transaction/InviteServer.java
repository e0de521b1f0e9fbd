package dev.cordboard.sip.transaction;

import static dev.cordboard.sip.transaction.Action.Plain.PASS_UP;
import static dev.cordboard.sip.transaction.Action.Plain.SEND_RESPONSE;
import static dev.cordboard.sip.transaction.Action.Plain.SEND_TIMEOUT;
import static dev.cordboard.sip.transaction.Action.Plain.SEND_TRYING;
import static dev.cordboard.sip.transaction.Action.Plain.TIMED_OUT;
import static dev.cordboard.sip.transaction.Action.Plain.UNSENDABLE;

import dev.cordboard.sip.transaction.Action.Arm;
import dev.cordboard.sip.transaction.Input.Answer;
import dev.cordboard.sip.transaction.Input.Fired;

/// The INVITE server transaction: RFC 3261 §17.2.1 (figure 7) with the Accepted state of RFC 6026
/// §7.1.
sealed interface InviteServer extends TransactionState {
  /// An INVITE has come.
  static Step start(Timers timers) {
    var limit = new Arm(Timer.C, timers.c());
    return timers.trying() == 0
        ? Step.of(new Proceeding(true), SEND_TRYING, limit)
        : Step.of(new Proceeding(false), new Arm(Timer.TRYING, timers.trying()), limit);
  }

  @Override
  default boolean finished() {
    return !(this instanceof Proceeding);
  }

  /// No final response yet.
  ///
  /// @param heard whether the caller was sent any provisional response
  record Proceeding(boolean heard) implements InviteServer {
    @Override
    public Step step(Input input, Timers timers) {
      return switch (input) {
        case Answer answer when answer.provisional() ->
            Step.of(new Proceeding(true), SEND_RESPONSE);
        case Answer answer when answer.success() ->
            Step.of(new Accepted(), SEND_RESPONSE, new Arm(Timer.L, timers.giveUp()));
        case Answer _ -> refuse(SEND_RESPONSE, timers);
        case Fired(Timer timer) when timer == Timer.TRYING && !heard ->
            Step.of(new Proceeding(true), SEND_TRYING);
        case Fired(Timer timer) when timer == Timer.C -> refuse(SEND_TIMEOUT, timers);
        case Input.Plain plain when plain == Input.Plain.AGAIN && heard ->
            Step.of(this, SEND_RESPONSE);
        case Input.Plain plain when plain == Input.Plain.UNSENDABLE -> Step.over(UNSENDABLE);
        case Fired _, Input.Plain _ -> Step.of(this);
      };
    }
  }

  /// RFC 6026: a 2xx went out. The user repeats it until the ACK; retransmitted INVITEs are
  /// absorbed until timer L.
  record Accepted() implements InviteServer {
    @Override
    public Step step(Input input, Timers timers) {
      return switch (input) {
        case Answer answer when answer.success() -> Step.of(this, SEND_RESPONSE);
        case Fired(Timer timer) when timer == Timer.L -> Step.over();
        // Only a peer that reuses the INVITE's branch for the ACK of a 2xx comes here (§8.1.1.7).
        case Input.Plain plain when plain == Input.Plain.ACK -> Step.of(this, PASS_UP);
        // RFC 6026 §7.1: stays, so that a retransmitted INVITE starts no second call.
        case Input.Plain plain when plain == Input.Plain.UNSENDABLE -> Step.of(this, UNSENDABLE);
        case Answer _, Fired _, Input.Plain _ -> Step.of(this);
      };
    }
  }

  /// A refusal went out; it is repeated until the ACK comes.
  ///
  /// @param interval the running interval of timer G
  record Completed(long interval) implements InviteServer {
    @Override
    public Step step(Input input, Timers timers) {
      return switch (input) {
        case Fired(Timer timer) when timer == Timer.G -> {
          long next = timers.next(interval);
          yield Step.of(new Completed(next), SEND_RESPONSE, new Arm(Timer.G, next));
        }
        case Fired(Timer timer) when timer == Timer.H -> Step.over(TIMED_OUT);
        case Input.Plain plain when plain == Input.Plain.AGAIN -> Step.of(this, SEND_RESPONSE);
        case Input.Plain plain when plain == Input.Plain.ACK -> confirmed(timers);
        case Input.Plain plain when plain == Input.Plain.UNSENDABLE -> Step.over(UNSENDABLE);
        case Answer _, Fired _, Input.Plain _ -> Step.of(this);
      };
    }

    private static Step confirmed(Timers timers) {
      return Step.done(new Confirmed(), new Arm(Timer.I, timers.quiet()));
    }
  }

  /// The refusal was acknowledged; retransmitted ACKs are absorbed until timer I.
  record Confirmed() implements InviteServer {
    @Override
    public Step step(Input input, Timers timers) {
      return switch (input) {
        case Fired(Timer timer) when timer == Timer.I -> Step.over();
        case Answer _, Fired _, Input.Plain _ -> Step.of(this);
      };
    }
  }

  private static Step refuse(Action send, Timers timers) {
    return Step.sent(new Completed(timers.t1()), send, Timer.H, Timer.G, timers);
  }
}
