package dev.cordboard.sip.message;

import dev.cordboard.config.SipLimits;
import java.util.Arrays;

/// Reads messages out of bytes. Total: whatever the bytes are, the result is a value, at a cost
/// that the limits bound.
///
/// Framing and what the stack routes on is read strictly: line ends, start line, Via, From, To,
/// Call-ID, CSeq, Contact, Route, numbers. What people read (Date, display names, reason phrases)
/// is taken as it comes.
public final class SipParser {
  private final SipLimits limits;

  public SipParser(SipLimits limits) {
    this.limits = limits;
  }

  /// Reads one datagram. What follows the body is ignored; without Content-Length the body is the
  /// rest (RFC 3261 §18.3).
  ///
  /// @param bytes belong to the result from now on: the caller must not touch them again
  public Parsed datagram(byte[] bytes) {
    if (bytes.length > limits.datagramBytes()) {
      var head = Arrays.copyOf(bytes, limits.datagramBytes());
      return new MessageReader(head, limits, false).refuse(513, "datagram too long");
    }
    return new MessageReader(bytes, limits, false).read();
  }

  /// Reads one message that a framer cut out of a stream; Content-Length must fit exactly.
  ///
  /// @param bytes belong to the result from now on: the caller must not touch them again
  public Parsed frame(byte[] bytes) {
    return new MessageReader(bytes, limits, true).read();
  }

  /// Refuses what a framer gave up on: a head or a body beyond its limit.
  ///
  /// @param head what there is of the message; belongs to the result from now on
  public Parsed.Malformed tooLong(byte[] head) {
    return new MessageReader(head, limits, true).refuse(513, "message too long");
  }
}
