package dev.cordboard.sip.transport;

import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.SipSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The TCP connections by number and by remote address, and how many there may be. Belongs to the
/// loop.
///
/// A new connection is never turned away because of old silent ones: the longest silent one makes
/// room (some servers stop taking SIP over TCP once sixty idle connections stand open).
final class TcpConnections {
  /// So long without a byte, and a connection counts as idle: twice the usual keep-alive.
  private static final Duration IDLE = Duration.ofSeconds(60);

  private final InetAddress own;
  private final SipSettings settings;
  private final TimeSource time;
  private final TcpConnection.Listener listener;
  private final Metrics.Counter evicted;
  private final Metrics.Counter refused;

  private final Map<Long, TcpConnection> byNumber = new HashMap<>();
  private final Map<InetSocketAddress, TcpConnection> byRemote = new HashMap<>();
  private final Map<InetAddress, Integer> perAddress = new HashMap<>();
  private long lastNumber;
  private boolean closed;

  /// Without any connection yet.
  ///
  /// @param own where connections that we open leave from; the wildcard leaves it to the kernel
  TcpConnections(
      InetAddress own,
      SipSettings settings,
      TimeSource time,
      Metrics metrics,
      TcpConnection.Listener listener) {
    this.own = own;
    this.settings = settings;
    this.time = time;
    this.listener = listener;
    this.evicted = metrics.counter("sip.connections.evicted");
    this.refused = metrics.counter("sip.connections.refused");
  }

  int size() {
    return byNumber.size();
  }

  /// Takes a socket that was accepted.
  void accepted(Socket socket) {
    var remote = (InetSocketAddress) socket.getRemoteSocketAddress();
    if (closed || remote == null || !makeRoom(remote.getAddress())) {
      refuse(socket);
      return;
    }
    var local = (InetSocketAddress) socket.getLocalSocketAddress();
    add(socket, new TcpConnection.Ends(local, remote)).serve();
  }

  /// The connection that a target means, opened when there is none; empty when it names one that is
  /// gone.
  Optional<TcpConnection> to(Target target) {
    if (target.connection() > 0) {
      return Optional.ofNullable(byNumber.get(target.connection()));
    }
    var known = byRemote.get(target.address());
    if (known != null) {
      return Optional.of(known);
    }
    if (closed || !makeRoom(target.address().getAddress())) {
      return Optional.empty();
    }
    var ends = new TcpConnection.Ends(new InetSocketAddress(own, 0), target.address());
    var connection = add(new Socket(), ends);
    connection.open();
    return Optional.of(connection);
  }

  void remove(TcpConnection connection) {
    if (byNumber.remove(connection.number()) != null) {
      byRemote.remove(connection.remote(), connection);
      perAddress.computeIfPresent(
          connection.remote().getAddress(), (_, count) -> count > 1 ? count - 1 : null);
    }
  }

  void closeAll() {
    closed = true;
    byNumber.values().stream().toList().forEach(TcpConnection::closeAfterWriting);
  }

  private TcpConnection add(Socket socket, TcpConnection.Ends ends) {
    var remote = ends.remote();
    var connection = new TcpConnection(++lastNumber, socket, ends, settings, time, listener);
    byNumber.put(connection.number(), connection);
    byRemote.put(remote, connection);
    perAddress.merge(remote.getAddress(), 1, Integer::sum);
    return connection;
  }

  private boolean makeRoom(InetAddress address) {
    var transport = settings.transport();
    if (perAddress.getOrDefault(address, 0) >= transport.connectionsPerAddress()) {
      evictLongestSilent(Optional.of(address));
    }
    return byNumber.size() < transport.connections() || evictLongestSilent(Optional.empty());
  }

  private boolean evictLongestSilent(Optional<InetAddress> address) {
    var silent =
        byNumber.values().stream()
            .filter(each -> address.isEmpty() || each.remote().getAddress().equals(address.get()))
            .filter(each -> each.silence().compareTo(IDLE) > 0)
            .max(Comparator.comparing(TcpConnection::silence));
    silent.ifPresent(
        each -> {
          evicted.increment();
          remove(each);
          each.close();
        });
    return silent.isPresent();
  }

  private void refuse(Socket socket) {
    refused.increment();
    try {
      socket.close();
    } catch (IOException _) {
      // A socket that cannot be closed is gone already.
    }
  }
}
