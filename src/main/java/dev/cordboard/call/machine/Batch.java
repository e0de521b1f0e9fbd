package dev.cordboard.call.machine;

import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.List;

/// Several who were added at once and of whom some still ring: their operation has one outcome.
///
/// @param name the invitation of the first
/// @param ringing how many are neither in nor lost yet
/// @param failed those who were lost, in that order
record Batch(
    String name,
    Operation operation,
    int ringing,
    List<CommunicationIdentifier> joined,
    List<CommunicationIdentifier> failed) {
  Batch {
    joined = List.copyOf(joined);
    failed = List.copyOf(failed);
  }

  static Batch of(String name, Operation operation, int size) {
    return new Batch(name, operation, size, List.of(), List.of());
  }

  boolean isSettled() {
    return ringing == 0;
  }

  Batch withJoined(CommunicationIdentifier somebody) {
    return new Batch(name, operation, ringing - 1, Lists.plus(joined, somebody), failed);
  }

  Batch withFailed(CommunicationIdentifier somebody) {
    return new Batch(name, operation, ringing - 1, joined, Lists.plus(failed, somebody));
  }
}
