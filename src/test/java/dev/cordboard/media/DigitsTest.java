package dev.cordboard.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.audio.DtmfDetector;
import dev.cordboard.testkit.RtpPeer.Received;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys pressed on one leg reach the server and the other legs, as events with their own payload
/// types.
class DigitsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aPressIsPassedThroughWithTheOthersPayloadType(int shards) {
    try (var rig = new MediaRig(shards)) {
      var a = rig.phone("0 101");
      var b = rig.phone("0 96");
      rig.bridge(a, b);
      var heard = new ArrayList<>(BridgeTest.talk(rig, 3, List.of(a, b), 440, 890).get(1));

      a.peer().press(101, 7);
      rig.tick(20);
      heard.addAll(b.peer().drain());
      heard.addAll(BridgeTest.talk(rig, 3, List.of(a, b), 440, 890).get(1));

      assertThat(a.signals()).containsExactly("7");
      assertPressed(heard, 96, 7);
      for (int i = 1; i < heard.size(); i++) {
        assertThat(heard.get(i).sequence()).isEqualTo(heard.get(i - 1).sequence() + 1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aPressReachesEveryoneInAConference(int shards) {
    try (var rig = new MediaRig(shards)) {
      var a = rig.phone("0 101");
      var b = rig.phone("8 96");
      var c = rig.phone("0");
      rig.bridge(a, b, c);
      BridgeTest.talk(rig, 3, List.of(a, b, c), 440, 890, 1370);

      a.peer().press(101, 11);
      rig.tick(20);
      var heard = b.peer().drain();

      assertThat(a.signals()).containsExactly("#");
      assertPressed(heard, 96, 11);
      assertThat(c.peer().drain()).allSatisfy(p -> assertThat(p.payloadType()).isZero());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aPressToALegWithoutEventsLeavesNoHoleInItsStream(int shards) {
    try (var rig = new MediaRig(shards)) {
      var a = rig.phone("0 101");
      var b = rig.phone("0");
      rig.bridge(a, b);
      var heard = new ArrayList<>(BridgeTest.talk(rig, 3, List.of(a, b), 440, 890).get(1));

      a.peer().press(101, 7);
      rig.tick(20);
      heard.addAll(BridgeTest.talk(rig, 3, List.of(a, b), 440, 890).get(1));

      assertThat(a.signals()).containsExactly("7");
      assertThat(heard).hasSize(6).allSatisfy(p -> assertThat(p.payloadType()).isZero());
      BridgeTest.assertSequencesFollow(heard);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void sendsDigitsIntoABridgedLegAndGoesBackToPassingThrough(int shards) {
    try (var rig = new MediaRig(shards)) {
      var a = rig.phone("0 101");
      var b = rig.phone("0 96");
      rig.bridge(a, b);
      var heard = new ArrayList<>(BridgeTest.talk(rig, 5, List.of(a, b), 440, 890).get(1));

      b.session().sendDigits("12");
      heard.addAll(BridgeTest.talk(rig, 30, List.of(a, b), 440, 890).get(1));

      var presses = heard.stream().filter(p -> p.payloadType() == 96).toList();
      assertThat(presses).hasSize(14);
      assertThat(presses.stream().map(Received::timestamp).distinct()).hasSize(2);
      assertThat(presses).filteredOn(Received::marker).hasSize(2);
      assertPressed(presses.subList(0, 7), 96, 1);
      assertPressed(presses.subList(7, 14), 96, 2);
      BridgeTest.assertHears(heard.subList(heard.size() - 10, heard.size()), 440, 890);
      var stamp = new byte[160];
      stamp[3] = 3;
      a.peer().sendPayload(stamp);
      rig.tick(1);
      assertThat(b.peer().drain())
          .singleElement()
          .satisfies(p -> assertThat(p.payload()).isEqualTo(stamp));
      for (int i = 1; i < heard.size(); i++) {
        assertThat(heard.get(i).sequence()).isEqualTo(heard.get(i - 1).sequence() + 1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void sendsTonesWhereEventsWereNotAgreed(int shards) {
    try (var rig = new MediaRig(shards)) {
      var a = rig.phone("8");
      a.session().sendDigits("5#");
      rig.tick(400);

      var detector = new DtmfDetector();
      var keys = new StringBuilder();
      for (var packet : a.peer().drain()) {
        char key = detector.feed(packet.sound());
        keys.append(key == DtmfDetector.NONE ? "" : key);
      }
      assertThat(keys).hasToString("5#");
      assertThat(a.peer().drain()).isEmpty();
    }
  }

  /// One press: one timestamp, the end three times, durations that grow.
  private static void assertPressed(List<Received> heard, int payloadType, int event) {
    var press = heard.stream().filter(p -> p.payloadType() == payloadType).toList();
    assertThat(press).hasSize(7);
    assertThat(press).allSatisfy(p -> assertThat(p.payload()[0]).isEqualTo((byte) event));
    assertThat(press).extracting(Received::timestamp).containsOnly(press.getFirst().timestamp());
    assertThat(press.getFirst().marker()).isTrue();
    assertThat(press.stream().filter(p -> p.payload()[1] < 0)).hasSize(3);
    assertThat(press.getLast().payload()).endsWith((byte) (800 >> 8), (byte) 800);
  }
}
