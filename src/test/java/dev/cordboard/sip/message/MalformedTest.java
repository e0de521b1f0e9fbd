package dev.cordboard.sip.message;

import static dev.cordboard.sip.message.Samples.INVITE;
import static dev.cordboard.sip.message.Samples.OK;
import static dev.cordboard.sip.message.Samples.inviteAnd;
import static dev.cordboard.sip.message.Samples.inviteWith;
import static dev.cordboard.sip.message.Samples.malformed;
import static dev.cordboard.sip.message.Samples.message;
import static dev.cordboard.sip.message.Samples.parse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.SipLimits;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A message of our own for each class of fault, with what it is answered.
class MalformedTest {
  static Stream<Arguments> faults() {
    return Stream.of(startLines(), fields(), framing()).flatMap(each -> each);
  }

  private static Stream<Arguments> startLines() {
    return Stream.of(
        fault("version", 505, INVITE.replace("SIP/2.0\r\nVia", "SIP/7.0\r\nVia")),
        fault("no version", 0, INVITE.replaceFirst(" SIP/2.0", "")),
        fault("two spaces before the URI", 400, INVITE.replaceFirst(" sip:", "  sip:")),
        fault("two spaces after the URI", 400, INVITE.replaceFirst(" SIP/2.0", "  SIP/2.0")),
        fault("space at the end", 400, INVITE.replaceFirst("SIP/2.0\r", "SIP/2.0 \r")),
        fault("space in the URI", 400, INVITE.replaceFirst(";user", "; user")),
        fault("brackets around the URI", 400, INVITE.replaceFirst("sip:(\\S+)", "<sip:$1>")),
        fault("headers in the URI", 400, INVITE.replaceFirst(" SIP/2.0", "?Route=%3Ca%3E SIP/2.0")),
        fault("unknown scheme", 416, INVITE.replaceFirst("sip:", "nobody-knows:")),
        fault("another scheme", 416, INVITE.replaceFirst("sip:", "soap.beep:")),
        fault("IPv6 without brackets", 400, INVITE.replaceFirst("@192.0.2.1", "@2001:db8::10")),
        fault("broken escape", 400, INVITE.replaceFirst("sip:\\+", "sip:%4x")),
        fault("port out of range", 400, INVITE.replaceFirst("192.0.2.1;", "192.0.2.1:65536;")),
        fault("URI too long", 414, INVITE.replaceFirst("sip:\\+", "sip:" + "a".repeat(1_100))),
        fault("too many URI parameters", 414, INVITE.replaceFirst(";user", ";a".repeat(70) + ";u")),
        fault("method is no token", 400, INVITE.replace("INVITE sip", "INV@ITE sip")));
  }

