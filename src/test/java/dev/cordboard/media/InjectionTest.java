package dev.cordboard.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.testkit.RtpPeer;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Strangers that send to a leg's ports: none is heard, none gets our media (ATTACKS.md 13, 15).
class InjectionTest {
  private static final String STRANGERS = "cordboard.media.packets.dropped{reason=stranger}";

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void onceLatchedNoOtherSourceIsHeardOrAnswered(int shards) {
    try (var rig = new MediaRig(shards);
        var stranger = new RtpPeer()) {
      var a = rig.phone("0");
      var b = rig.phone("0");
      rig.bridge(a, b);
      BridgeTest.talk(rig, 5, java.util.List.of(a, b), 440, 890);
      stranger.sendTo(a.session().localPort());

      for (int i = 0; i < 100; i++) {
        // As good as it gets: right type, right number, even the right source identifier.
        stranger.sendRaw(forged(a.peer(), i));
        rig.tick(1);
      }
      a.peer().sendTone(440);
      b.peer().sendTone(890);
      rig.tick(1);

      assertThat(b.peer().drain()).hasSize(1);
      assertThat(a.peer().drain()).hasSize(1);
      assertThat(stranger.drain()).isEmpty();
      assertThat(rig.metrics.count(STRANGERS)).isEqualTo(100);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aPhoneThatSendsFromAnotherPortIsFoundAndThenFixed(int shards) {
    try (var rig = new MediaRig(shards);
        var behindNat = new RtpPeer();
        var stranger = new RtpPeer()) {
      var a = rig.phone("0");
      var b = rig.phone("0");
      rig.bridge(a, b);
      behindNat.sendTo(a.session().localPort());
      for (int i = 0; i < 6; i++) {
        behindNat.sendTone(440);
        b.peer().sendTone(890);
        rig.tick(20);
      }
      behindNat.drain();
      b.peer().drain();
      stranger.sendTo(a.session().localPort());
      for (int i = 0; i < 6; i++) {
        stranger.sendTone(1370);
        a.peer().sendTone(1370);
        rig.tick(2);
      }
      b.peer().sendTone(890);
      rig.tick(1);

      assertThat(b.peer().drain()).isEmpty();
      assertThat(behindNat.drain()).hasSize(1);
      assertThat(stranger.drain()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void garbageNeitherLatchesNorHurts(int shards) {
    try (var rig = new MediaRig(shards);
        var stranger = new RtpPeer()) {
      var a = rig.phone("0 101");
      var b = rig.phone("0 101");
      rig.bridge(a, b);
      var random = new Random(5);
      for (int port : new int[] {a.session().localPort(), a.session().localPort() + 1}) {
        stranger.sendTo(port);
        for (int i = 0; i < 500; i++) {
          var bytes = new byte[random.nextInt(300)];
          random.nextBytes(bytes);
          if (bytes.length > 1 && i % 2 == 0) {
            bytes[0] = (byte) 0x80;
            bytes[1] = (byte) (i % 4 == 0 ? 99 : 203);
          }
          stranger.sendRaw(bytes);
          rig.tick(1);
        }
      }
      stranger.drain();

      b.peer().sendTone(890);
      rig.tick(1);
      assertThat(a.peer().drain()).hasSize(1);
      assertThat(stranger.drain()).isEmpty();
      assertThat(rig.metrics.count("cordboard.media.faults")).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aForgedGoodbyeOrCollisionChangesNothing(int shards) {
    try (var rig = new MediaRig(shards)) {
      var a = rig.phone("0");
      var b = rig.phone("0");
      rig.bridge(a, b);
      var before = BridgeTest.talk(rig, 5, java.util.List.of(a, b), 440, 890).get(1);
      int ours = before.getFirst().ssrc();
      try (var rtcp = new RtpPeer()) {
        rtcp.sendTo(b.session().localPort() + 1);
        for (int ssrc : new int[] {ours, b.peer().ssrc()}) {
          // A receiver report with a BYE: "you" leave, or "I" do.
          rtcp.sendRaw(
              ByteBuffer.allocate(16)
                  .putInt(0x80C9_0001)
                  .putInt(ssrc)
                  .putInt(0x81CB_0001)
                  .putInt(ssrc)
                  .array());
          rig.tick(1);
        }
      }

      var after = BridgeTest.talk(rig, 5, java.util.List.of(a, b), 440, 890).get(1);
      assertThat(after).hasSize(5).allSatisfy(p -> assertThat(p.ssrc()).isEqualTo(ours));
      assertThat(b.signals()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aSecondSourceOnTheRightAddressNeedsTwoPacketsToTakeOver(int shards) {
    try (var rig = new MediaRig(shards)) {
      var a = rig.phone("0");
      var b = rig.phone("0");
      rig.bridge(a, b);
      BridgeTest.talk(rig, 5, java.util.List.of(a, b), 440, 890);

      var payload = new byte[160];
      for (int ssrc = 1; ssrc <= 50; ssrc++) {
        a.peer().sendRaw(withSsrc(a.peer().packet(0, false, 7, 7, payload), ssrc));
        rig.tick(1);
      }
      assertThat(b.peer().drain()).isEmpty();

      // A phone that starts its stream over: heard from the second packet on, on our one stream.
      a.peer().sendRaw(withSsrc(a.peer().packet(0, false, 900, 7, payload), 99));
      a.peer().sendRaw(withSsrc(a.peer().packet(0, false, 901, 167, payload), 99));
      rig.tick(2);
      assertThat(b.peer().drain()).hasSize(1);
    }
  }

  private static byte[] forged(RtpPeer victim, int i) {
    return victim.packet(0, false, victim.sequence() + i & 0xFFFF, 5000 + 160 * i, new byte[160]);
  }

  private static byte[] withSsrc(byte[] packet, int ssrc) {
    ByteBuffer.wrap(packet).putInt(8, ssrc);
    return packet;
  }
}
