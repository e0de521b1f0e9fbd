package dev.cordboard.call.machine;

import dev.cordboard.call.CallSnapshot;
import dev.cordboard.call.LegId;
import dev.cordboard.call.LegSnapshot;
import java.util.Map;

/// The whole state of one call; immutable, and equal to what a replay of its journal gives.
public sealed interface CallState permits Conversation {
  /// The call as seen from outside.
  CallSnapshot snapshot();

  /// The legs that stand or call, each with its latest snapshot: what a restart has to restore or
  /// to hang up.
  Map<LegId, LegSnapshot> legs();
}
