package dev.cordboard.sip.transport;

import java.net.InetSocketAddress;
import java.util.Optional;

/// Where a message shall go.
///
/// @param connection the connection to use, as [Flow#connection] names it; 0: any to that address,
///   opened when there is none
/// @param tcpWhenLarge whether a request that is too long for UDP may go over TCP instead (RFC 3261
///   §18.1.1): the URI does not name a transport
/// @param advertise the address that this target shall see in our Via, when it is not the usual one
public record Target(
    Protocol protocol,
    InetSocketAddress address,
    long connection,
    boolean tcpWhenLarge,
    Optional<String> advertise) {

  public static Target udp(InetSocketAddress address) {
    return new Target(Protocol.UDP, address, 0, false, Optional.empty());
  }

  public static Target tcp(InetSocketAddress address) {
    return new Target(Protocol.TCP, address, 0, false, Optional.empty());
  }

  /// The same target, which shall see this address of ours.
  public Target advertising(String host) {
    return new Target(protocol, address, connection, tcpWhenLarge, Optional.of(host));
  }

  public boolean isReliable() {
    return protocol.isReliable();
  }
}
