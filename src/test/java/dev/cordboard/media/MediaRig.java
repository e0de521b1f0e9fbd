package dev.cordboard.media;

import dev.cordboard.base.IdSource;
import dev.cordboard.config.MediaSettings;
import dev.cordboard.sdp.SessionDescription;
import dev.cordboard.testkit.CountingMetrics;
import dev.cordboard.testkit.ManualTime;
import dev.cordboard.testkit.RtpPeer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/// A media plane over real loopback sockets whose clock and beat a test holds in its hands.
final class MediaRig implements AutoCloseable {
  static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  final ManualTime time = new ManualTime();
  final CountingMetrics metrics = new CountingMetrics();
  final ShardedMediaPlane plane;
  private final List<RtpPeer> opened = new ArrayList<>();

  /// A phone: the peer, the session that faces it, and the keys that the session heard.
  record Phone(RtpPeer peer, MediaSession session, List<String> signals) {
    SessionDescription offer(String formats, String... attributes) {
      return parsed(peer.describe(formats, attributes));
    }
  }

  MediaRig(int shards) {
    this(settings(shards));
  }

  MediaRig(MediaSettings settings) {
    this.plane =
        new ShardedMediaPlane(settings, time, IdSource.random(), metrics, new CallerRuns());
  }

  static MediaSettings settings(int shards) {
    var defaults = MediaSettings.defaults();
    return new MediaSettings(
        "127.0.0.1",
        new MediaSettings.PortRange(0, 0),
        defaults.portRestSeconds(),
        shards,
        1,
        false,
        defaults.mediaStopSeconds(),
        defaults.rtcpIntervalSeconds(),
        0);
  }

  /// A phone whose offer was answered.
  Phone phone(String formats, String... attributes) {
    var phone = unanswered();
    var answer = phone.session().answer(phone.offer(formats, attributes));
    if (answer.isEmpty()) {
      throw new AssertionError("nothing fits " + formats);
    }
    tick(1);
    return phone;
  }

  /// A phone with which nothing is agreed.
  Phone unanswered() {
    var peer = new RtpPeer();
    var signals = new ArrayList<String>();
    var session =
        plane
            .open(
                new MediaListener() {
                  @Override
                  public void mediaStopped() {
                    signals.add("stopped");
                  }

                  @Override
                  public void digit(char digit) {
                    signals.add(String.valueOf(digit));
                  }
                },
                LOOPBACK)
            .orElseThrow();
    peer.sendTo(session.localPort());
    opened.add(peer);
    return new Phone(peer, session, signals);
  }

  /// Puts phones into a new bridge, where all hear all.
  Bridge bridge(Phone... phones) {
    var bridge = plane.bridge();
    for (var phone : phones) {
      phone.session().join(bridge, true, true);
    }
    tick(3); // Time to move between shards.
    return bridge;
  }

  /// Lets milliseconds pass, with a beat at each.
  void tick(int millis) {
    for (int i = 0; i < millis; i++) {
      time.advance(Duration.ofMillis(1));
      plane.tick();
    }
  }

  static SessionDescription parsed(byte[] description) {
    return SessionDescription.parse(description).toOptional().orElseThrow();
  }

  @Override
  public void close() {
    plane.close();
    opened.forEach(RtpPeer::close);
  }

  private static final class CallerRuns extends AbstractExecutorService {
    private boolean shut;

    @Override
    public void execute(Runnable command) {
      command.run();
    }

    @Override
    public void shutdown() {
      shut = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      shut = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return shut;
    }

    @Override
    public boolean isTerminated() {
      return shut;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }
}
