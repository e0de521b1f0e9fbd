package dev.cordboard.sip.dialog;

import java.util.Optional;

/// What a Replaces leads to (RFC 3891 §3).
public sealed interface Replacement {
  /// A session whose place may be taken, or none because none is asked for.
  ///
  /// @param user who has it
  record Found(Optional<SessionUser> user) implements Replacement {}

  /// Nothing that may be replaced; the INVITE is answered with this.
  record Refused(int status) implements Replacement {}
}
