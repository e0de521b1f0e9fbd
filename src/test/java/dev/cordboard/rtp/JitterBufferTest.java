package dev.cordboard.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Sound that comes unevenly goes out evenly. Frame n of the source holds the sample n + 1.
class JitterBufferTest {
  private static final int MISSING = 0;

  private final JitterBuffer buffer = new JitterBuffer();

  @Test
  void startsWhenTwoFramesAreThere() {
    put(0);
    assertThat(take()).isEqualTo(MISSING);
    put(1);
    assertThat(take()).isEqualTo(1);
    put(2);
    assertThat(take()).isEqualTo(2);
    assertThat(take()).isEqualTo(3);
    assertThat(take()).isEqualTo(MISSING);
  }

  @Test
  void putsFramesIntoOrderAndLeavesHoles() {
    put(0);
    put(2);
    put(1);
    put(4);

    assertThat(List.of(take(), take(), take(), take(), take()))
        .containsExactly(1, 2, 3, MISSING, 5);
  }

  @Test
  void takesPacketsOfAnyLength() {
    var ten = new short[80];
    var forty = new short[320];
    Arrays.fill(ten, (short) 7);
    Arrays.fill(forty, (short) 9);
    buffer.put(0, ten, 80);
    buffer.put(80, ten, 80);
    buffer.put(160, forty, 320);
    var frame = new short[160];

    assertThat(buffer.take(frame)).isTrue();
    assertThat(frame).containsOnly((short) 7);
    assertThat(buffer.take(frame)).isTrue();
    assertThat(frame).containsOnly((short) 9);
  }

  @Test
  void waitsLongerForASenderWhosePacketsComeLate() {
    play(0, 10);
    var heard = new ArrayList<Integer>();
    // Every third packet now comes 50 ms late.
    for (int i = 10; i < 100; i++) {
      if (i % 3 != 0) {
        put(i);
      }
      if ((i - 2) % 3 == 0 && i > 11) {
        put(i - 2);
      }
      heard.add(take());
    }

    var later = heard.subList(30, heard.size());
    assertThat(later).doesNotContain(MISSING);
  }

  @Test
  void startsOverAfterFiveLatePacketsInARow() {
    play(0, 10);
    // The sender's clock fell back by two seconds: all is late, for ever.
    var heard = new ArrayList<Integer>();
    for (int i = 0; i < 20; i++) {
      buffer.put(160 * (i - 100), frame(500 + i), 160);
      heard.add(take());
    }

    assertThat(heard.subList(10, 20))
        .containsExactly(509, 510, 511, 512, 513, 514, 515, 516, 517, 518);
  }

  @Test
  void startsOverAfterAJumpFarAhead() {
    play(0, 10);
    put(5000);
    put(5001);

    assertThat(take()).isEqualTo(5001);
  }

  @Test
  void givesUpAFrameWhenTooMuchAlwaysWaits() {
    for (int i = 0; i < 8; i++) {
      put(i);
    }
    int before = buffer.waitingMillis();
    for (int i = 8; i < 4000; i++) {
      put(i);
      take();
    }

    assertThat(before).isEqualTo(160);
    assertThat(buffer.waitingMillis()).isLessThanOrEqualTo(60);
  }

  @Test
  void aSenderThatWasSilentStartsWithTwoFramesAgain() {
    play(0, 10);
    for (int i = 0; i < 20; i++) {
      take();
    }
    put(30);
    assertThat(take()).isEqualTo(MISSING);
    put(31);
    assertThat(take()).isEqualTo(31);
  }

  @Test
  void worksOverTheWrapOfTimestamps() {
    int start = Integer.MAX_VALUE - 800;
    for (int i = 0; i < 20; i++) {
      buffer.put(start + 160 * i, frame(i + 1), 160);
      if (i > 0) {
        assertThat(take()).isEqualTo(i);
      }
    }
  }

  @Property(tries = 300)
  void survivesAnyTimestamps(@ForAll long seed) {
    var random = new Random(seed);
    int timestamp = random.nextInt();
    for (int i = 0; i < 300; i++) {
      timestamp += random.nextInt(10) == 0 ? random.nextInt() : 160;
      buffer.put(timestamp, new short[2048], random.nextInt(2049));
      buffer.take(new short[160]);
      assertThat(buffer.waitingMillis()).isBetween(0, 600);
    }
  }

  private void play(int from, int to) {
    put(from);
    for (int i = from + 1; i < to; i++) {
      put(i);
      assertThat(take()).isEqualTo(i);
    }
  }

  private void put(int frame) {
    buffer.put(160 * frame, frame(frame + 1), 160);
  }

  private static short[] frame(int value) {
    var samples = new short[160];
    Arrays.fill(samples, (short) value);
    return samples;
  }

  private int take() {
    var frame = new short[160];
    return buffer.take(frame) ? frame[80] : MISSING;
  }
}
