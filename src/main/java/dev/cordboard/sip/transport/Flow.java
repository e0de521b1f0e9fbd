package dev.cordboard.sip.transport;

import java.net.InetSocketAddress;
import java.util.Optional;

/// The path that a message came by: a UDP socket and a remote address, or one connection. Requests
/// to whoever sent it go back by the same path (RFC 5626).
///
/// @param connection 0 for UDP; for TCP the number of the connection, which is never used again
public record Flow(
    Protocol protocol, InetSocketAddress local, InetSocketAddress remote, long connection) {

  /// Back where the message came from.
  public Target target() {
    return new Target(protocol, remote, connection, false, Optional.empty());
  }
}
