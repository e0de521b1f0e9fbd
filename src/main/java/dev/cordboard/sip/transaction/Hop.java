package dev.cordboard.sip.transaction;

import dev.cordboard.sip.message.Via;

/// One peer, by one transport: where a message goes, or where a request came from and its responses
/// go back to.
public interface Hop {
  /// Sends the bytes of one message. When that turns out to be impossible, `failed` runs: later, on
  /// the SIP loop, never from within this call.
  void send(byte[] message, Runnable failed);

  /// Our Via for a request that goes this way.
  Via via(String branch);

  /// Whether the transport itself sees to retransmission.
  boolean reliable();
}
