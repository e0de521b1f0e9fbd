package dev.cordboard.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every text: a result, a bounded cost.
class SdpPropertiesTest {
  private static final int LIMIT = SdpLimits.defaults().bytes();

  @Property(tries = 2000)
  void anyBytesGiveAResult(@ForAll byte[] bytes) {
    SdpFuzzTest.check(bytes);
  }

  @Property(tries = 2000)
  void anyLinesGiveAResult(@ForAll("lines") String text) {
    SdpFuzzTest.check(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Provide
  Arbitrary<String> lines() {
    var line =
        Arbitraries.of(
            "o=- 1 1 IN IP4 a",
            "c=IN IP4 1.2.3.4",
            "c=IN IP4 0.0.0.0",
            "m=audio 4000 RTP/AVP 0 8 101",
            "m=audio 0 RTP/AVP 0",
            "m=audio 4000 RTP/SAVP 0",
            "m=video 1 RTP/AVP 99 x",
            "a=sendonly",
            "a=rtpmap:101 telephone-event/8000",
            "a=rtpmap:0 PCMA/8000",
            "a=rtpmap:8",
            "a=ptime:0",
            "a=ptime:20",
            "a=rtcp:9",
            "a=rtcp:x",
            "a=:",
            "a=",
            "b=AS:1",
            "t=0 0",
            "s= ",
            "m=a 1 b  ",
            "m=audio 5  RTP/AVP   0   8 ",
            "a=mid: x ");
    return line.list()
        .ofMaxSize(24)
        .map(lines -> "v=0\no=- 1 1 IN IP4 a\n" + String.join("\n", lines));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void theCostIsBounded(byte[] text) {
    for (int i = 0; i < 400; i++) {
      read(text);
    }

    long bestNanos = Long.MAX_VALUE;
    long leastBytes = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long allocated = allocated();
      read(text);
      leastBytes = Math.min(leastBytes, allocated() - allocated);
      bestNanos =
          Math.min(bestNanos, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu);
    }
    assertThat(bestNanos).isLessThan(5_000_000);
    assertThat(leastBytes).isLessThan(10L * text.length + 4096);
  }

  static Stream<byte[]> hostile() {
    var start = "v=0\no=- 1 1 IN IP4 a\nc=IN IP4 1.2.3.4\n";
    var section = "m=a 1 b 0\n";
    return Stream.of(
            filled(start, "a=mid\n"),
            filled(start, "\n"),
            filled(start, "a=\n"),
            filled(start, "o=\n"),
            filled(start + "m=audio 1 RTP/AVP 0", " 0"),
            filled(start + "s=", " "),
            filled(start + "a=rtpmap:", "0"),
            filled("v=0\no=", " "),
            filled("v=0\no=", "a "),
            filled(start + "c=IN IP4 ", "/"),
            start + (section + "a=mid\n".repeat(64)).repeat(8),
            start + (section + "a=sendrecv\n".repeat(64)).repeat(8),
            start + (section + "c=IN IP4 1\n").repeat(8),
            filled(start + section, "c=IN IP4 1\n"),
            filled("", "v=0\n"))
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void negotiatingAHostileDescriptionIsCheapToo() {
    var text = new ByteArrayOutputStream();
    text.writeBytes(
        "v=0\no=- 1 1 IN IP4 a\nc=IN IP4 1.2.3.4\n".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < 8; i++) {
      var formats = "m=audio 1 RTP/AVP" + " 99".repeat(500) + "\n";
      text.writeBytes(
          (formats + "a=rtpmap:98 x/8000\n".repeat(25)).getBytes(StandardCharsets.US_ASCII));
    }
    var offer = SessionDescription.parse(text.toByteArray()).toOptional().orElseThrow();
    var local =
        new LocalStream(Origin.ours(1, 1, "127.0.0.1"), "127.0.0.1", 4000, List.of(Codec.values()));
    for (int i = 0; i < 200; i++) {
      OfferAnswer.answer(offer, local);
    }

    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    var outcome = OfferAnswer.answer(offer, local);

    assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu)
        .isLessThan(5_000_000);
    assertThat(outcome).isInstanceOf(OfferAnswer.Outcome.NothingFits.class);
  }

  private static void read(byte[] text) {
    assertThat(SessionDescription.parse(text) == null).isFalse();
  }

  private static String filled(String start, String piece) {
    return start + piece.repeat((LIMIT - start.length()) / piece.length());
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
