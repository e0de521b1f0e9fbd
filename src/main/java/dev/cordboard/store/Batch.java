package dev.cordboard.store;

import java.util.List;
import java.util.Optional;

/// What becomes durable together or not at all: a step of a call, or of several calls between which
/// parties change, and what must be remembered of the request that asked for it.
///
/// @param steps each of another call
public record Batch(List<Append> steps, Optional<RequestRow> request) {
  public Batch {
    steps = List.copyOf(steps);
  }

  /// One step that nothing else goes with.
  public static Batch of(Append step) {
    return new Batch(List.of(step), Optional.empty());
  }

  /// Whether somebody waits for it to be durable.
  boolean awaited() {
    return request.isPresent() || steps.stream().anyMatch(Append::awaited);
  }
}
