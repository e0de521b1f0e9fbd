package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipMessage;

/// What the other side can do, as its latest Allow tells (RFC 3261 §20.5): of the methods that we
/// have two ways to do without.
record PeerMethods(boolean update, boolean refer) {
  static final PeerMethods UNKNOWN = new PeerMethods(false, false);

  /// After this message.
  PeerMethods heard(SipMessage message) {
    if (!message.has(HeaderName.ALLOW)) {
      return this;
    }
    var allowed = message.tokens(HeaderName.ALLOW);
    return new PeerMethods(allowed.contains("UPDATE"), allowed.contains("REFER"));
  }
}
