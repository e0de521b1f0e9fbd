package dev.cordboard.sip.message;

/// What bytes from the network turned out to be.
public sealed interface Parsed {
  /// A message that is sound in everything the stack routes on.
  record Message(SipMessage message) implements Parsed {}

  /// Bytes that only keep a path through a NAT open (RFC 5626 §3.5.1).
  record KeepAlive() implements Parsed {}

  /// Something else.
  ///
  /// @param reason for counters and people; holds nothing that the peer chose
  /// @param framingLost whether it is in doubt where this message ends, so that a stream cannot be
  ///   followed any further
  /// @param refusal how to answer without any state, if at all
  record Malformed(String reason, boolean framingLost, Refusal refusal) implements Parsed {
    /// The status to answer; 0 when nothing is answered: a response, an ACK, or no SIP at all.
    public int status() {
      return refusal.status();
    }
  }
}
