package dev.cordboard.sip.transaction;

import java.util.ArrayList;
import java.util.List;

/// A state of one of the four machines; a value, with its transitions.
///
/// An input that means nothing in a state (it is late, or it crossed with another) leaves the state
/// as it is and does nothing: RFC 3261 §17 draws no arrow for it.
sealed interface TransactionState
    permits InviteClient,
        InviteServer,
        NonInviteClient,
        NonInviteServer,
        TransactionState.Terminated {
  /// What this input makes of it.
  Step step(Input input, Timers timers);

  /// Whether the user has heard the last of it; what is left only absorbs retransmissions.
  boolean finished();

  /// Whether the transaction is over and may be forgotten.
  default boolean terminated() {
    return false;
  }

  /// Over, whichever machine it was.
  record Terminated() implements TransactionState {
    @Override
    public Step step(Input input, Timers timers) {
      return Step.of(this);
    }

    @Override
    public boolean finished() {
      return true;
    }

    @Override
    public boolean terminated() {
      return true;
    }
  }

  /// The state after an input, and what is to be done.
  record Step(TransactionState state, List<Action> actions) {
    static Step of(TransactionState state, Action... actions) {
      return new Step(state, List.of(actions));
    }

    /// Nothing comes after this.
    static Step over(Action... actions) {
      return of(new Terminated(), actions);
    }

    /// Something goes out, and again where the transport may lose it, until `giveUp`: timers A and
    /// B, E and F, G and H.
    static Step sent(
        TransactionState state, Action send, Timer giveUp, Timer again, Timers timers) {
      var end = new Action.Arm(giveUp, timers.giveUp());
      return timers.reliable()
          ? of(state, send, end)
          : of(state, send, end, new Action.Arm(again, timers.t1()));
    }

    /// All is said, and the state only absorbs retransmissions until its timer: D, I, J or K. Over
    /// a transport that brings none that timer is 0, and nothing is left to do.
    static Step done(TransactionState absorbing, Action... actions) {
      var kept = new ArrayList<Action>(actions.length);
      boolean waits = true;
      for (var action : actions) {
        if (action instanceof Action.Arm(_, long millis) && millis == 0) {
          waits = false;
        } else {
          kept.add(action);
        }
      }
      return new Step(waits ? absorbing : new Terminated(), kept);
    }
  }
}
