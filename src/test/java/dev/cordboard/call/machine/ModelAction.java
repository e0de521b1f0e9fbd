package dev.cordboard.call.machine;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.LegId;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.time.Instant;
import java.util.List;

/// One thing that happens in a world of several calls. An action names legs, connections and
/// invitations, not calls: which call it reaches shows when it is played, so that a sequence stays
/// meaningful when others are dropped from it.
sealed interface ModelAction {
  /// A call begins.
  record Open(CallInput first) implements ModelAction {}

  /// Something reaches the call that has what it names, else the call of this name.
  record Play(CallInput input, String elseCall) implements ModelAction {}

  /// An application moves participants from one of its calls to another.
  record Move(
      Instant at,
      String fromConnection,
      List<CommunicationIdentifier> participants,
      Operation operation)
      implements ModelAction {}

  /// A phone brings the others of two calls together.
  record Seat(Instant at, LegId referrer, LegId seat) implements ModelAction {}

  /// The server stops: every call is told, and told once more when it is over.
  record Stop(Instant at) implements ModelAction {}
}
