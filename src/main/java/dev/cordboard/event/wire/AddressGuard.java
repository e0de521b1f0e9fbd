package dev.cordboard.event.wire;

import dev.cordboard.config.ReceiverSettings;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses a receiver may have (ATTACKS 18). It is asked about the address that is then
/// connected to, so a name that resolves differently the next time gains nothing.
final class AddressGuard {
  /// Where a cloud keeps its secrets, and what is no receiver at all: refused by every setting.
  private static final List<Network> NEVER =
      Stream.of("169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4", "fe80::/10", "ff00::/8")
          .map(Network::of)
          .toList();

  /// RFC 1918, RFC 6598, RFC 4193, loopback, this host, benchmarking and documentation.
  private static final List<Network> PRIVATE =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "::/127",
              "fc00::/7",
              "fec0::/10")
          .map(Network::of)
          .toList();

  /// IPv6 ranges that carry an IPv4 address: NAT64 (RFC 6052) in the last, 6to4 (RFC 3056) in the
  /// third byte on.
  private static final Network NAT64 = Network.of("64:ff9b::/96");

  private static final Network SIX_TO_FOUR = Network.of("2002::/16");

  private final boolean denyPrivate;
  private final List<Network> allowed;

  AddressGuard(ReceiverSettings settings) {
    denyPrivate = settings.denyPrivateAddresses().orElse(false);
    allowed = settings.allowedNetworks().stream().map(Network::of).toList();
  }

  boolean allows(InetAddress address) {
    var bytes = address.getAddress();
    return within(allowed, bytes)
        || !(refused(bytes)
            || (NAT64.contains(bytes) && refused(Arrays.copyOfRange(bytes, 12, 16)))
            || (SIX_TO_FOUR.contains(bytes) && refused(Arrays.copyOfRange(bytes, 2, 6))));
  }

  private boolean refused(byte[] address) {
    return within(NEVER, address) || (denyPrivate && within(PRIVATE, address));
  }

  private static boolean within(List<Network> networks, byte[] address) {
    return networks.stream().anyMatch(each -> each.contains(address));
  }
}
