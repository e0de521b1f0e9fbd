package dev.cordboard.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.audio.Goertzel;
import dev.cordboard.media.MediaRig.Phone;
import dev.cordboard.testkit.RtpPeer.Received;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What legs hear through a bridge, and the numbers on the packets that tell it.
class BridgeTest {
  private static final double LOUD = 5000;
  private static final double SILENT = 300;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void twoLegsOfOneCodecGetEachOthersPacketsUnchanged(int shards) {
    try (var rig = new MediaRig(shards)) {
      var a = rig.phone("0 101");
      var b = rig.phone("0 101");
      rig.bridge(a, b);
      var stamp = new byte[160];
      stamp[7] = 42;

      a.peer().sendPayload(stamp);
      rig.tick(1);

      var heard = b.peer().drain();
      assertThat(heard).singleElement().satisfies(p -> assertThat(p.payload()).isEqualTo(stamp));
      assertThat(heard.getFirst().ssrc()).isNotEqualTo(a.peer().ssrc());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void eachSideHearsTheOthersTone(int shards) {
    try (var rig = new MediaRig(shards)) {
      var a = rig.phone("0 101");
      var b = rig.phone("8 101");
      rig.bridge(a, b);

      var heard = talk(rig, 50, List.of(a, b), 440, 890);

      assertContinuous(heard.get(0));
      assertContinuous(heard.get(1));
      assertHears(heard.get(0), 890, 440);
      assertHears(heard.get(1), 440, 890);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void inAConferenceEveryoneHearsAllButItself(int shards) {
    try (var rig = new MediaRig(shards)) {
      var phones = List.of(rig.phone("0"), rig.phone("8"), rig.phone("0"));
      rig.bridge(phones.toArray(Phone[]::new));

      var heard = talk(rig, 50, phones, 440, 890, 1370);

      double[] tones = {440, 890, 1370};
      for (int i = 0; i < 3; i++) {
        assertContinuous(heard.get(i));
        var sound = lastHalf(heard.get(i));
        for (int k = 0; k < 3; k++) {
          double amplitude = Goertzel.amplitude(sound, tones[k]);
          if (k == i) {
            assertThat(amplitude).isLessThan(SILENT);
          } else {
            assertThat(amplitude).isGreaterThan(LOUD);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aThirdLegComesAndGoesWithoutAGap(int shards) {
    try (var rig = new MediaRig(shards)) {
      var a = rig.phone("0");
      var b = rig.phone("0");
      var c = rig.phone("0");
      var bridge = rig.bridge(a, b);
      var heard = new ArrayList<Received>();

      heard.addAll(talk(rig, 20, List.of(a, b), 440, 890).get(1));
      c.session().join(bridge, true, true);
      heard.addAll(talk(rig, 20, List.of(a, b), 440, 890).get(1));
      c.session().leave();
      heard.addAll(talk(rig, 20, List.of(a, b), 440, 890).get(1));

      assertContinuous(heard);
      assertThat(heard).hasSizeBetween(59, 61);
      for (var packet : heard) {
        assertThat(Goertzel.amplitude(packet.sound(), 440)).isGreaterThan(4000);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aLegThatIsNotHeardOrDoesNotHear(int shards) {
    try (var rig = new MediaRig(shards)) {
      var a = rig.phone("0");
      var b = rig.phone("0");
      var bridge = rig.bridge(a, b);
      a.session().join(bridge, true, false);

      var heard = talk(rig, 50, List.of(a, b), 440, 890);
      assertHears(heard.get(0), 890, 440);
      assertThat(Goertzel.amplitude(lastHalf(heard.get(1)), 440)).isLessThan(SILENT);
      assertContinuous(heard.get(1));

      a.session().join(bridge, false, true);
      heard = talk(rig, 50, List.of(a, b), 440, 890);
      assertHears(heard.get(1), 440, 890);
      assertThat(Goertzel.amplitude(lastHalf(heard.get(0)), 890)).isLessThan(SILENT);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aLegMovesToAnotherBridgeAndKeepsItsStream(int shards) {
    try (var rig = new MediaRig(shards)) {
      var a = rig.phone("0");
      var b = rig.phone("0");
      var c = rig.phone("0");
      rig.bridge(a, b);
      var heard = new ArrayList<>(talk(rig, 10, List.of(a, b), 440, 890).get(0));
      var other = rig.bridge(c);

      a.session().join(other, true, true);
      rig.tick(3);
      c.peer().drain();
      var after = talk(rig, 20, List.of(a, c), 440, 1370);
      heard.addAll(after.get(0));

      assertThat(heard).extracting(Received::ssrc).containsOnly(heard.getFirst().ssrc());
      assertSequencesFollow(heard);
      assertHears(after.get(0), 1370, 890);
      assertHears(after.get(1), 440, 1370);
    }
  }

  /// Lets everybody speak for so many packets, each its tone; what each heard.
  static List<List<Received>> talk(MediaRig rig, int packets, List<Phone> phones, double... tones) {
    var heard = new ArrayList<List<Received>>();
    phones.forEach(_ -> heard.add(new ArrayList<>()));
    for (int i = 0; i < packets; i++) {
      for (int k = 0; k < phones.size(); k++) {
        speakHisCodec(phones.get(k)).peer().sendTone(tones[k]);
        rig.tick(2);
      }
      rig.tick(20 - 2 * phones.size());
      for (int k = 0; k < phones.size(); k++) {
        heard.get(k).addAll(phones.get(k).peer().drain());
      }
    }
    return heard;
  }

  private static Phone speakHisCodec(Phone phone) {
    phone.peer().speak(phone.session().codec().orElseThrow().staticPayloadType());
    return phone;
  }

  static void assertContinuous(List<Received> heard) {
    assertSequencesFollow(heard);
    for (int i = 1; i < heard.size(); i++) {
      assertThat(heard.get(i).timestamp() - heard.get(i - 1).timestamp()).isEqualTo(160);
      assertThat(heard.get(i).ssrc()).isEqualTo(heard.getFirst().ssrc());
    }
  }

  static void assertSequencesFollow(List<Received> heard) {
    assertThat(heard).isNotEmpty();
    for (int i = 1; i < heard.size(); i++) {
      assertThat(heard.get(i).sequence()).isEqualTo(heard.get(i - 1).sequence() + 1 & 0xFFFF);
      assertThat(heard.get(i).timestamp() - heard.get(i - 1).timestamp()).isPositive();
    }
  }

  static void assertHears(List<Received> heard, double hz, double butNot) {
    var sound = lastHalf(heard);
    assertThat(Goertzel.amplitude(sound, hz)).isGreaterThan(LOUD);
    assertThat(Goertzel.amplitude(sound, butNot)).isLessThan(SILENT);
  }

  /// The sound of the later half, when all has settled.
  static short[] lastHalf(List<Received> heard) {
    var half = heard.subList(heard.size() / 2, heard.size());
    var sound = new short[half.size() * 160];
    for (int i = 0; i < half.size(); i++) {
      System.arraycopy(half.get(i).sound(), 0, sound, 160 * i, 160);
    }
    return sound;
  }
}
