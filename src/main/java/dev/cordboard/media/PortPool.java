package dev.cordboard.media;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.MediaSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Hands out port pairs: round-robin from a random start, so that a guesser learns nothing, each
/// pair resting after use, so that stray packets of a call that ended reach no other.
///
/// Thread-safe; used when legs come and go, never per packet.
final class PortPool {
  private static final int FREE_PORT_TRIES = 64;

  /// Expedited forwarding (RFC 3246) in the upper six bits.
  private static final int VOICE_TRAFFIC_CLASS = 0xB8;

  private record Resting(int pair, long untilNanos) {}

  private final InetAddress host;
  private final int firstPort;
  private final int pairs;
  private final long restNanos;
  private final TimeSource time;
  private final BitSet taken = new BitSet();
  private final ArrayDeque<Resting> resting = new ArrayDeque<>();
  private int next;

  PortPool(MediaSettings settings, InetAddress host, TimeSource time, IdSource ids) {
    this.host = host;
    this.firstPort = settings.rtpPorts().first() + (settings.rtpPorts().first() & 1);
    this.pairs = firstPort == 0 ? 0 : (settings.rtpPorts().last() - firstPort + 1) / 2;
    this.restNanos = Duration.ofSeconds(settings.portRestSeconds()).toNanos();
    this.time = time;
    this.next = pairs == 0 ? 0 : ids.below(pairs);
  }

  /// A free pair; empty: all are taken, resting or busy.
  synchronized Optional<PortPair> take() {
    if (pairs == 0) {
      return anyFree();
    }
    wake();
    for (int tried = 0; tried < pairs; tried++) {
      int pair = next;
      next = (next + 1) % pairs;
      var bound = taken.get(pair) ? null : bind(firstPort + 2 * pair, () -> giveBack(pair));
      if (bound != null) {
        taken.set(pair);
        return Optional.of(bound);
      }
    }
    return Optional.empty();
  }

  private synchronized void giveBack(int pair) {
    resting.add(new Resting(pair, time.nanoTime() + restNanos));
  }

  private void wake() {
    long now = time.nanoTime();
    while (!resting.isEmpty() && now - resting.getFirst().untilNanos() >= 0) {
      taken.clear(resting.removeFirst().pair());
    }
  }

  /// Lets the system choose, until it chooses an even port whose neighbour is free.
  private Optional<PortPair> anyFree() {
    for (int tried = 0; tried < FREE_PORT_TRIES; tried++) {
      var rtp = channel(0);
      int port = rtp == null ? -1 : port(rtp);
      var rtcp = rtp == null || (port & 1) != 0 ? null : channel(port + 1);
      if (rtp != null && rtcp != null) {
        return Optional.of(new PortPair(port, rtp, rtcp, () -> {}));
      }
      discard(rtp);
    }
    return Optional.empty();
  }

  private @Nullable PortPair bind(int port, Runnable returned) {
    var rtp = channel(port);
    if (rtp == null) {
      return null;
    }
    var rtcp = channel(port + 1);
    if (rtcp == null) {
      discard(rtp);
      return null;
    }
    return new PortPair(port, rtp, rtcp, returned);
  }

  private @Nullable DatagramChannel channel(int port) {
    DatagramChannel channel = null;
    try {
      channel =
          DatagramChannel.open(
              host.getAddress().length == 4
                  ? StandardProtocolFamily.INET
                  : StandardProtocolFamily.INET6);
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.IP_TOS, VOICE_TRAFFIC_CLASS);
      channel.bind(new InetSocketAddress(host, port));
      return channel;
    } catch (IOException e) {
      discard(channel); // Busy: somebody else has it.
      return null;
    }
  }

  private static int port(DatagramChannel channel) {
    try {
      return channel.getLocalAddress() instanceof InetSocketAddress bound ? bound.getPort() : -1;
    } catch (IOException e) {
      return -1;
    }
  }

  private static void discard(@Nullable DatagramChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It was never used.
    }
  }
}
