package dev.cordboard.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.sdp.SessionDescription.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Descriptions that devices write, and texts that are none.
class SessionDescriptionTest {
  private static final String PHONE =
      """
      v=0
      o=alice 2890844526 2890844527 IN IP4 host.example.com
      s=A call
      i=About
      c=IN IP4 192.0.2.10
      b=AS:64
      t=0 0
      a=sendonly
      m=audio 49170 RTP/AVP 0 8 97 101
      a=rtpmap:0 PCMU/8000
      a=rtpmap:97 iLBC/8000
      a=rtpmap:101 telephone-event/8000
      a=fmtp:101 0-16
      a=ptime:30
      a=rtcp:53020 IN IP4 192.0.2.10
      a=X-vendor: whatever
      m=video 51372 RTP/AVP 99
      c=IN IP4 192.0.2.11
      a=rtpmap:99 h263-1998/90000
      a=sendrecv
      m=image 0 udptl t38
      """;

  @Test
  void readsWhatAPhoneOffers() {
    var description = read(crlf(PHONE));

    assertThat(description.origin())
        .isEqualTo(new Origin("alice", "2890844526", "2890844527", "host.example.com"));
    assertThat(description.media()).hasSize(3);
    var audio = description.media().getFirst();
    assertThat(audio.connection()).isEqualTo("192.0.2.10");
    assertThat(audio.port()).isEqualTo(49170);
    assertThat(audio.rtcpPort()).isEqualTo(53020);
    assertThat(audio.ptimeMillis()).contains(30);
    assertThat(audio.payloadFormats())
        .containsExactly(
            new PayloadFormat(0, "PCMU", 8000, 1),
            new PayloadFormat(8, "PCMA", 8000, 1),
            new PayloadFormat(97, "iLBC", 8000, 1),
            new PayloadFormat(101, "telephone-event", 8000, 1));
    assertThat(description.direction(audio)).isEqualTo(Direction.SENDONLY);
    var video = description.media().get(1);
    assertThat(video.connection()).isEqualTo("192.0.2.11");
    assertThat(description.direction(video)).isEqualTo(Direction.SENDRECV);
    assertThat(description.media().get(2).formats()).isEqualTo("t38");
  }

  @Test
  void acceptsBareLineFeedsAndALineWithoutEnd() {
    assertThat(read(PHONE)).isEqualTo(read(crlf(PHONE)));
    assertThat(read(PHONE.strip())).isEqualTo(read(PHONE));
  }

  @Test
  void writesWhatItRead() {
    var description = read(crlf(PHONE));

    var again = SessionDescription.parse(description.toBytes()).toOptional().orElseThrow();

    assertThat(again).isEqualTo(description);
    assertThat(description.toString()).contains("\r\nc=IN IP4 192.0.2.11\r\n").endsWith("\r\n");
  }

  @Test
  void keepsAddressesOfVersionSix() {
    var description =
        read("v=0\no=- 1 1 IN IP6 2001:db8::1\nc=IN IP6 2001:db8::1\nm=audio 4000 RTP/AVP 8\n");

    assertThat(description.media().getFirst().connection()).isEqualTo("2001:db8::1");
    assertThat(description.toString()).contains("c=IN IP6 2001:db8::1\r\n");
  }

  @Test
  void ignoresTheScopeOfAMulticastAddressAndTheCountOfPorts() {
    var description =
        read("v=0\no=- 1 1 IN IP4 a\nc=IN IP4 224.2.36.42/127\nm=audio 4000/2 RTP/AVP 8\n");

    assertThat(description.media().getFirst().connection()).isEqualTo("224.2.36.42");
    assertThat(description.media().getFirst().port()).isEqualTo(4000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v=1\no=- 1 1 IN IP4 a\n",
        "o=- 1 1 IN IP4 a\nv=0\n",
        "v=0\n",
        "v=0\no=- 1 1 IN IP4\n",
        "v=0\no=- 1 1 IN IP4 a\no=- 1 1 IN IP4 a\n",
        "v=0\no=- 1 1 IN IP4 a\nc=IN IP9 1.2.3.4\n",
        "v=0\no=- 1 1 IN IP4 a\nc=1.2.3.4\n",
        "v=0\no=- 1 1 IN IP4 a\nm=audio 4000 RTP/AVP 0\n",
        "v=0\no=- 1 1 IN IP4 a\nc=IN IP4 1.2.3.4\nm=audio 70000 RTP/AVP 0\n",
        "v=0\no=- 1 1 IN IP4 a\nc=IN IP4 1.2.3.4\nm=audio -1 RTP/AVP 0\n",
        "v=0\no=- 1 1 IN IP4 a\nc=IN IP4 1.2.3.4\nm=audio x RTP/AVP 0\n",
        "v=0\no=- 1 1 IN IP4 a\nc=IN IP4 1.2.3.4\nm=audio 4000 RTP/AVP\n",
        "v=0\no=- 1 1 IN IP4 a\nnonsense\n",
        "v=0\no=- 1 1 IN IP4 a\ns=a\u0000b\n",
        "v=0\no=- 1 1 IN IP4 a\ns=a\rb\n"
      })
  void refusesWhatIsNoDescription(String text) {
    assertThat(SessionDescription.parse(text.getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void refusesMoreThanTheLimitsAllow() {
    var start = "v=0\no=- 1 1 IN IP4 a\nc=IN IP4 1.2.3.4\n";
    var section = "m=audio 4000 RTP/AVP 0\n";

    assertThat(parse(start + section.repeat(8))).isInstanceOf(Parsed.Description.class);
    assertThat(parse(start + section.repeat(9))).isInstanceOf(Parsed.Malformed.class);
    assertThat(parse(start + section + "a=x\n".repeat(64))).isInstanceOf(Parsed.Description.class);
    assertThat(parse(start + section + "a=x\n".repeat(65))).isInstanceOf(Parsed.Malformed.class);
    assertThat(parse(start + "s=" + "x".repeat(16_384))).isInstanceOf(Parsed.Malformed.class);
  }

  @Test
  void leavesOutPayloadTypesWithoutAMeaning() {
    var formats =
        IntStream.rangeClosed(0, 200).mapToObj(Integer::toString).reduce((a, b) -> a + " " + b);
    var description =
        read(
            "v=0\no=- 1 1 IN IP4 a\nc=IN IP4 1.2.3.4\nm=audio 4000 RTP/AVP "
                + formats.orElseThrow()
                + " x -1 99999999999\na=rtpmap:7\na=rtpmap:9 G722/\na=rtpmap:11 a/b/c\n");

    assertThat(description.media().getFirst().payloadFormats())
        .extracting(PayloadFormat::payloadType)
        .containsExactly(0, 8);
  }

  private static Parsed parse(String text) {
    return SessionDescription.parse(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static SessionDescription read(String text) {
    return parse(text).toOptional().orElseThrow();
  }

  private static String crlf(String text) {
    return text.replace("\n", "\r\n");
  }
}
