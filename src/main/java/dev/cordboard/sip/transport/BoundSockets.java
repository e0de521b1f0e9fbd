package dev.cordboard.sip.transport;

import dev.cordboard.config.SipSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The UDP socket and the TCP listener, both on one port.
final class BoundSockets {
  private static final Logger LOG = LoggerFactory.getLogger(BoundSockets.class);

  /// How often another free port is tried, when the one that UDP got is taken for TCP.
  private static final int TRIES = 20;

  private static final int BACKLOG = 512;

  private final UdpSocket udp;
  private final ServerSocket tcp;

  private BoundSockets(UdpSocket udp, ServerSocket tcp) {
    this.udp = udp;
    this.tcp = tcp;
  }

  static BoundSockets bind(SipSettings settings) throws IOException {
    int port = settings.transport().port();
    for (int i = 1; port == 0 && i < TRIES; i++) {
      try {
        return bindOnce(settings);
      } catch (IOException _) {
        // The free port of UDP is taken for TCP: the next one may not be.
      }
    }
    return bindOnce(settings);
  }

  private static BoundSockets bindOnce(SipSettings settings) throws IOException {
    var transport = settings.transport();
    var address = new InetSocketAddress(transport.host(), transport.port());
    var udp =
        new UdpSocket(address, transport.receiveBufferBytes(), settings.limits().datagramBytes());
    var tcp = new ServerSocket();
    try {
      tcp.setReuseAddress(true);
      tcp.bind(new InetSocketAddress(address.getAddress(), udp.address().getPort()), BACKLOG);
      return new BoundSockets(udp, tcp);
    } catch (IOException e) {
      udp.close();
      tcp.close();
      throw e;
    }
  }

  UdpSocket udp() {
    return udp;
  }

  InetSocketAddress tcpAddress() {
    return (InetSocketAddress) tcp.getLocalSocketAddress();
  }

  /// Hands over sockets that connect, until this is closed.
  void accept(Consumer<Socket> accepted) {
    Thread.ofVirtual()
        .name("sip-tcp-listener")
        .start(
            () -> {
              while (!tcp.isClosed()) {
                acceptOne(accepted);
              }
            });
  }

  private void acceptOne(Consumer<Socket> accepted) {
    try {
      var socket = tcp.accept();
      socket.setTcpNoDelay(true);
      accepted.accept(socket);
    } catch (IOException e) {
      if (!tcp.isClosed()) {
        LOG.warn("accepting a SIP connection failed", e);
      }
    }
  }

  void close() {
    try (udp;
        tcp) {
      LOG.debug("closing the SIP sockets");
    } catch (IOException e) {
      LOG.warn("closing a SIP socket failed", e);
    }
  }
}