  private static Stream<Arguments> fields() {
    return Stream.of(
        fault("no Via", 0, INVITE.replace("Via: ", "X-Via: ")),
        fault("no From", 400, INVITE.replace("From: ", "X-From: ")),
        fault("no To", 400, INVITE.replace("To: ", "X-To: ")),
        fault("no Call-ID", 400, INVITE.replace("Call-ID: ", "X-Call-ID: ")),
        fault("no CSeq", 400, INVITE.replace("CSeq: ", "X-CSeq: ")),
        fault("CSeq of another method", 400, INVITE.replace("2 INVITE", "2 OPTIONS")),
        fault("CSeq too large", 400, INVITE.replace("CSeq: 2", "CSeq: 2147483648")),
        fault("CSeq negative", 400, INVITE.replace("CSeq: 2", "CSeq: -2")),
        fault("CSeq without method", 400, INVITE.replace("CSeq: 2 INVITE", "CSeq: 2")),
        fault("Max-Forwards too large", 400, INVITE.replace("Forwards: 70", "Forwards: 256")),
        fault("Max-Forwards no number", 400, INVITE.replace("Forwards: 70", "Forwards: many")),
        fault("Expires too large", 400, inviteAnd("Expires: 4294967296")),
        fault("empty Via parameters", 400, INVITE.replace(";rport", ";;rport")),
        fault("Via of another version", 400, INVITE.replace("SIP/2.0/UDP", "SIP/3.0/UDP")),
        fault("Via without host", 400, INVITE.replace("UDP 192.0.2.9:5061", "UDP ")),
        fault("two From", 400, inviteAnd("From: <sip:b@c>;tag=3")),
        fault("two To", 400, inviteAnd("t: <sip:b@c>")),
        fault("two Call-ID", 400, inviteAnd("i: other")),
        fault("two CSeq", 400, inviteAnd("CSeq: 3 INVITE")),
        fault("two Max-Forwards", 400, inviteAnd("Max-Forwards: 3")),
        fault("two Content-Length", 400, inviteAnd("l: 2")),
        fault("Content-Length too large", 400, INVITE.replace("Length: 3", "Length: 9999")),
        fault("Content-Length negative", 400, INVITE.replace("Length: 3", "Length: -4")),
        fault("quote without end", 400, inviteWith("To:", "To: \"Bob <sip:b@c>")),
        fault("bracket without end", 400, inviteWith("To:", "To: <sip:b@c;tag=1")),
        fault("space in brackets", 400, inviteWith("To:", "To: < sip:b@c >")),
        fault("unknown scheme in To", 400, inviteWith("To:", "To: <isbn:2983792873>")),
        fault("unknown scheme in Contact", 400, inviteWith("Contact:", "Contact: <name:J>")),
        fault("? outside brackets", 400, inviteWith("Contact:", "Contact: sip:a@b?Route=c")),
        fault("empty Contact", 400, inviteWith("Contact:", "Contact: ")),
        fault("text behind an address", 400, inviteWith("To:", "To: <sip:b@c> tag=1")),
        fault("Call-ID with a space", 400, inviteWith("Call-ID:", "Call-ID: a b")));
  }

