package dev.cordboard.event.grid;

import java.time.Instant;

/// Makes the `incomingCallContext` of an invitation; implemented in `identity`.
@FunctionalInterface
public interface ContextIssuer {
  /// The opaque string that answer, reject and redirect bring back.
  String issue(String callId, String invitationId, Instant at);
}
