package dev.cordboard.sip.message;

import static dev.cordboard.sip.message.Samples.INVITE;
import static dev.cordboard.sip.message.Samples.inviteAnd;
import static dev.cordboard.sip.message.Samples.message;
import static dev.cordboard.sip.message.Samples.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages that we make: from nothing, from another message, and what an application may put in.
class SipMessageTest {
  private static final SipUri BOB = SipUri.of("bob", "192.0.2.9", 5070);

  @Test
  void writesARequestThatReadsTheSame() {
    var built =
        SipRequest.builder(SipMethod.INVITE, BOB)
            .pushVia(Via.of("UDP", "192.0.2.1", 5060, "z9hG4bKx"))
            .from(NameAddr.of("Alice \"A\" \\", SipUri.of("+1425", "192.0.2.1", -1)).withTag("t1"))
            .to(NameAddr.of(BOB))
            .callId("c@h")
            .cSeq(new CSeq(1, SipMethod.INVITE))
            .maxForwards(70)
            .contact(NameAddr.of(SipUri.of("us", "192.0.2.1", 5060)))
            .add("X-MS-Custom-Id", "42 ä")
            .body("application/sdp", "v=0".getBytes(UTF_8))
            .build();

    var read = message(new String(built.toBytes(), UTF_8));

    SameMessage.assertSame(read, built);
    assertThat(read.from().displayName()).isEqualTo("Alice \"A\" \\");
    assertThat(read.value("x-ms-custom-id")).hasValue("42 ä");
    assertThat(read.number(HeaderName.CONTENT_LENGTH)).hasValue(3);
  }

  @Test
  void copiesIntoAResponseWhatTheRfcAsks() {
    var invite = request(inviteAnd("Via: SIP/2.0/TCP far.example.com;branch=z9hG4bK0\nX: y"));

    var ringing = invite.response(180).to(invite.to().withTag("ours")).build();

    var read = (SipResponse) message(new String(ringing.toBytes(), UTF_8));
    assertThat(read.status()).isEqualTo(180);
    assertThat(read.reason()).isEqualTo("Ringing");
    assertThat(read.vias()).isEqualTo(invite.vias()).hasSize(2);
    assertThat(read.from()).isEqualTo(invite.from());
    assertThat(read.toTag()).hasValue("ours");
    assertThat(read.cSeq()).isEqualTo(invite.cSeq());
    assertThat(read.value("X")).isEmpty();
    assertThat(read.bodyLength()).isZero();
  }

  @Test
  void replacesTheTopViaAndKeepsTheOthersOfItsField() {
    var invite = request(INVITE.replace("Via: ", "Via: SIP/2.0/TCP near;branch=z9hG4bKn, "));

    var stamped = invite.withTopVia(invite.topVia().with("received", "198.51.100.1"));

    assertThat(stamped.vias()).hasSize(2);
    assertThat(stamped.topVia().received()).hasValue("198.51.100.1");
    assertThat(stamped.vias().getLast()).isEqualTo(invite.vias().getLast());
  }

  @Test
  void replacesAddsAndRemovesFields() {
    var changed =
        request(inviteAnd("X-A: 1\nX-A: 2\nRoute: <sip:p1>")).toBuilder()
            .set("x-a", "3")
            .add(HeaderName.SUPPORTED, "path")
            .without(HeaderName.USER_AGENT)
            .addresses(HeaderName.ROUTE, List.of())
            .noBody()
            .build();

    assertThat(changed.value("X-A")).hasValue("3");
    assertThat(changed.supported()).containsExactly("100rel", "timer", "path");
    assertThat(changed.has(HeaderName.USER_AGENT)).isFalse();
    assertThat(changed.routes()).isEmpty();
    assertThat(changed.bodyLength()).isZero();
    assertThat(changed.contentType()).isEmpty();
  }

  @Test
  void needsWhatEveryMessageNeeds() {
    var builder = SipRequest.builder(SipMethod.OPTIONS, BOB).callId("c");

    assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX: b", "a\nb", "a\rb", "a\0b", "a\u0007b", "a\u007fb"})
  void refusesWhatWouldWriteFieldsOfItsOwn(String evil) {
    var builder = request(INVITE).toBuilder();

    assertRefused(() -> builder.add("X-Custom", evil));
    assertRefused(() -> builder.set(HeaderName.SUBJECT, evil));
    assertRefused(() -> builder.add(evil, "a"));
    assertRefused(() -> builder.callId(evil));
    assertRefused(() -> builder.body(evil, new byte[0]));
    assertRefused(() -> NameAddr.of(evil, BOB));
    assertRefused(() -> NameAddr.of(BOB).withTag(evil));
    assertRefused(() -> new SipMethod(evil));
    assertRefused(() -> new SipUri("sip", evil, "h", -1, Parameters.NONE, ""));
    assertRefused(() -> new SipUri("sip", "", evil, -1, Parameters.NONE, ""));
    assertRefused(() -> new Via(evil, "h", -1, Parameters.NONE));
    assertRefused(() -> request(INVITE).response(200).reason(evil));
    assertThat(SipUri.of(evil, "h", -1).text()).doesNotContainPattern("\\p{Cntrl}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a;b=c", "a,b", "a b", "a>b", "a\"b", "a\\b"})
  void quotesAValueThatWouldEndAParameter(String value) {
    var tagged = NameAddr.of(BOB).with("x", value);

    var read = NameAddr.parse(tagged.text()).orElseThrow();

    assertThat(read).isEqualTo(tagged);
    assertThat(read.parameters().get("x")).hasValue(value);
    assertThat(read.parameters().names()).containsExactly("x");
  }

  @Test
  void keepsNumbersOutOfLogs() {
    assertThat(request(INVITE).toString()).doesNotContain("+1425").contains("INVITE");
    assertThat(request(INVITE).from().toString()).doesNotContain("alice");
    assertThat(SipUri.of("+14255550100", "h", -1).toString()).isEqualTo("sip:…@h");
  }

  private static void assertRefused(Runnable attempt) {
    assertThatThrownBy(attempt::run).isInstanceOf(IllegalArgumentException.class);
  }
}
