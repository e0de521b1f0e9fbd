package dev.cordboard.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tones made and found again.
class ToneTest {
  private static final String KEYS = "0123456789*#ABCD";

  @Test
  void aToneIsFoundWithItsAmplitudeAndNoOther() {
    var second = new short[8000];
    ToneGenerator.of(440, 5000).fill(second);

    assertThat(Goertzel.amplitude(second, 440)).isCloseTo(5000, within(50.0));
    assertThat(Goertzel.amplitude(second, 650)).isLessThan(50);
  }

  @Test
  void aToneGoesOnWhereItsLastFrameEnded() {
    var whole = new short[320];
    var first = new short[160];
    var second = new short[160];
    ToneGenerator.of(445, 5000).fill(whole);
    var parts = ToneGenerator.of(445, 5000);
    parts.fill(first);
    parts.fill(second);

    assertThat(second[0]).isEqualTo(whole[160]);
    assertThat(second[159]).isEqualTo(whole[319]);
  }

  @Test
  void nothingHasNoTone() {
    assertThat(Goertzel.amplitude(new short[0], 440)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {400, 6000, 16000})
  void everyKeyIsHeardOncePerPress(double amplitude) {
    assertThat(heard(KEYS, amplitude)).containsExactlyElementsOf(chars(KEYS + KEYS));
  }

  @Test
  void theSameKeyTwiceIsHeardTwice() {
    assertThat(heard("55", 6000)).containsExactly('5', '5', '5', '5');
  }

  @Test
  void noiseSpeechLikeTonesAndSilenceAreNoKeys() {
    var detector = new DtmfDetector();
    var random = new Random(7);
    var frame = new short[160];
    var one = ToneGenerator.of(770, 8000);
    for (int i = 0; i < 5000; i++) {
      for (int k = 0; k < 160; k++) {
        frame[k] = (short) (random.nextGaussian() * 4000);
      }
      assertThat(detector.feed(frame)).isEqualTo(DtmfDetector.NONE);
      one.fill(frame);
      assertThat(detector.feed(frame)).isEqualTo(DtmfDetector.NONE);
      assertThat(detector.feed(new short[160])).isEqualTo(DtmfDetector.NONE);
    }
  }

  @Test
  void aKeyWithOneToneMuchLouderIsNone() {
    var detector = new DtmfDetector();
    var low = new short[160];
    var high = new short[160];
    var lowTone = ToneGenerator.of(770, 12_000);
    var highTone = ToneGenerator.of(1336, 1_000);
    for (int i = 0; i < 10; i++) {
      lowTone.fill(low);
      highTone.fill(high);
      for (int k = 0; k < 160; k++) {
        low[k] += high[k];
      }
      assertThat(detector.feed(low)).isEqualTo(DtmfDetector.NONE);
    }
  }

  @Test
  void keysKnowTheirCodesAndTones() {
    assertThat(DtmfKey.of('#').orElseThrow().event()).isEqualTo(11);
    assertThat(DtmfKey.of('d').orElseThrow()).isEqualTo(new DtmfKey('D'));
    assertThat(new DtmfKey('5').lowHz()).isEqualTo(770);
    assertThat(new DtmfKey('5').highHz()).isEqualTo(1336);
    assertThat(DtmfKey.of('x')).isEmpty();
  }

  /// Presses each key for 100 ms with 60 ms of pause, all of them twice.
  private static List<Character> heard(String keys, double amplitude) {
    var detector = new DtmfDetector();
    var heard = new ArrayList<Character>();
    for (char symbol : (keys + keys).toCharArray()) {
      var tone = ToneGenerator.of(new DtmfKey(symbol), amplitude);
      for (int i = 0; i < 8; i++) {
        var frame = new short[160];
        if (i < 5) {
          tone.fill(frame);
        }
        char key = detector.feed(frame);
        if (key != DtmfDetector.NONE) {
          heard.add(key);
        }
      }
    }
    return heard;
  }

  private static List<Character> chars(String text) {
    return text.chars().mapToObj(c -> (char) c).toList();
  }
}
