package dev.cordboard.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Calls that are gone while the store does not know yet: it could not be written. Thread-safe.
final class Orphans {
  private final Set<String> callIds = ConcurrentHashMap.newKeySet();

  void add(String callId) {
    callIds.add(callId);
  }

  boolean isEmpty() {
    return callIds.isEmpty();
  }

  boolean remove(String callId) {
    return callIds.remove(callId);
  }

  Set<String> all() {
    return Set.copyOf(callIds);
  }
}
