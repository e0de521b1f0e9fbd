package dev.cordboard.media;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Decides from where a leg's packets may come and to where ours go (symmetric RTP, RFC 4961).
///
/// Packets count only from the address in the description or from the one that the signalling came
/// from (a phone behind NAT names its private address). The port may differ: it is learned from at
/// most five valid packets, at once when it is the described one, and then stays fixed until a new
/// offer or answer. Whoever comes later is a stranger, whatever it sends: neither bleed (our media
/// to a stranger) nor injection.
final class Latch {
  static final int LEARNING_PACKETS = 5;

  private @Nullable InetSocketAddress described;
  private @Nullable InetAddress signalling;
  private @Nullable InetSocketAddress target;
  private boolean fixed;
  private int learned;

  /// A new offer or answer names this address; null: a name, or no address at all.
  void aim(@Nullable InetAddress host, int port) {
    var before = described;
    described = host == null || port == 0 ? null : new InetSocketAddress(host, port);
    boolean same = before != null && before.equals(described);
    if (!same || target == null) {
      target = described != null ? described : behind(signalling, port);
    }
    fixed = false;
    learned = 0;
  }

  /// The signalling comes from this address.
  void signallingAddress(InetAddress address) {
    signalling = address;
  }

  /// Whether packets from there may be looked at.
  boolean admits(InetSocketAddress source) {
    if (fixed) {
      return source.equals(target);
    }
    var address = source.getAddress();
    return (described != null && described.getAddress().equals(address))
        || (signalling != null && signalling.equals(address));
  }

  /// A valid packet came from a source that was admitted.
  void learn(InetSocketAddress source) {
    if (fixed) {
      return;
    }
    target = source;
    fixed = source.equals(described) || ++learned >= LEARNING_PACKETS;
  }

  /// Whether the source is settled.
  boolean isFixed() {
    return fixed;
  }

  /// Where to send; null: nobody knows yet.
  @Nullable InetSocketAddress target() {
    return target;
  }

  private static @Nullable InetSocketAddress behind(@Nullable InetAddress address, int port) {
    return address == null || port == 0 ? null : new InetSocketAddress(address, port);
  }
}
