package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.Header;
import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.SipUri;
import dev.cordboard.sip.transaction.Hop;
import java.util.List;

/// A call to be placed.
///
/// @param target the Request-URI
/// @param parties From and To, without tags, and the Call-ID
/// @param headers what else the INVITE says: Max-Forwards, identity, routes, custom headers
/// @param offer our session description; empty: the other side shall offer
/// @param rights what the called side may have of us
public record InviteOrder(
    SipUri target,
    Hop hop,
    Parties parties,
    List<Header> headers,
    byte[] offer,
    PeerRights rights) {
  public InviteOrder {
    headers = List.copyOf(headers);
  }

  /// From and To, and the Call-ID that joins them.
  public record Parties(NameAddr from, NameAddr to, String callId) {}
}