  private static Stream<Arguments> framing() {
    return Stream.of(
        fault("bare LF", 400, INVITE.replace("\r\nUser-Agent", "\nUser-Agent")),
        fault("bare CR", 400, INVITE.replace("Phone/1.0", "Phone\r1.0")),
        fault("NUL", 400, INVITE.replace("Phone/1.0", "Phone\0")),
        fault("control", 400, INVITE.replace("Phone/1.0", "Phone\u0007")),
        fault("line without colon", 400, inviteAnd("Nonsense")),
        fault("name with a space", 400, inviteAnd("Non sense: a")),
        fault("fold in the start line", 0, INVITE.replaceFirst(" SIP/2.0", "\r\n SIP/2.0")),
        fault("line too long", 413, inviteAnd("X: " + "a".repeat(4_100))),
        fault("fold too long", 413, inviteAnd("X: a" + "\r\n a".repeat(1_100))),
        fault("too many headers", 413, inviteAnd("X: a\n".repeat(120) + "X: a")),
        fault("too many Vias", 413, INVITE.replace("Via: ", "Via: " + "SIP/2.0/UDP a,".repeat(32))),
        fault("too many routes", 413, inviteAnd("Route: <sip:a>" + ",<sip:a>".repeat(32))),
        fault("message too long", 513, INVITE + "a".repeat(9_000)),
        fault("head without end", 400, INVITE.substring(0, INVITE.indexOf("Content-Type"))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("faults")
  void refusesEachFault(String fault, int status, String message) {
    var malformed = malformed(message);

    assertThat(malformed.status()).isEqualTo(status);
    assertThat(malformed.reason()).isNotBlank();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("faults")
  void staysSilentWhenItIsAnAck(String fault, int status, String message) {
    var ack = message.replaceFirst("INVITE", "ACK").replace("2 INVITE", "2 ACK");

    if (ack.startsWith("ACK ") && parse(ack) instanceof Parsed.Malformed malformed) {
      assertThat(malformed.status()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SIP/2.0 4294967301 OK",
        "SIP/2.0 99 OK",
        "SIP/2.0 700 OK",
        "SIP/2.0 20x OK",
        "SIP/3.0 200 OK",
        "SIP/2.0"
      })
  void dropsResponsesThatAreNone(String statusLine) {
    var malformed = malformed(OK.replace("SIP/2.0 200 OK", statusLine));

    assertThat(malformed.status()).isZero();
  }

  @Test
  void dropsAResponseWithNumbersOutOfRange() {
    assertThat(
            malformed(OK.replace("CSeq: 7", "Retry-After: 9999999999999999\r\nCSeq: 7")).status())
        .isZero();
    assertThat(malformed(OK.replace("CSeq: 7", "Warning: 1812 a \"b\"\r\nCSeq: 7")).status())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hello", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\u0001\u0002", "a b c\r\n\r\n"})
  void answersNothingToWhatIsNotSip(String bytes) {
    assertThat(malformed(bytes).status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n", "\r\n\r\n", "\0\0\0\0", " "})
  void knowsKeepAlives(String bytes) {
    assertThat(parse(bytes)).isEqualTo(new Parsed.KeepAlive());
  }

  @Test
  void answersWithWhatTheRequestCarried() {
    var malformed = malformed(INVITE.replace("Max-Forwards: 70", "Max-Forwards: 700"));

    var answer = message(new String(malformed.refusal().toBytes("198.51.100.7", 4444), UTF_8));

    assertThat(((SipResponse) answer).status()).isEqualTo(400);
    assertThat(answer.topVia().branch()).hasValue("z9hG4bK74bf9");
    assertThat(answer.topVia().received()).hasValue("198.51.100.7");
    assertThat(answer.topVia().rport()).hasValue(4444);
    assertThat(answer.from().tag()).hasValue("9fxced76sl");
    assertThat(answer.toTag()).isPresent();
    assertThat(answer.callId()).isEqualTo("3848276298220188511@192.0.2.9");
    assertThat(answer.cSeq()).isEqualTo(new CSeq(2, SipMethod.INVITE));
  }

  @Test
  void answersARetransmissionWithTheSameTag() {
    var bad = INVITE.replace("Max-Forwards: 70", "Max-Forwards: 700");

    assertThat(malformed(bad).refusal().toBytes("192.0.2.9", 1))
        .isEqualTo(malformed(bad).refusal().toBytes("192.0.2.9", 1));
  }

  @Test
  void neverEchoesALineThatWasNone() {
    var smuggled = inviteWith("Call-ID:", "Call-ID: a\nX-Smuggled: b");

    var answer = new String(malformed(smuggled).refusal().toBytes("192.0.2.9", 1), UTF_8);

    assertThat(answer).startsWith("SIP/2.0 400").doesNotContain("Smuggled");
  }

  @Test
  void refusesAStreamMessageWithoutALength() {
    var parser = new SipParser(SipLimits.defaults());
    var bytes = INVITE.replace("Content-Length: 3\r\n", "").getBytes(UTF_8);

    assertThat(parser.frame(bytes))
        .isInstanceOfSatisfying(
            Parsed.Malformed.class,
            malformed -> {
              assertThat(malformed.status()).isEqualTo(400);
              assertThat(malformed.framingLost()).isTrue();
            });
  }

  @Test
  void tellsWhetherAStreamCanBeFollowedFurther() {
    assertThat(malformed(inviteAnd("l: 2")).framingLost()).isTrue();
    assertThat(malformed(INVITE.replace("\r\nUser-Agent", "\nUser-Agent")).framingLost()).isTrue();
    assertThat(malformed(inviteWith("To:", "To: <isbn:1>")).framingLost()).isFalse();
  }

  private static Arguments fault(String name, int status, String message) {
    return Arguments.of(name, status, message);
  }
}
