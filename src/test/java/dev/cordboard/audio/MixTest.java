package dev.cordboard.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Mix-minus, saturation, silence.
class MixTest {
  @Test
  void eachHearsTheOthers() {
    var mix = new Mix(2);
    short[] a = {100, -100};
    short[] b = {20, 30};
    short[] c = {3, 4};
    var heard = new short[2];
    mix.add(a);
    mix.add(b);
    mix.add(c);

    mix.without(a, heard);
    assertThat(heard).containsExactly((short) 23, (short) 34);
    mix.all(heard);
    assertThat(heard).containsExactly((short) 123, (short) -66);
    mix.clear();
    mix.all(heard);
    assertThat(heard).containsOnly((short) 0);
  }

  @Test
  void aSumTooLoudIsClippedAndComesBackWhole() {
    var mix = new Mix(2);
    short[] loud = {Short.MAX_VALUE, Short.MIN_VALUE};
    var heard = new short[2];
    mix.add(loud);
    mix.add(loud);
    mix.add(loud);

    mix.all(heard);
    assertThat(heard).isEqualTo(loud);
    mix.without(loud, heard);
    assertThat(heard).isEqualTo(loud);
  }

  @Test
  void silenceIsCountedAfterSound() {
    var detector = new SilenceDetector();
    var sound = new short[160];
    ToneGenerator.of(440, 5000).fill(sound);

    assertThat(detector.feed(new short[160])).isFalse();
    assertThat(detector.heardSound()).isFalse();
    assertThat(detector.feed(sound)).isTrue();
    assertThat(detector.silentFrames()).isZero();
    detector.feed(new short[160]);
    detector.feed(new short[160]);
    assertThat(detector.heardSound()).isTrue();
    assertThat(detector.silentFrames()).isEqualTo(2);
    detector.reset();
    assertThat(detector.heardSound()).isFalse();
  }
}
