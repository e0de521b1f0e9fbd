package dev.cordboard.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.testkit.RtpPeer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The RTCP that a far end sees, read byte by byte.
class ReportsTest {
  @Test
  void sendsSenderReportsAboutEveryFiveSeconds() {
    try (var rig = new MediaRig(1);
        var rtcp = new RtpPeer()) {
      var a = rig.phone("0", "rtcp:" + rtcp.port());
      var b = rig.phone("0");
      rig.bridge(a, b);
      var heard = new ArrayList<RtpPeer.Received>();
      var reports = new ArrayList<byte[]>();
      for (int i = 0; i < 1000; i++) {
        heard.addAll(BridgeTest.talk(rig, 1, List.of(a, b), 440, 890).get(0));
        rtcp.receiveRaw(Duration.ZERO).ifPresent(reports::add);
      }

      assertThat(reports).hasSizeBetween(3, 6);
      var last = ByteBuffer.wrap(reports.getLast());
      assertThat(last.get(1) & 0xFF).isEqualTo(200);
      assertThat(last.getInt(4)).isEqualTo(heard.getFirst().ssrc());
      long seconds = (last.getInt(8) & 0xFFFF_FFFFL) - 2_208_988_800L;
      assertThat(seconds)
          .isBetween(rig.time.now().getEpochSecond() - 8, rig.time.now().getEpochSecond());
      assertThat(last.getInt(20)).isBetween(400, heard.size());
      assertThat(last.getInt(24)).isEqualTo(last.getInt(20) * 160);
      assertThat(last.getInt(28)).isEqualTo(a.peer().ssrc());
      assertThat(last.getInt(32)).isZero(); // Nothing was lost.
      assertThat(last.get(52 + 1) & 0xFF).isEqualTo(202);
    }
  }

  @Test
  void answersASenderReportWithItsTimeAndTheDelay() {
    try (var rig = new MediaRig(1);
        var rtcp = new RtpPeer()) {
      var a = rig.phone("0", "rtcp:" + rtcp.port());
      rtcp.sendTo(a.session().localPort() + 1);
      for (int i = 0; i < 100; i++) {
        a.peer().sendTone(440);
        if (i == 99) {
          rtcp.sendRaw(
              ByteBuffer.allocate(28)
                  .putInt(0x80C8_0006)
                  .putInt(a.peer().ssrc())
                  .putInt(0x1111_2222)
                  .putInt(0x3333_4444)
                  .putInt(1)
                  .putInt(2)
                  .putInt(3)
                  .array());
        }
        rig.tick(20);
      }
      while (rtcp.receiveRaw(Duration.ZERO).isPresent()) {
        rig.tick(0);
      }
      byte[] report = null;
      for (int i = 0; i < 8000 && report == null; i++) {
        rig.tick(1);
        report = rtcp.receiveRaw(Duration.ZERO).orElse(null);
      }

      var read = ByteBuffer.wrap(report);
      assertThat(read.get(1) & 0xFF).isEqualTo(201); // We sent nothing: a receiver report.
      assertThat(read.getInt(24)).isEqualTo(0x2222_3333);
      assertThat(read.getInt(28)).isBetween(1, 8 * 65_536);
    }
  }

  @Test
  void saysGoodbyeAtTheEnd() {
    try (var rig = new MediaRig(1);
        var rtcp = new RtpPeer()) {
      var a = rig.phone("0", "rtcp:" + rtcp.port());
      a.session().close();
      rig.tick(1);

      var bytes = rtcp.receiveRaw(Duration.ZERO).orElseThrow();
      assertThat(bytes[bytes.length - 7] & 0xFF).isEqualTo(203);
    }
  }
}
