package dev.cordboard.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.SipLimits;

/// Sound messages to start from, and ways to read them.
final class Samples {
  private static final SipParser PARSER = new SipParser(SipLimits.defaults());

  static final String INVITE =
      wire(
          """
          INVITE sip:+14255550100@192.0.2.1;user=phone SIP/2.0
          Via: SIP/2.0/UDP 192.0.2.9:5061;rport;branch=z9hG4bK74bf9
          Max-Forwards: 70
          From: "Alice" <sip:alice@example.com>;tag=9fxced76sl
          To: <sip:+14255550100@192.0.2.1>
          Call-ID: 3848276298220188511@192.0.2.9
          CSeq: 2 INVITE
          Contact: <sip:alice@192.0.2.9:5061;transport=udp>
          Allow: INVITE, ACK, CANCEL, BYE, OPTIONS
          Supported: 100rel, timer
          User-Agent: Phone/1.0
          Content-Type: application/sdp
          Content-Length: 3

          v=0
          """);

  static final String OK =
      wire(
          """
          SIP/2.0 200 OK
          Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK77;received=192.0.2.1
          From: <sip:a@192.0.2.1>;tag=1
          To: <sip:b@192.0.2.9>;tag=2
          Call-ID: c1
          CSeq: 7 INVITE
          Contact: <sip:b@192.0.2.9>
          Content-Length: 0

          """);

  private Samples() {}

  /// Lines as they go over the wire; the body of a sample is one word without a line end.
  static String wire(String text) {
    var wire = text.replace("\n", "\r\n");
    return wire.endsWith("\r\n\r\n") ? wire : wire.substring(0, wire.length() - 2);
  }

  /// The INVITE with one line replaced, by its start.
  static String inviteWith(String lineStart, String replacement) {
    int from = INVITE.indexOf(lineStart);
    assertThat(from).as(lineStart).isNotNegative();
    int to = INVITE.indexOf("\r\n", from);
    return INVITE.substring(0, from) + replacement + INVITE.substring(to);
  }

  /// The INVITE with more lines before its last header field.
  static String inviteAnd(String lines) {
    return INVITE.replace("User-Agent:", lines.replace("\n", "\r\n") + "\r\nUser-Agent:");
  }

  static Parsed parse(String message) {
    return PARSER.datagram(message.getBytes(UTF_8));
  }

  static SipMessage message(String message) {
    var parsed = parse(message);
    assertThat(parsed).isInstanceOf(Parsed.Message.class);
    return ((Parsed.Message) parsed).message();
  }

  static SipRequest request(String message) {
    return (SipRequest) message(message);
  }

  static Parsed.Malformed malformed(String message) {
    var parsed = parse(message);
    assertThat(parsed).isInstanceOf(Parsed.Malformed.class);
    return (Parsed.Malformed) parsed;
  }
}
