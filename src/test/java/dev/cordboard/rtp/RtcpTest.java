package dev.cordboard.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 3550 §6, byte by byte.
class RtcpTest {
  private static final int OURS = 0x0a0b0c0d;

  private final RtcpReader reader = new RtcpReader();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(512);

  @Test
  void writesASenderReportWithNameAndGoodbye() {
    var writer = new RtcpWriter(OURS, "abcd");
    var heard = new ReceiveStatistics();

    writer.senderReport(
        buffer,
        new RtcpWriter.Sent(0x1122334455667788L, 99, 7, 1120),
        heard,
        RtcpWriter.LastReport.NONE);
    writer.bye(buffer);

    assertThat(hex())
        .isEqualTo(
            ("80c80006 0a0b0c0d 1122334455667788 00000063 00000007 00000460"
                    + "81ca0003 0a0b0c0d 0104 61626364 0000"
                    + "81cb0001 0a0b0c0d")
                .replace(" ", ""));
  }

  @Test
  void readsItsOwnReports() {
    var heard = new ReceiveStatistics();
    var packet = new RtpPacket();
    for (int i = 0; i < 10; i++) {
      RtpPacket.writeHeader(buffer, 0, false, new RtpPacketTest.Stamped(i * 2, i * 320, 77));
      packet.wrap(buffer, 12);
      heard.received(packet, i * 320);
    }
    new RtcpWriter(5, "x").receiverReport(buffer, heard, new RtcpWriter.LastReport(123, 456));

    assertThat(reader.read(buffer, buffer.position(), 77)).isTrue();
    assertThat(reader.isReportedOn()).isTrue();
    assertThat(reader.hasSenderReport()).isFalse();
    assertThat(reader.senderSsrc()).isEqualTo(5);
    assertThat(reader.lost()).isEqualTo(9);
    assertThat(reader.fractionLost()).isEqualTo(121);
    assertThat(reader.lastSenderReport()).isEqualTo(123);
    assertThat(reader.delaySinceLast()).isEqualTo(456);
    assertThat(reader.isBye()).isFalse();
    assertThat(reader.read(buffer, buffer.position(), 78)).isTrue();
    assertThat(reader.isReportedOn()).isFalse();
  }

  @Test
  void takesTheMiddleOfTheTimeFromASenderReport() {
    assertThat(read("80c80006 00000001 1122334455667788 00000063 00000007 00000460")).isTrue();

    assertThat(reader.ntpMiddle()).isEqualTo(0x33445566);
    assertThat(reader.hasSenderReport()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "80c90001",
        "80ca0001 00000001",
        "40c90001 00000001",
        "80c90002 00000001",
        "80c90001 00000001 00",
        "80c90001 00000001 40cb0000",
        "80c90001 00000001 81cb00ff"
      })
  void refusesWhatIsNoCompoundPacket(String hex) {
    assertThat(read(hex)).isFalse();
  }

  @Property(tries = 5000)
  void anyBytesGiveAResult(@ForAll byte[] bytes) {
    reader.read(ByteBuffer.wrap(bytes), bytes.length, OURS);
    if (bytes.length > 3) {
      bytes[0] = (byte) ((bytes[0] & 0x3F) | 0x80);
      bytes[1] = (byte) (200 + (bytes[1] & 1));
      bytes[2] = 0;
      reader.read(ByteBuffer.wrap(bytes), bytes.length, OURS);
    }
  }

  private boolean read(String hex) {
    var bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return reader.read(ByteBuffer.wrap(bytes), bytes.length, OURS);
  }

  private String hex() {
    var bytes = new byte[buffer.position()];
    buffer.get(0, bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
