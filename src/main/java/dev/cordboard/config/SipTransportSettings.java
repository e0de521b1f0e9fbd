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
/// @param connectionsPerAddress TCP connections of one address; a new one makes the longest idle
///   one go
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
  public SipTransportSettings {
    Checks.that(port >= 0 && port <= 65_535, "sip.transport.port: 0 to 65535");
    Checks.that(receiveBufferBytes > 0, "sip.transport.receive-buffer-bytes: at least 1");
    Checks.that(mtuBytes >= 576, "sip.transport.mtu-bytes: at least 576");
    Checks.that(connections > 0, "sip.transport.connections: at least 1");
    Checks.that(connectionsPerAddress > 0, "sip.transport.connections-per-address: at least 1");
    Checks.that(sendQueueBytes >= 65_536, "sip.transport.send-queue-bytes: at least 65536");
    Checks.that(idleTimeout.isPositive(), "sip.transport.idle-timeout: above 0");
    Checks.that(frameTimeout.isPositive(), "sip.transport.frame-timeout: above 0");
    Checks.that(connectTimeout.isPositive(), "sip.transport.connect-timeout: above 0");
  }

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
