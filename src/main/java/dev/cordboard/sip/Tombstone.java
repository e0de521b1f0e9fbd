package dev.cordboard.sip;

import dev.cordboard.sip.message.CSeq;
import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.SipMessage;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.message.SipUri;
import dev.cordboard.sip.message.Via;

/// Stands for the message of a packet that only its bytes are kept of: belongs to no transaction.
final class Tombstone {
  static final SipMessage MESSAGE =
      SipResponse.builder(200)
          .pushVia(Via.of("UDP", "invalid", 9, "none"))
          .from(NameAddr.of(SipUri.of("nobody", "invalid", -1)))
          .to(NameAddr.of(SipUri.of("nobody", "invalid", -1)))
          .callId("none")
          .cSeq(new CSeq(0, SipMethod.OPTIONS))
          .build();

  private Tombstone() {}
}
