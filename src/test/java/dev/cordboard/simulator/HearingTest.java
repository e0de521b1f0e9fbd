package dev.cordboard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.audio.ToneGenerator;
import java.time.Duration;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HearingTest {
  private static final int FRAME = 160;

  private final Ear ear = new Ear();
  private final Mouth mouth = new Mouth();

  @Test
  void countsSoundAndTheSilenceAfterIt() {
    hear(ToneGenerator.of(440, 8_000), 50);
    silence(25);

    assertThat(ear.heard()).isEqualTo(Duration.ofSeconds(1));
    assertThat(ear.hearing()).isEqualTo(new PhoneInput.Hearing(true, Duration.ofMillis(500)));
  }

  @Test
  void takesFaintNoiseForSilence() {
    var random = new Random(7);
    for (int i = 0; i < 100; i++) {
      var frame = new short[FRAME];
      for (int j = 0; j < FRAME; j++) {
        frame[j] = (short) (random.nextInt(100) - 50);
      }
      ear.write(frame);
    }

    assertThat(ear.hearing().sound()).isFalse();
    assertThat(Spectrum.tones(ear.lastSound())).isEmpty();
  }

  @Test
  void tellsWhichTonesItHeardEvenAfterALongSilence() {
    var low = ToneGenerator.of(440, 8_000);
    var high = ToneGenerator.of(1_330, 6_000);
    for (int i = 0; i < 100; i++) {
      var frame = new short[FRAME];
      var other = new short[FRAME];
      low.fill(frame);
      high.fill(other);
      for (int j = 0; j < FRAME; j++) {
        frame[j] += other[j];
      }
      ear.write(frame);
    }
    silence(500);

    var tones = Spectrum.tones(ear.lastSound());

    assertThat(tones).hasSize(2);
    assertThat(tones.getFirst().hz()).isBetween(438, 442);
    assertThat(tones.getFirst().amplitude()).isCloseTo(8_000, Offset.offset(1_300.0));
    assertThat(tones.getLast().hz()).isBetween(1_328, 1_332);
  }

  @Test
  void hearsNoToneInATooShortSound() {
    hear(ToneGenerator.of(440, 8_000), 2);

    assertThat(Spectrum.tones(ear.lastSound())).isEmpty();
  }

  @Test
  void saysOneClipAfterTheOtherAndThenNothing() {
    var frame = new short[FRAME];
    mouth.say(new short[] {1, 2, 3});
    mouth.say(new short[] {4});

    assertThat(mouth.read(frame)).isTrue();
    assertThat(frame).startsWith((short) 1, (short) 2, (short) 3, (short) 0);
    assertThat(mouth.read(frame)).isTrue();
    assertThat(frame).startsWith((short) 4, (short) 0);
    assertThat(mouth.read(frame)).isFalse();
  }

  @Test
  void humsUntilToldToStop() {
    var frame = new short[FRAME];
    mouth.hum(600);
    assertThat(mouth.read(frame)).isTrue();

    mouth.hum(0);

    assertThat(mouth.read(frame)).isFalse();
  }

  @Test
  void playsBackWhatItHearsFrameByFrame() {
    mouth.echo(ear);
    var frame = new short[FRAME];
    assertThat(mouth.read(frame)).isFalse();

    for (short value = 1; value <= 3; value++) {
      var heard = new short[FRAME];
      heard[0] = value;
      ear.write(heard);
    }

    for (short value = 1; value <= 3; value++) {
      assertThat(mouth.read(frame)).isTrue();
      assertThat(frame[0]).isEqualTo(value);
    }
    assertThat(mouth.read(frame)).isFalse();
  }

  @Test
  void losesTheOldestFramesRatherThanAddDelayForEver() {
    mouth.echo(ear);
    for (short value = 1; value <= 100; value++) {
      var heard = new short[FRAME];
      heard[0] = value;
      ear.write(heard);
    }

    var frame = new short[FRAME];
    mouth.read(frame);

    assertThat(frame[0]).isEqualTo((short) 93);
  }

  @Test
  void hasItsClipsAtHand() {
    assertThat(Clip.GREETING.samples()).hasSize(32_000);
    assertThat(Clip.CONFIRM.samples().length).isBetween(3_000, 12_000);
    assertThat(Clip.BEEP.samples()).hasSize(4_000);
  }

  private void hear(ToneGenerator tone, int frames) {
    for (int i = 0; i < frames; i++) {
      var frame = new short[FRAME];
      tone.fill(frame);
      ear.write(frame);
    }
  }

  private void silence(int frames) {
    for (int i = 0; i < frames; i++) {
      ear.write(new short[FRAME]);
    }
  }
}
