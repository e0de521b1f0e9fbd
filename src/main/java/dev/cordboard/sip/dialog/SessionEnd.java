package dev.cordboard.sip.dialog;

/// Why a session is over.
public enum SessionEnd {
  /// The other side sent BYE.
  PEER_HUNG_UP,
  /// The caller cancelled before we answered, or sent BYE on the early dialog.
  CALLER_GAVE_UP,
  /// We ended it.
  ENDED_BY_US,
  /// Our 2xx was never acknowledged.
  NEVER_ACKNOWLEDGED,
  /// The other side does not know the session any more, or does not answer.
  PEER_LOST,
  /// The session timer ran out.
  SESSION_EXPIRED
}
