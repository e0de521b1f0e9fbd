package dev.cordboard.sip.transaction;

import dev.cordboard.sip.message.SipResponse;

/// Who has sent a request and waits for its response. Called on the SIP loop.
public interface ClientUser {
  /// A response: provisional ones as they come, then one final one; of an INVITE every 2xx,
  /// retransmitted and forked ones too (RFC 6026).
  void responded(SipResponse response, Hop from);

  /// There will be no response: 408 when nobody answered in time, 503 when it could not be sent
  /// (RFC 3261 §8.1.3.1).
  void gaveUp(int status);
}
