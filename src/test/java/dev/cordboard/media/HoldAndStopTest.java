package dev.cordboard.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.MediaSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A phone that holds, and media that stops.
class HoldAndStopTest {
  @ParameterizedTest
  @ValueSource(strings = {"sendonly", "inactive"})
  void aPhoneThatHoldsGetsNothingAndIsNotMissed(String direction) {
    try (var rig = new MediaRig(1)) {
      var a = rig.phone("0");
      var b = rig.phone("0");
      rig.bridge(a, b);
      BridgeTest.talk(rig, 3, List.of(a, b), 440, 890);

      var answer = a.session().answer(a.offer("0", direction)).orElseThrow();
      rig.tick(1);
      a.peer().drain();
      b.peer().sendTone(890);
      rig.tick(100);

      assertThat(a.session().remoteHolds()).isTrue();
      assertThat(answer.toString())
          .contains(direction.equals("inactive") ? "a=inactive" : "a=recvonly");
      assertThat(a.peer().drain()).isEmpty();
      assertThat(b.peer().drain()).isNotEmpty(); // Silence flows on.
      rig.tick(120_000);
      assertThat(a.signals()).isEmpty();
      assertThat(b.signals()).containsExactly("stopped");

      assertThat(a.session().answer(a.offer("0"))).isPresent();
      rig.tick(1);
      a.peer().drain();
      var heard = BridgeTest.talk(rig, 40, List.of(a, b), 440, 890);
      assertThat(a.session().remoteHolds()).isFalse();
      BridgeTest.assertHears(heard.get(0), 890, 440);
    }
  }

  @Test
  void mediaThatStopsIsReportedOnceAndAgainAfterItCameBack() {
    try (var rig = new MediaRig(1)) {
      var a = rig.phone("0");
      a.peer().sendTone(440);
      rig.tick(59_000);
      assertThat(a.signals()).isEmpty();
      rig.tick(3_000);
      assertThat(a.signals()).containsExactly("stopped");
      rig.tick(120_000);
      assertThat(a.signals()).containsExactly("stopped");

      a.peer().sendTone(440);
      rig.tick(62_000);
      assertThat(a.signals()).containsExactly("stopped", "stopped");
    }
  }

  @Test
  void reportsAloneKeepALegAlive() {
    try (var rig = new MediaRig(1);
        var rtcp = new dev.cordboard.testkit.RtpPeer()) {
      var a = rig.phone("0", "rtcp:" + rtcp.port());
      rtcp.sendTo(a.session().localPort() + 1);
      for (int i = 0; i < 10; i++) {
        rtcp.sendRaw(new byte[] {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 9});
        rig.tick(20_000);
      }

      assertThat(a.signals()).isEmpty();
    }
  }

  @Test
  void zeroMeansNever() {
    var settings = MediaRig.settings(1);
    var patient = new MediaSettings(settings.host(), settings.rtpPorts(), 30, 1, 1, false, 0, 5, 0);
    try (var rig = new MediaRig(patient)) {
      var a = rig.phone("0");
      rig.tick(100_000);

      assertThat(a.signals()).isEmpty();
    }
  }

  @Test
  void aLateAnswerStartsTheTimeAnew() {
    try (var rig = new MediaRig(1)) {
      var a = rig.unanswered();
      var offer = a.session().offer(dev.cordboard.sdp.Codec.PCMU);
      assertThat(offer.media()).hasSize(1);
      a.session().accept(a.offer("0"));
      rig.tick(58_000);
      a.session().accept(a.offer("0"));
      rig.tick(58_000);
      assertThat(a.signals()).isEmpty();
      rig.tick(4_000);
      assertThat(a.signals()).containsExactly("stopped");
    }
  }
}
