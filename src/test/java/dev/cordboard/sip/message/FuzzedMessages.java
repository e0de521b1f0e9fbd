package dev.cordboard.sip.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.SipLimits;

/// What must hold for all bytes whatever: a result value, whose parts can be asked for; a message
/// that survives being written; an answer that says nothing but what it should.
final class FuzzedMessages {
  private static final SipParser PARSER = new SipParser(SipLimits.defaults());

  /// A written message may be longer than the read one: compact names become long.
  private static final SipParser ROOMY =
      new SipParser(
          new SipLimits(1 << 20, 1 << 20, 1 << 20, 1 << 20, 1_000, 1 << 20, 1_000, 64, 64));

  private FuzzedMessages() {}

  static void check(byte[] bytes) {
    check(PARSER.datagram(bytes.clone()));
    check(PARSER.frame(bytes.clone()));
    check(PARSER.tooLong(bytes.clone()));
  }

  private static void check(Parsed parsed) {
    switch (parsed) {
      case Parsed.KeepAlive _ -> {}
      case Parsed.Message(var message) -> checkMessage(message);
      case Parsed.Malformed malformed -> checkRefusal(malformed);
    }
  }

  private static void checkMessage(SipMessage message) {
    askEverything(message);
    FuzzedTransfers.check(message);
    var again = ROOMY.frame(message.toBytes());
    assertThat(again).isInstanceOf(Parsed.Message.class);
    SameMessage.assertSame(((Parsed.Message) again).message(), message);
    if (message instanceof SipRequest request && !request.is(SipMethod.ACK)) {
      var stamped = request.withTopVia(request.topVia().receivedFrom("192.0.2.1", 5060));
      var answer = ROOMY.frame(stamped.response(500).build().toBytes());
      assertThat(answer).isInstanceOf(Parsed.Message.class);
    }
  }

  /// Answers how much there was, so that nothing asked for is optimised away.
  static int askEverything(SipMessage message) {
    int found = message.hasWildcardContact() ? 1 : 0;
    for (var name : HeaderName.values()) {
      found += message.value(name).map(String::length).orElse(0);
      found += message.number(name).isPresent() ? 1 : 0;
      found += message.tokens(name).size();
      found += message.addresses(name).size();
      found += message.auth(name).size();
    }
    for (var via : message.vias()) {
      found += via.received().map(String::length).orElse(0) + via.rport().orElse(0);
    }
    for (var contact : message.contacts()) {
      found += contact.uri().userName().length() + (int) contact.expiresSeconds().orElse(0);
    }
    return found
        + FuzzedTransfers.askEverything(message)
        + message.contentType().length()
        + message.toString().length();
  }

  private static void checkRefusal(Parsed.Malformed malformed) {
    if (malformed.status() == 0) {
      return;
    }
    var answer = new String(malformed.refusal().toBytes("192.0.2.1", 5060), ISO_8859_1);
    assertThat(answer).startsWith("SIP/2.0 " + malformed.status()).endsWith("\r\n\r\n");
    assertThat(answer.indexOf("\r\n\r\n")).isEqualTo(answer.length() - 4);
    assertThat(answer.replace("\r\n", "")).doesNotContainPattern("[\\x00-\\x08\\x0a-\\x1f\\x7f]");
    assertThat(malformed.reason()).isNotEmpty();
  }
}
