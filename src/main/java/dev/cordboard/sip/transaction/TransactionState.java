package dev.cordboard.sip.transaction;

import java.util.List;

/// A state of one of the four machines; a value, with its transitions.
///
/// An input that means nothing in a state (it is late, or it crossed with another) leaves the state
/// as it is and does nothing: RFC 3261 §17 draws no arrow for it.
sealed interface TransactionState
    permits InviteClient, InviteServer, NonInviteClient, NonInviteServer {
  /// What this input makes of it.
  Step step(Input input, Timers timers);

  /// Whether the user has heard the last of it; what is left only absorbs retransmissions.
  boolean finished();

  /// Whether the transaction is over and may be forgotten.
  boolean terminated();

  /// The state after an input, and what is to be done.
  record Step(TransactionState state, List<Action> actions) {
    static Step of(TransactionState state, Action... actions) {
      return new Step(state, List.of(actions));
    }
  }
}
