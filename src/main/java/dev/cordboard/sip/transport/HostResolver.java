package dev.cordboard.sip.transport;

import dev.cordboard.base.Metrics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// Looks host names up beside the loop, never on it. Belongs to the loop.
///
/// A and AAAA records only, by the JDK with its cache; the NAPTR and SRV records of RFC 3263 are
/// not looked up yet.
final class HostResolver {
  /// Lookups at a time: a name server that is slow must not pile up threads.
  private static final int MOST_LOOKUPS = 64;

  private final SipLoop loop;
  private final Metrics.Counter refused;
  private int running;

  HostResolver(SipLoop loop, Metrics metrics) {
    this.loop = loop;
    this.refused = metrics.counter("sip.lookups.refused");
  }

  /// Answers on the loop: at once for an address, later for a name; IPv4 first, none when there is
  /// nothing.
  ///
  /// @param host without brackets
  void addresses(String host, Consumer<List<InetAddress>> found) {
    if (isAddress(host)) {
      found.accept(literal(host));
    } else if (running >= MOST_LOOKUPS) {
      refused.increment();
      found.accept(List.of());
    } else {
      running++;
      Thread.ofVirtual().name("sip-lookup").start(() -> lookUp(host, found));
    }
  }

  private void lookUp(String host, Consumer<List<InetAddress>> found) {
    var addresses = byName(host);
    loop.post(
        () -> {
          running--;
          found.accept(addresses);
        });
  }

  private static List<InetAddress> byName(String host) {
    try {
      var all = new ArrayList<>(List.of(InetAddress.getAllByName(host)));
      all.sort(Comparator.comparingInt(address -> address.getAddress().length));
      return List.copyOf(all);
    } catch (UnknownHostException _) {
      return List.of();
    }
  }

  /// No top-level domain is all digits (RFC 3696 §2), so the last label tells.
  private static boolean isAddress(String host) {
    int label = host.lastIndexOf('.') + 1;
    boolean digits = label < host.length();
    for (int i = label; i < host.length(); i++) {
      digits &= host.charAt(i) >= '0' && host.charAt(i) <= '9';
    }
    return digits || host.indexOf(':') >= 0;
  }

  private static List<InetAddress> literal(String host) {
    try {
      return List.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException _) {
      return List.of();
    }
  }
}
