package dev.cordboard.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.rtp.RtpPacket;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Numbers of a source mapped onto an outgoing stream.
class RelayTest {
  private static final long FRAME = OutStream.FRAME_NANOS;

  private final OutStream out = new OutStream(42, 1000, 8000);
  private final Relay relay = new Relay(out);

  @Test
  void lossAndReorderingOfTheSourceStayVisible() {
    assertMapped(500, 90_000, 0, 1001, 8160);
    assertMapped(501, 90_160, FRAME, 1002, 8320);
    assertMapped(504, 90_640, 4 * FRAME, 1005, 8800);
    assertMapped(503, 90_480, 4 * FRAME, 1004, 8640);
    assertMapped(505, 90_800, 5 * FRAME, 1006, 8960);
  }

  @Test
  void theSourcesNumbersMayWrap() {
    assertMapped(65_535, -160, 0, 1001, 8160);
    assertMapped(0, 0, FRAME, 1002, 8320);
    assertMapped(1, 160, 2 * FRAME, 1003, 8480);
    assertMapped(65_535, -160, 2 * FRAME, 1001, 8160);
  }

  @Test
  void anotherSourceGoesOnWhereTheLastStopped() {
    assertMapped(500, 90_000, 0, 1001, 8160);
    relay.reset();
    assertMapped(7, 5, FRAME, 1002, 8320);
    assertThat(relay.map(packet(6, -155), FRAME)).isFalse(); // From before the change.
    assertMapped(8, 165, 2 * FRAME, 1003, 8480);
  }

  @Test
  void anotherSourceThatComesTooSoonWaitsForItsNextPacket() {
    assertMapped(500, 90_000, 0, 1001, 8160);
    relay.reset();
    assertThat(relay.map(packet(7, 5), FRAME / 4)).isFalse();
    assertMapped(8, 165, FRAME + FRAME / 4, 1002, 8320);
  }

  @Test
  void aPauseShowsInTheTimestampAndTheMarker() {
    assertMapped(500, 90_000, 0, 1001, 8160);
    relay.reset();
    assertMapped(7, 5, 50 * FRAME, 1002, 8160 + 50 * 160);
    assertThat(relay.marker()).isTrue();
  }

  @Test
  void aClockThatJumpsIsFollowedByOursWithoutAJump() {
    assertMapped(500, 90_000, 0, 1001, 8160);
    assertMapped(501, 2_000_000_000, FRAME, 1002, 8320);
    assertMapped(502, 2_000_000_160, 2 * FRAME, 1003, 8480);
  }

  @Test
  void aSkippedPacketLeavesNoHole() {
    assertMapped(500, 90_000, 0, 1001, 8160);
    relay.skip(packet(501, 90_160));
    assertMapped(502, 90_320, 2 * FRAME, 1002, 8480);
  }

  @Property
  void sentNumbersNeverRepeatWhileTheSourceGoesForward(@ForAll int start, @ForAll int clock) {
    var out = new OutStream(42, 1000, 8000);
    var relay = new Relay(out);
    int last = out.sequence();
    int lastTimestamp = out.timestamp();
    for (int i = 0; i < 50; i++) {
      if (i % 17 == 16) {
        relay.reset();
      }
      assertThat(relay.map(packet(start + i, clock + 160 * i), i * FRAME)).isTrue();
      assertThat(relay.sequence() - last).isEqualTo(1);
      assertThat(relay.timestamp() - lastTimestamp).isEqualTo(160);
      last = relay.sequence();
      lastTimestamp = relay.timestamp();
    }
  }

  private void assertMapped(
      int sequence, int timestamp, long now, int outSequence, int outTimestamp) {
    assertThat(relay.map(packet(sequence, timestamp), now)).isTrue();
    assertThat(relay.sequence()).isEqualTo(outSequence);
    assertThat(relay.timestamp()).isEqualTo(outTimestamp);
    assertThat(relay.ssrc()).isEqualTo(42);
  }

  private static RtpPacket packet(int sequence, int timestamp) {
    var buffer = ByteBuffer.allocate(32);
    RtpPacket.writeHeader(buffer, 0, false, new Stamped(sequence, timestamp, 9));
    var packet = new RtpPacket();
    assertThat(packet.wrap(buffer, 12)).isTrue();
    return packet;
  }

  private record Stamped(int sequence, int timestamp, int ssrc) implements RtpPacket.Stamp {}
}
