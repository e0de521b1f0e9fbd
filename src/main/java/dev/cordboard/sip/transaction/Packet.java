package dev.cordboard.sip.transaction;

import dev.cordboard.sip.message.SipMessage;
import dev.cordboard.sip.message.SipRequest;

/// One message ready for the wire, to be sent once or again.
public interface Packet {
  /// What it says.
  SipMessage message();

  /// Whether the transport that it takes sees to retransmission itself.
  boolean reliable();

  /// Sends it, never blocking. That it could not be sent comes later, as
  /// [TransactionLayer#undelivered].
  void send();

  /// Another request that takes exactly the same way, with the Via that it has: ACK and CANCEL.
  Packet sibling(SipRequest request);

  /// The same to send, without the message: what a finished transaction keeps.
  Packet stripped();
}
