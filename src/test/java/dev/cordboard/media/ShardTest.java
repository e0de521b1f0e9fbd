package dev.cordboard.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.audio.ToneGenerator;
import dev.cordboard.config.MediaSettings;
import dev.cordboard.sdp.Codec;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The beat: late ticks, other tick lengths, bugs in a listener, and what a packet costs.
class ShardTest {
  @Test
  void aTickThatComesTwelveMillisecondsLateLosesNothing() {
    try (var rig = new MediaRig(1)) {
      var a = speaking(rig);
      for (int i = 0; i < 50; i++) {
        jump(rig, i % 3 == 0 ? 12 : 4);
        rig.tick(i % 3 == 0 ? 8 : 16);
      }

      var heard = a.peer().drain();
      assertThat(heard).hasSizeBetween(49, 51);
      BridgeTest.assertContinuous(heard);
      assertThat(rig.metrics.count("cordboard.media.frames.skipped")).isZero();
    }
  }

  @Test
  void framesMissedForLongAreSkippedAndTheTimestampsTell() {
    try (var rig = new MediaRig(1)) {
      var a = speaking(rig);
      rig.tick(100);
      int before = a.peer().drain().getLast().timestamp();
      jump(rig, 200);
      rig.tick(19);

      var heard = a.peer().drain();
      assertThat(heard).hasSizeBetween(1, 2);
      assertThat(heard.getFirst().timestamp() - before).isBetween(9 * 160, 11 * 160);
      assertThat(heard.getFirst().marker()).isTrue();
      assertThat(rig.metrics.count("cordboard.media.frames.skipped")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 10})
  void theTickMayBeLonger(int tickMillis) {
    var settings = MediaRig.settings(1);
    var other =
        new MediaSettings(settings.host(), settings.rtpPorts(), 30, 1, tickMillis, false, 60, 5, 0);
    try (var rig = new MediaRig(other)) {
      var a = speaking(rig);
      rig.tick(1000);

      var heard = a.peer().drain();
      assertThat(heard).hasSizeBetween(49, 51);
      BridgeTest.assertContinuous(heard);
    }
  }

  @Test
  void aSourceThatFailsEndsItsSessionAndNoOther() {
    try (var rig = new MediaRig(1)) {
      var good = speaking(rig);
      var bad = rig.phone("0");
      bad.session()
          .attach(
              _ -> {
                throw new IllegalStateException("a bug");
              },
              AudioSink.DEAF);
      rig.tick(100);
      good.peer().drain();
      rig.tick(200);

      assertThat(good.peer().drain()).hasSize(10);
      assertThat(rig.metrics.count("cordboard.media.faults")).isEqualTo(1);
      assertThat(rig.metrics.read("cordboard.media.sessions")).isEqualTo(1);
    }
  }

  @Test
  void passingThroughAllocatesNothing() {
    try (var rig = new MediaRig(1)) {
      var a = rig.phone("0");
      var b = rig.phone("0");
      rig.bridge(a, b);

      assertThat(bytesPerPacket(rig, List.of(a, b))).isLessThan(16);
    }
  }

  @Test
  void mixingAllocatesNothing() {
    try (var rig = new MediaRig(1)) {
      var a = rig.phone("0");
      var b = rig.phone("0");
      var c = rig.phone("0");
      rig.bridge(a, b, c);

      assertThat(bytesPerPacket(rig, List.of(a, b, c))).isLessThan(16);
    }
  }

  /// What the beat allocates for one packet in and one out, when it is warm; the clock that the
  /// test holds and the reports every five seconds are in it.
  private static long bytesPerPacket(MediaRig rig, List<MediaRig.Phone> phones) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = 0;
    int packets = 0;
    for (int i = 0; i < 3000; i++) {
      for (var phone : phones) {
        phone.peer().sendTone(440);
      }
      for (int ms = 0; ms < 20; ms++) {
        rig.time.advance(Duration.ofMillis(1));
        long before = threads.getCurrentThreadAllocatedBytes();
        rig.plane.tick();
        allocated += i < 1000 ? 0 : threads.getCurrentThreadAllocatedBytes() - before;
      }
      packets += i < 1000 ? 0 : phones.size();
      if (i % 50 == 0) {
        phones.forEach(phone -> phone.peer().drain());
      }
    }
    return allocated / packets;
  }

  private static MediaRig.Phone speaking(MediaRig rig) {
    var phone = rig.phone("0");
    var tone = ToneGenerator.of(440, 5000);
    phone
        .session()
        .attach(
            frame -> {
              tone.fill(frame);
              return true;
            },
            AudioSink.DEAF);
    rig.tick(1);
    assertThat(phone.session().codec()).contains(Codec.PCMU);
    return phone;
  }

  private static void jump(MediaRig rig, int millis) {
    rig.time.advance(Duration.ofMillis(millis));
    rig.plane.tick();
  }
}
