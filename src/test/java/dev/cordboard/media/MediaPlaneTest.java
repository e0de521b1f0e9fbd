package dev.cordboard.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.audio.Goertzel;
import dev.cordboard.audio.ToneGenerator;
import dev.cordboard.base.IdSource;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.MediaSettings;
import dev.cordboard.sdp.Codec;
import dev.cordboard.sdp.SessionDescription;
import dev.cordboard.testkit.CountingMetrics;
import dev.cordboard.testkit.RtpPeer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The plane with its threads running, by the machine's clock.
class MediaPlaneTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Duration LONG = Duration.ofSeconds(5);

  private final CountingMetrics metrics = new CountingMetrics();

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void passesPacketsAndKeysWithItsThreadsRunning(int shards) throws Exception {
    var keys = new LinkedBlockingQueue<Character>();
    try (var plane = plane(shards);
        var a = new RtpPeer();
        var b = new RtpPeer()) {
      var listener =
          new MediaListener() {
            @Override
            public void digit(char digit) {
              keys.add(digit);
            }
          };
      var first = plane.open(listener, LOOPBACK).orElseThrow();
      var second = plane.open(MediaListener.NONE, LOOPBACK).orElseThrow();
      assertThat(first.answer(parsed(a.describe("0 101")))).isPresent();
      second.offer(first.codec().orElseThrow());
      assertThat(second.accept(parsed(b.describe("0 101")))).isTrue();
      var bridge = plane.bridge();
      first.join(bridge, true, true);
      second.join(bridge, true, true);
      a.sendTo(first.localPort());

      a.sendTone(440);
      a.sendTone(440);
      a.sendTone(440);
      a.press(101, 9);

      assertThat(keys.poll(5, TimeUnit.SECONDS)).isEqualTo('9');
      assertThat(b.receive(LONG)).isPresent();
      bridge.close();
      first.close();
      second.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void sessionsSpeakToEachOtherEvenly(int shards) throws Exception {
    var frames = new LinkedBlockingQueue<short[]>();
    try (var plane = plane(shards)) {
      var phone = plane.open(MediaListener.NONE, LOOPBACK).orElseThrow();
      var server = plane.open(MediaListener.NONE, LOOPBACK).orElseThrow();
      assertThat(phone.accept(server.answer(phone.offer(Codec.PCMU)).orElseThrow())).isTrue();
      var tone = ToneGenerator.of(650, 6000);
      phone.attach(
          frame -> {
            tone.fill(frame);
            return true;
          },
          AudioSink.DEAF);
      server.attach(_ -> false, frame -> frames.add(frame.clone()));

      int loud = 0;
      for (int i = 0; i < 100 && loud < 20; i++) {
        var frame = frames.poll(5, TimeUnit.SECONDS);
        assertThat(frame).isNotNull();
        loud += Goertzel.amplitude(frame, 650) > 4000 ? 1 : 0;
      }
      assertThat(loud).isEqualTo(20);
    }
  }

  @Test
  void refusesASessionWhenAllPortsAreTaken() {
    var settings =
        new MediaSettings(
            "127.0.0.1", new MediaSettings.PortRange(18_500, 18_503), 30, 1, 1, false, 60, 5, 0);
    try (var plane = MediaPlane.start(settings, TimeSource.system(), IdSource.random(), metrics)) {
      assertThat(plane.open(MediaListener.NONE, LOOPBACK)).isPresent();
      assertThat(plane.open(MediaListener.NONE, LOOPBACK)).isPresent();
      assertThat(plane.open(MediaListener.NONE, LOOPBACK)).isEmpty();
      assertThat(metrics.read("cordboard.media.sessions")).isEqualTo(2);
    }
    assertThat(metrics.read("cordboard.media.sessions")).isZero();
  }

  @Test
  void aClosedPlaneOpensNothing() {
    var plane = plane(1);
    plane.close();
    plane.close();

    assertThat(plane.open(MediaListener.NONE, LOOPBACK)).isEmpty();
  }

  @Test
  void realtimeSchedulingAndWarmUpAreHarmlessWhereTheyAreRefused() throws Exception {
    var settings =
        new MediaSettings(
            "127.0.0.1", new MediaSettings.PortRange(0, 0), 30, 1, 1, true, 60, 5, 2000);
    try (var plane = MediaPlane.start(settings, TimeSource.system(), IdSource.random(), metrics);
        var peer = new RtpPeer()) {
      var session = plane.open(MediaListener.NONE, LOOPBACK).orElseThrow();
      assertThat(session.answer(parsed(peer.describe("0")))).isPresent();
      session.attach(frame -> frame.length > 0, AudioSink.DEAF);

      assertThat(peer.receive(LONG)).isPresent();
    }
  }

  @Test
  void aSnapshotKeepsWhatARestartNeeds() {
    try (var plane = plane(1);
        var peer = new RtpPeer()) {
      var session = plane.open(MediaListener.NONE, LOOPBACK).orElseThrow();
      var answer = session.answer(parsed(peer.describe("0"))).orElseThrow();

      var snapshot = SessionSnapshot.parse(session.snapshot()).orElseThrow();

      assertThat(snapshot.identity().port()).isEqualTo(session.localPort());
      assertThat(snapshot.localDescription()).isEqualTo(answer.toBytes());
      assertThat(parsed(snapshot.remoteDescription())).isEqualTo(parsed(peer.describe("0")));
      assertThat(SessionSnapshot.parse(new byte[0])).isEmpty();
      assertThat(SessionSnapshot.parse(new byte[] {9, 9})).isEmpty();
    }
  }

  private MediaPlane plane(int shards) {
    return MediaPlane.start(
        MediaRig.settings(shards), TimeSource.system(), IdSource.random(), metrics);
  }

  private static SessionDescription parsed(byte[] description) {
    return MediaRig.parsed(description);
  }
}
