package dev.cordboard.sip.transport;

import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.message.Via;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.LinkedHashSet;
import java.util.Set;

/// The hosts that our Vias have named. Belongs to the loop.
///
/// A response whose only Via is not ours answers nothing of ours (RFC 3261 §18.1.2): it is dropped
/// before anybody sees it, so that nobody can make us answer it to where its Contact points.
final class OwnNames {
  private static final int MOST_KNOWN = 1_024;

  private final Set<String> known = new LinkedHashSet<>();

  /// Remembers a host that goes into a Via of ours.
  void add(String host) {
    if (known.size() < MOST_KNOWN) {
      known.add(host);
    }
  }

  /// Whether this answers a request that left a socket on this port.
  boolean isForUs(SipResponse response, int ownPort) {
    var vias = response.vias();
    var via = vias.getFirst();
    int port = via.port() < 0 ? 5060 : via.port();
    return vias.size() == 1 && port == ownPort && isOurs(via);
  }

  private boolean isOurs(Via via) {
    if (known.contains(via.host())) {
      return true;
    }
    // After a restart an answer may come to a request of the process before.
    boolean local = isLocalAddress(via.hostName());
    if (local) {
      add(via.host());
    }
    return local;
  }

  private static boolean isLocalAddress(String host) {
    try {
      var address = InetAddress.ofLiteral(host);
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (IllegalArgumentException | SocketException _) {
      return false;
    }
  }
}
