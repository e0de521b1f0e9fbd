package dev.cordboard.media;

import java.net.InetAddress;
import java.util.Optional;

/// The media of a server: ports, shards, sessions and bridges. `MediaPlane.start(MediaSettings,
/// TimeSource, IdSource, Metrics)` makes one.
///
/// Thread-safe.
public interface MediaPlane extends AutoCloseable {
  /// A new session with ports of its own; `advertised` is the address in its descriptions. Empty:
  /// every port is taken (503).
  Optional<MediaSession> open(MediaListener listener, InetAddress advertised);

  /// A new bridge without sessions.
  Bridge bridge();

  /// Ends every session and every shard.
  @Override
  void close();
}
