package dev.cordboard.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.audio.Goertzel;
import dev.cordboard.audio.ToneGenerator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sources and sinks: what simulated phones speak and hear with.
class SoundTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aSessionOfItsOwnSpeaksAndListens(int shards) {
    try (var rig = new MediaRig(shards)) {
      var a = rig.phone("8 101");
      var tone = ToneGenerator.of(650, 6000);
      var listened = new ArrayList<short[]>();
      a.session().attach(frame -> fill(tone, frame), frame -> listened.add(frame.clone()));

      var heard = BridgeTest.talk(rig, 50, List.of(a), 440).get(0);

      BridgeTest.assertContinuous(heard);
      assertThat(heard).hasSizeBetween(49, 50);
      assertThat(Goertzel.amplitude(BridgeTest.lastHalf(heard), 650)).isGreaterThan(5000);
      assertThat(Goertzel.amplitude(listened.get(30), 440)).isGreaterThan(7000);

      a.session().attach(AudioSource.SILENCE, AudioSink.DEAF);
      rig.tick(1);
      a.peer().drain();
      rig.tick(100);
      assertThat(a.peer().drain()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void twoSessionsTalkToEachOther(int shards) {
    try (var rig = new MediaRig(shards)) {
      var phone = rig.unanswered().session();
      var server = rig.unanswered().session();
      var answer = server.answer(phone.offer(dev.cordboard.sdp.Codec.PCMA)).orElseThrow();
      assertThat(phone.accept(answer)).isTrue();
      var tone = ToneGenerator.of(650, 6000);
      var listened = new ArrayList<short[]>();
      phone.attach(frame -> fill(tone, frame), AudioSink.DEAF);
      server.attach(_ -> false, frame -> listened.add(frame.clone()));

      rig.tick(1000);

      assertThat(server.codec()).contains(dev.cordboard.sdp.Codec.PCMA);
      assertThat(Goertzel.amplitude(listened.getLast(), 650)).isGreaterThan(5000);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aSourceInABridgeIsHeardByItsLegAlone(int shards) {
    try (var rig = new MediaRig(shards)) {
      var a = rig.phone("0");
      var b = rig.phone("0");
      rig.bridge(a, b);
      var tone = ToneGenerator.of(650, 6000);
      a.session().attach(frame -> fill(tone, frame), AudioSink.DEAF);

      var heard = BridgeTest.talk(rig, 50, List.of(a, b), 440, 890);

      BridgeTest.assertHears(heard.get(0), 650, 440);
      BridgeTest.assertHears(heard.get(0), 890, 440);
      BridgeTest.assertHears(heard.get(1), 440, 650);
    }
  }

  private static boolean fill(ToneGenerator tone, short[] frame) {
    tone.fill(frame);
    return true;
  }
}
