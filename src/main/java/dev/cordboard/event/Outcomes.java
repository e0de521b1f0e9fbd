package dev.cordboard.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What became of callbacks that did not simply arrive, for the timelines of the last calls
/// (RULINGS §5.1). In memory: a restart forgets it.
public final class Outcomes {
  private static final int MOST_CALLS = 1_000;
  private static final int MOST_OF_A_CALL = 64;

  private final Map<String, List<Outcome>> byCall = new LinkedHashMap<>();

  /// One callback that was not delivered, or not at once.
  ///
  /// @param what in words for a person: the event, what happened and after how many tries
  public record Outcome(Instant at, String what) {}

  /// The outcomes of a call, oldest first.
  public synchronized List<Outcome> of(String callId) {
    return List.copyOf(byCall.getOrDefault(callId, List.of()));
  }

  /// Keeps one; the call that first had one is forgotten first, as is the oldest of a call.
  synchronized void add(String callId, Outcome outcome) {
    var kept = byCall.computeIfAbsent(callId, _ -> new ArrayList<>());
    kept.add(outcome);
    if (kept.size() > MOST_OF_A_CALL) {
      kept.removeFirst();
    }
    if (byCall.size() > MOST_CALLS) {
      byCall.remove(byCall.keySet().iterator().next());
    }
  }
}
