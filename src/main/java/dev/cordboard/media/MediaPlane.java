package dev.cordboard.media;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.MediaSettings;
import java.net.InetAddress;
import java.util.Optional;

/// The media of a server: ports, shards, sessions and bridges.
///
/// Thread-safe.
public interface MediaPlane extends AutoCloseable {
  /// A media plane with its threads running.
  static MediaPlane start(MediaSettings settings, TimeSource time, IdSource ids, Metrics metrics) {
    var plane =
        new ShardedMediaPlane(settings, time, ids, metrics, ShardedMediaPlane.signalThread());
    plane.startThreads();
    return plane;
  }

  /// A new session with ports of its own; `advertised` is the address in its descriptions. Empty:
  /// every port is taken (503).
  Optional<MediaSession> open(MediaListener listener, InetAddress advertised);

  /// A new bridge without sessions.
  Bridge bridge();

  /// Ends every session and every shard.
  @Override
  void close();
}
