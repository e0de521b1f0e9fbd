package dev.cordboard.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.rtp.ReceiveStatistics.Verdict;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/// What is counted of a stream, and which packets are believed.
class ReceiveStatisticsTest {
  private final ReceiveStatistics statistics = new ReceiveStatistics();

  @Test
  void countsOverTheWrapOfSequenceNumbers() {
    for (int i = 0; i < 200; i++) {
      receive(1, 65436 + i, 160 * i, 160 * i);
    }

    assertThat(statistics.received()).isEqualTo(200);
    assertThat(statistics.extendedHighest()).isEqualTo(65436 + 199);
    assertThat(statistics.lost()).isZero();
    assertThat(statistics.jitter()).isZero();
  }

  @Test
  void tellsTheShareLostSinceTheLastReport() {
    for (int i = 0; i < 100; i++) {
      if (i % 4 != 1) {
        receive(1, i, 160 * i, 160 * i);
      }
    }

    assertThat(statistics.lost()).isEqualTo(25);
    assertThat(statistics.takeFractionLost()).isEqualTo(64);
    assertThat(statistics.takeFractionLost()).isZero();
  }

  @Test
  void measuresJitterAsTheRfcDoes() {
    for (int i = 0; i < 1000; i++) {
      receive(1, i, 160 * i, 160 * i + (i % 2) * 40);
    }

    assertThat(statistics.jitter()).isBetween(36, 40);
  }

  @Test
  void believesANewSourceAtItsSecondPacket() {
    assertThat(receive(1, 10, 0, 0)).isEqualTo(Verdict.RESTARTED);
    assertThat(receive(1, 11, 160, 160)).isEqualTo(Verdict.GOOD);
    assertThat(receive(2, 500, 0, 320)).isEqualTo(Verdict.REFUSED);
    assertThat(receive(3, 900, 0, 320)).isEqualTo(Verdict.REFUSED);
    assertThat(receive(1, 12, 320, 320)).isEqualTo(Verdict.GOOD);
    assertThat(receive(2, 501, 160, 480)).isEqualTo(Verdict.REFUSED);
    assertThat(receive(2, 502, 320, 640)).isEqualTo(Verdict.RESTARTED);
    assertThat(statistics.ssrc()).isEqualTo(2);
  }

  @Test
  void aSourceThatJumpsFarIsBelievedAtTheSecondPacket() {
    receive(1, 10, 0, 0);
    assertThat(receive(1, 30_000, 160, 160)).isEqualTo(Verdict.REFUSED);
    assertThat(receive(1, 11, 160, 160)).isEqualTo(Verdict.GOOD);
    assertThat(receive(1, 30_000, 320, 320)).isEqualTo(Verdict.REFUSED);
    assertThat(receive(1, 30_001, 480, 480)).isEqualTo(Verdict.RESTARTED);
    assertThat(statistics.lost()).isZero();
  }

  @Test
  void packetsOutOfOrderAreGood() {
    receive(1, 10, 0, 0);
    receive(1, 12, 320, 160);
    assertThat(receive(1, 11, 160, 320)).isEqualTo(Verdict.GOOD);
    assertThat(statistics.extendedHighest()).isEqualTo(12);
    assertThat(statistics.lost()).isZero();
  }

  private Verdict receive(int ssrc, int sequence, int timestamp, int arrival) {
    var buffer = ByteBuffer.allocate(64);
    RtpPacket.writeHeader(buffer, 0, false, new RtpPacketTest.Stamped(sequence, timestamp, ssrc));
    var packet = new RtpPacket();
    assertThat(packet.wrap(buffer, 12)).isTrue();
    return statistics.received(packet, arrival);
  }
}
