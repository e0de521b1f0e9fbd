package dev.cordboard.sip.transaction;

import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;

/// One peer, by one transport: where a message goes, or where a request came from and its responses
/// go back to.
public interface Hop {
  /// A request made ready: with our Via on top, and over another transport when it is too long for
  /// this one.
  Packet request(SipRequest.Builder request, String branch);

  /// The same over this very transport, however long: when the other one turned out not to work
  /// (RFC 3261 §18.1.1).
  Packet requestAsIs(SipRequest.Builder request, String branch);

  /// A response made ready for the way back.
  Packet response(SipResponse response);

  /// This hop as it turned out to be, once something has come from there by another one: what we
  /// know of this hop stays known when both are the same peer.
  Hop answeredBy(Hop source);

  /// Whether responses that go this way need no retransmission.
  boolean reliable();
}
