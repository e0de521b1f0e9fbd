package dev.cordboard.sip.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which address of this machine a peer sees, when the sockets are bound to all of them. Belongs to
/// the loop.
final class LocalAddresses {
  private static final int MOST_KNOWN = 1_024;

  private final Map<InetAddress, String> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, String> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  /// The bound address, or the one that the routing table chooses towards the peer.
  String towards(InetSocketAddress peer, InetSocketAddress bound) {
    if (!bound.getAddress().isAnyLocalAddress()) {
      return MessageRouting.hostOf(bound);
    }
    return known.computeIfAbsent(peer.getAddress(), address -> route(peer, bound));
  }

  /// Connecting a UDP socket sends nothing: it asks the kernel for the route.
  private static String route(InetSocketAddress peer, InetSocketAddress bound) {
    try (var channel = DatagramChannel.open()) {
      channel.connect(peer);
      return MessageRouting.hostOf((InetSocketAddress) channel.getLocalAddress());
    } catch (IOException _) {
      return MessageRouting.hostOf(bound);
    }
  }
}
