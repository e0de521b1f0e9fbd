package dev.cordboard.sip;

/// Why a leg is over.
///
/// @param cause who or what ended it
/// @param reason the Reason header of the BYE or CANCEL, may be empty
public record LegEnd(Cause cause, String reason) {
  /// Who or what ended a leg.
  public enum Cause {
    /// The other side sent BYE.
    PEER_HUNG_UP,
    /// The caller gave up before we answered (CANCEL, or BYE on the early dialog).
    CALLER_GAVE_UP,
    /// We ended it: BYE, or a final refusal of an incoming call.
    ENDED_BY_US,
    /// Our 200 was never acknowledged (RFC 3261 §13.3.1.4).
    NEVER_ACKNOWLEDGED,
    /// The other side is gone: a request inside the dialog got 408, 481 or no answer at all.
    PEER_LOST,
    /// The session timer ran out (RFC 4028).
    SESSION_EXPIRED
  }

  /// An end without a Reason header.
  public static LegEnd of(Cause cause) {
    return new LegEnd(cause, "");
  }
}
