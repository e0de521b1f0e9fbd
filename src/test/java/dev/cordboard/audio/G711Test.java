package dev.cordboard.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.testkit.RtpPeer;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/// The tables against a second implementation, and against values of the standard.
class G711Test {
  @Test
  void decodesEveryByteAsTheSecondImplementation() {
    for (int octet = 0; octet < 256; octet++) {
      assertThat(G711.ULAW.decode((byte) octet)).isEqualTo(RtpPeer.fromUlaw((byte) octet));
      assertThat(G711.ALAW.decode((byte) octet)).isEqualTo(RtpPeer.fromAlaw((byte) octet));
    }
  }

  @Test
  void encodesEverySampleAsTheSecondImplementation() {
    for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
      assertThat(G711.ULAW.encode((short) sample)).isEqualTo(RtpPeer.toUlaw(sample));
      assertThat(G711.ALAW.encode((short) sample)).isEqualTo(RtpPeer.toAlaw(sample));
    }
  }

  @Test
  void knowsTheValuesOfTheStandard() {
    assertThat(G711.ULAW.encode((short) 0)).isEqualTo((byte) 0xFF);
    assertThat(G711.ALAW.encode((short) 0)).isEqualTo((byte) 0xD5);
    assertThat(G711.ULAW.decode((byte) 0x00)).isEqualTo((short) -32124);
    assertThat(G711.ULAW.decode((byte) 0x80)).isEqualTo((short) 32124);
    assertThat(G711.ALAW.decode((byte) 0xAA)).isEqualTo((short) 32256);
    assertThat(G711.ALAW.decode((byte) 0x2A)).isEqualTo((short) -32256);
  }

  @Test
  void whatWasDecodedEncodesToTheSameByte() {
    for (var law : G711.values()) {
      for (int octet = 0; octet < 256; octet++) {
        short sample = law.decode((byte) octet);
        // µ-law has two zeros; they sound the same.
        assertThat(law.decode(law.encode(sample))).isEqualTo(sample);
      }
    }
  }

  @Test
  void codesWholeFrames() {
    var frame = new short[] {0, 1000, -1000, Short.MAX_VALUE, Short.MIN_VALUE};
    var buffer = ByteBuffer.allocateDirect(16);
    var back = new short[5];

    G711.ALAW.encode(frame, 5, buffer);
    G711.ALAW.decode(buffer, 0, 5, back);

    assertThat(buffer.position()).isEqualTo(5);
    assertThat(back[1]).isBetween((short) 950, (short) 1050);
    assertThat(back[4]).isLessThan((short) -31000);
  }
}
