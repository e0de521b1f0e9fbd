package dev.cordboard.sip.transport;

import dev.cordboard.sip.message.CSeq;
import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipUri;

/// Requests for tests.
final class TestRequests {
  private TestRequests() {}

  static SipRequest.Builder options(String uri) {
    var target = SipUri.parse(uri).orElseThrow();
    return SipRequest.builder(SipMethod.OPTIONS, target)
        .from(NameAddr.of(SipUri.of("us", "127.0.0.1", 5060)).withTag("1"))
        .to(NameAddr.of(target))
        .callId("c1")
        .cSeq(new CSeq(1, SipMethod.OPTIONS))
        .maxForwards(70);
  }
}
