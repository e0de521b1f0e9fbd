package dev.cordboard.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 3550 §5.1, byte by byte.
class RtpPacketTest {
  private final RtpPacket packet = new RtpPacket();

  @Test
  void readsAPlainPacket() {
    assertThat(wrap("80 e5 fffe 00000102 deadbeef aabbcc")).isTrue();

    assertThat(packet.marker()).isTrue();
    assertThat(packet.payloadType()).isEqualTo(101);
    assertThat(packet.sequence()).isEqualTo(65534);
    assertThat(packet.timestamp()).isEqualTo(258);
    assertThat(packet.ssrc()).isEqualTo(0xdeadbeef);
    assertThat(packet.payloadOffset()).isEqualTo(12);
    assertThat(packet.payloadBytes()).isEqualTo(3);
  }

  @Test
  void stepsOverSourcesExtensionAndPadding() {
    assertThat(wrap("b2 00 0001 00000001 00000002 11111111 22222222 bede0001 01020304 aabb 0002"))
        .isTrue();

    assertThat(packet.payloadOffset()).isEqualTo(28);
    assertThat(packet.payloadBytes()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "80 00 0001 00000001 000000",
        "40 00 0001 00000001 00000002",
        "8f 00 0001 00000001 00000002",
        "90 00 0001 00000001 00000002 bede",
        "90 00 0001 00000001 00000002 bede0005 01020304",
        "a0 00 0001 00000001 00000002 0000",
        "a0 00 0001 00000001 00000002 00ff"
      })
  void refusesWhatIsNoPacket(String hex) {
    assertThat(wrap(hex)).isFalse();
  }

  @Property(tries = 5000)
  void anyBytesGiveAResult(@ForAll byte[] bytes) {
    if (packet.wrap(ByteBuffer.wrap(bytes), bytes.length)) {
      assertThat(packet.payloadOffset() + packet.payloadBytes()).isLessThanOrEqualTo(bytes.length);
      assertThat(packet.payloadBytes()).isNotNegative();
      new DigitReceiver().received(packet);
      new ReceiveStatistics().received(packet, 0);
    }
  }

  @Property
  void readsWhatItWrites(
      @ForAll int sequence, @ForAll int timestamp, @ForAll int ssrc, @ForAll boolean marker) {
    var buffer = ByteBuffer.allocateDirect(64);
    RtpPacket.writeHeader(buffer, 8, marker, new Stamped(sequence, timestamp, ssrc));
    buffer.put((byte) 1);

    assertThat(packet.wrap(buffer, buffer.position())).isTrue();
    assertThat(packet.sequence()).isEqualTo(sequence & 0xFFFF);
    assertThat(packet.timestamp()).isEqualTo(timestamp);
    assertThat(packet.ssrc()).isEqualTo(ssrc);
    assertThat(packet.marker()).isEqualTo(marker);
    assertThat(packet.payloadType()).isEqualTo(8);
    assertThat(packet.payloadBytes()).isEqualTo(1);
  }

  private boolean wrap(String hex) {
    var bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return packet.wrap(ByteBuffer.wrap(bytes), bytes.length);
  }

  record Stamped(int sequence, int timestamp, int ssrc) implements RtpPacket.Stamp {}
}
