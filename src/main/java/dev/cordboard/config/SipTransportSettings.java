package dev.cordboard.config;

import java.time.Duration;
import java.util.Optional;

/// The sockets that SIP uses.
///
/// @param host address to bind, UDP and TCP; empty: `server.host`
/// @param port UDP and TCP port; 0: any free one, the same for both
/// @param advertise address in Via and Contact when it is not the one bound; empty:
///   `server.advertise`
/// @param receiveBufferBytes socket buffer of the UDP socket; a burst waits there
/// @param mtuBytes a longer request goes over TCP when the target allows it (RFC 3261 §18.1.1)
/// @param symmetricResponses whether a UDP response goes to the port that its request came from
///   even when the Via does not ask for `rport`: phones behind NAT forget to
/// @param connections TCP connections of all peers together
/// @param connectionsPerAddress TCP connections of one address that carry no call, at most
/// @param idleTimeout a TCP connection that is silent for so long is closed
/// @param frameTimeout a TCP message must be complete so long after its first byte
/// @param connectTimeout how long opening a TCP connection may take
/// @param sendQueueBytes what may wait for one slow TCP reader before its connection is closed
public record SipTransportSettings(
    String host,
    int port,
    Optional<String> advertise,
    int receiveBufferBytes,
    int mtuBytes,
    boolean symmetricResponses,
    int connections,
    int connectionsPerAddress,
    Duration idleTimeout,
    Duration frameTimeout,
    Duration connectTimeout,
    int sendQueueBytes) {

  /// Loopback, the port of SIP, and room for a burst.
  public static SipTransportSettings defaults() {
    return new SipTransportSettings(
        "127.0.0.1",
        5060,
        Optional.empty(),
        4 << 20,
        1_300,
        true,
        4_096,
        32,
        Duration.ofMinutes(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(4),
        1 << 20);
  }

  /// The same, with what is empty here taken from the server as a whole.
  public SipTransportSettings at(String serverHost, Optional<String> serverAdvertise) {
    return new SipTransportSettings(
        host.isEmpty() ? serverHost : host,
        port,
        advertise.or(() -> serverAdvertise),
        receiveBufferBytes,
        mtuBytes,
        symmetricResponses,
        connections,
        connectionsPerAddress,
        idleTimeout,
        frameTimeout,
        connectTimeout,
        sendQueueBytes);
  }

  /// The same with another address and port to bind.
  public SipTransportSettings bound(String otherHost, int otherPort) {
    return new SipTransportSettings(
        otherHost,
        otherPort,
        advertise,
        receiveBufferBytes,
        mtuBytes,
        symmetricResponses,
        connections,
        connectionsPerAddress,
        idleTimeout,
        frameTimeout,
        connectTimeout,
        sendQueueBytes);
  }
}
