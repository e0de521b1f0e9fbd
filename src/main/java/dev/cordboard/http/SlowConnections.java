package dev.cordboard.http;

import dev.cordboard.base.Metrics.Counter;
import dev.cordboard.base.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;

/// Closes connections whose request head does not arrive in time, however steadily its bytes
/// trickle in. The idle time-out sees only silence, so a client that sends a byte now and then
/// would hold a connection for ever (slowloris); bodies have a deadline of their own.
final class SlowConnections implements Connection.Listener {
  private final Duration limit;
  private final TimeSource time;
  private final Counter closed;
  private final Map<Connection, Seen> open = new ConcurrentHashMap<>();

  SlowConnections(Duration limit, TimeSource time, Counter closed) {
    this.limit = limit;
    this.time = time;
    this.closed = closed;
  }

  @Override
  public void onOpened(Connection connection) {
    // The TLS layer below is a connection of its own; its hand-shake counts as part of the head.
    if (!(connection instanceof SslConnection)) {
      open.put(connection, new Seen(0, 0, time.nanoTime()));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  /// Looks at every connection once; called every second or so.
  void sweep() {
    long now = time.nanoTime();
    open.replaceAll((connection, seen) -> seen.next(connection, now));
    open.forEach(
        (connection, seen) -> {
          if (now - seen.sinceNanos() > limit.toNanos()) {
            closed.increment();
            connection.getEndPoint().close();
          }
        });
  }

  int openConnections() {
    return open.size();
  }

  /// @param requests how many request heads were complete at the last look
  /// @param bytes how many bytes had come when the last head was complete
  /// @param sinceNanos since when an unfinished head is under way; a connection that is merely kept
  ///   alive has none, one that never sent a request has one from the start
  private record Seen(long requests, long bytes, long sinceNanos) {
    Seen next(Connection connection, long now) {
      long requestsNow = connection.getMessagesIn();
      long bytesNow = connection.getBytesIn();
      boolean busy = connection.getMessagesOut() < requestsNow;
      if (busy || requestsNow != requests) {
        return new Seen(requestsNow, bytesNow, now);
      }
      boolean unfinishedHead = requestsNow == 0 || bytesNow != bytes;
      return unfinishedHead ? this : new Seen(requestsNow, bytesNow, now);
    }
  }
}
