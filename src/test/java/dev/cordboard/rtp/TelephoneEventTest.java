package dev.cordboard.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Key presses (RFC 4733) sent and received.
class TelephoneEventTest {
  private final DigitReceiver receiver = new DigitReceiver();

  @Test
  void aPressCountsOnceWhateverIsLost() {
    assertThat(receive(1000, 5)).isEqualTo('5');
    assertThat(receive(1000, 5)).isEqualTo(DigitReceiver.NONE);
    assertThat(receive(1000, 5)).isEqualTo(DigitReceiver.NONE);
    assertThat(receive(2000, 5)).isEqualTo('5');
    assertThat(receive(3000, 11)).isEqualTo('#');
  }

  @Test
  void aLatePacketOfAnEarlierPressIsNoPress() {
    receive(2000, 1);

    assertThat(receive(1000, 9)).isEqualTo(DigitReceiver.NONE);
  }

  @Test
  void otherEventsAndShortPayloadsAreNoKeys() {
    assertThat(receive(1000, 16)).isEqualTo(DigitReceiver.NONE);
    assertThat(receive(2000, 255)).isEqualTo(DigitReceiver.NONE);
    var packet = new RtpPacket();
    var buffer = ByteBuffer.allocate(64);
    RtpPacket.writeHeader(buffer, 101, false, new RtpPacketTest.Stamped(1, 9000, 1));
    packet.wrap(buffer, 15);
    assertThat(receiver.received(packet)).isEqualTo(DigitReceiver.NONE);
  }

  @Test
  void pressesLast100MillisecondsWithAPauseBetween() {
    var sender = new DigitSender();
    sender.press("1x#");

    var frames = new ArrayList<String>();
    while (sender.isBusy()) {
      frames.add(
          sender.isEvent()
              ? sender.key()
                  + ":"
                  + sender.durationSamples()
                  + (sender.isEnd() ? "!" : "")
                  + "x"
                  + sender.copies()
              : "-");
      sender.advance();
    }

    var one = List.of("1:160x1", "1:320x1", "1:480x1", "1:640x1", "1:800!x3", "-", "-", "-");
    assertThat(frames.subList(0, 8)).isEqualTo(one);
    assertThat(frames.subList(8, 16)).startsWith("#:160x1").endsWith("-");
    assertThat(frames).hasSize(16);
  }

  @Test
  void aQueueThatIsFullTakesNoMore() {
    var sender = new DigitSender();
    sender.press("1".repeat(1000));
    int frames = 0;
    for (; sender.isBusy(); frames++) {
      sender.advance();
    }

    assertThat(frames).isEqualTo(64 * 8);
  }

  private char receive(int timestamp, int event) {
    var buffer = ByteBuffer.allocate(64);
    RtpPacket.writeHeader(buffer, 101, false, new RtpPacketTest.Stamped(1, timestamp, 1));
    TelephoneEvent.write(buffer, event, false, 160);
    var packet = new RtpPacket();
    assertThat(packet.wrap(buffer, buffer.position())).isTrue();
    return receiver.received(packet);
  }
}
