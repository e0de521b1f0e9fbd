package dev.cordboard.media;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.MediaSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The media plane on shards: builds sessions and bridges and spreads them.
final class ShardedMediaPlane implements MediaPlane {
  private static final int MAX_RANDOM = 1 << 30;

  private final MediaSettings settings;
  private final TimeSource time;
  private final IdSource ids;
  private final PortPool ports;
  private final List<Shard> shards = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final ExecutorService signals;
  private final AtomicInteger sessions = new AtomicInteger();
  private volatile boolean closed;

  ShardedMediaPlane(
      MediaSettings settings,
      TimeSource time,
      IdSource ids,
      Metrics metrics,
      ExecutorService signals) {
    this.settings = settings;
    this.time = time;
    this.ids = ids;
    this.signals = signals;
    this.ports = new PortPool(settings, address(settings.host()), time, ids);
    var counters = Counters.of(metrics);
    for (int i = 0; i < shardCount(settings); i++) {
      shards.add(new Shard(time, settings.tickMillis(), counters));
    }
    metrics.gauge("cordboard.media.sessions", sessions::get);
  }

  /// Gives every shard its thread.
  void startThreads() {
    for (int i = 0; i < shards.size(); i++) {
      var life = new ShardLife(shards.get(i), settings, i == 0);
      threads.add(Thread.ofPlatform().name("media-" + i).daemon().start(life));
    }
  }

  /// One beat of every shard, for tests that hold the clock; never together with threads.
  void tick() {
    for (int i = 0; i < shards.size(); i++) {
      shards.get(i).tick(time.nanoTime());
    }
  }

  /// A thread for all signals, so that no listener holds up a shard.
  static ExecutorService signalThread() {
    return Executors.newSingleThreadExecutor(
        Thread.ofPlatform().name("media-signals").daemon().factory());
  }

  @Override
  public Optional<MediaSession> open(MediaListener listener, InetAddress advertised) {
    return closed ? Optional.empty() : ports.take().map(pair -> open(listener, advertised, pair));
  }

  @Override
  public Bridge bridge() {
    return new Conversation(leastLoaded());
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    shards.forEach(Shard::stop);
    threads.forEach(ShardedMediaPlane::join);
    if (threads.isEmpty()) {
      shards.forEach(Shard::closeAll);
    }
    signals.shutdown();
    try {
      signals.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private MediaSession open(MediaListener listener, InetAddress advertised, PortPair pair) {
    var shard = leastLoaded();
    shard.loaded(1);
    sessions.incrementAndGet();
    var mailbox = new Mailbox(shard);
    int ssrc = random();
    var path = new PortPath(pair);
    var voice = new Voice(path, new OutStream(ssrc, random() & 0x7FFF, random()));
    var told =
        new Signals(
            listener,
            signals,
            () -> {
              mailbox.shard().loaded(-1);
              sessions.decrementAndGet();
            });
    var reports = new Reports(path, time, ssrc, ids.token(8), reportInterval());
    var watch = new Watch(Duration.ofSeconds(settings.mediaStopSeconds()).toNanos());
    var leg = new Leg(path, told, voice, reports, watch);
    mailbox.post(() -> leg.open(shard));
    var identity = new LegSession.Identity(text(advertised), pair.port(), random(), ssrc);
    return new LegSession(leg, mailbox, identity);
  }

  /// An address as descriptions write it: without the zone of an IPv6 address, which means nothing
  /// elsewhere.
  private static String text(InetAddress address) {
    var text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  /// The mean interval, 20 % more or less.
  private long reportInterval() {
    long mean = Duration.ofSeconds(settings.rtcpIntervalSeconds()).toNanos();
    return mean * (80 + ids.below(41)) / 100;
  }

  private int random() {
    return ids.below(MAX_RANDOM);
  }

  private Shard leastLoaded() {
    var least = shards.getFirst();
    for (var shard : shards) {
      least = shard.load() < least.load() ? shard : least;
    }
    return least;
  }

  private static int shardCount(MediaSettings settings) {
    int free = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    return settings.shards() > 0 ? settings.shards() : free;
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("media.host is no address of this machine: " + host, e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
