package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallReply;
import java.util.List;
import java.util.Optional;

/// What one input did: the new state, what to do, and, for a command and for the halves of a seat's
/// exchange, what to answer.
public record Step(CallState state, List<CallEffect> effects, Optional<CallReply> reply) {
  public Step {
    effects = List.copyOf(effects);
  }

  /// Whether the call would have none of it: nothing changed.
  public boolean isRefused() {
    return reply.orElse(null) instanceof CallReply.Refused;
  }
}
