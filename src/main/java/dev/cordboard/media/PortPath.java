package dev.cordboard.media;

import dev.cordboard.sdp.AgreedStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/// A path with ports of its own: RTP on an even one, RTCP on the next.
///
/// The channels stay unconnected: connecting throws away what waits in the socket, turns ICMP
/// errors into exceptions, and cannot be undone without a new bind; the JDK keeps the last sender
/// and the last target, so nothing is allocated for a packet of the usual peer.
final class PortPath implements PacketPath {
  private final PortPair ports;
  private final Latch rtpLatch = new Latch();
  private final Latch rtcpLatch = new Latch();
  private @Nullable Shard shard;
  private @Nullable Receiver receiver;
  private @Nullable SelectionKey rtpKey;
  private @Nullable SelectionKey rtcpKey;

  PortPath(PortPair ports) {
    this.ports = ports;
  }

  @Override
  public void open(Shard onShard, Receiver to) {
    shard = onShard;
    receiver = to;
    try {
      rtpKey = ports.rtp().register(onShard.selector(), SelectionKey.OP_READ, this);
      rtcpKey = ports.rtcp().register(onShard.selector(), SelectionKey.OP_READ, this);
    } catch (ClosedChannelException e) {
      // Closed before it was opened: nothing will arrive, nothing to do.
      detach();
    }
  }

  @Override
  public void detach() {
    if (rtpKey != null) {
      rtpKey.cancel();
    }
    if (rtcpKey != null) {
      rtcpKey.cancel();
    }
    rtpKey = null;
    rtcpKey = null;
    shard = null;
  }

  @Override
  public void aim(AgreedStream.Remote remote) {
    var host = literal(remote.host());
    rtpLatch.aim(host, remote.port());
    rtcpLatch.aim(host, remote.rtcpPort());
  }

  @Override
  public void signallingAddress(InetAddress address) {
    rtpLatch.signallingAddress(address);
    rtcpLatch.signallingAddress(address);
  }

  /// Reads one packet of a socket that is ready. More that wait are reported again at the next
  /// tick: asking an empty socket costs as much as a packet.
  void readable(SelectionKey key, long nowNanos) {
    var here = shard;
    if (here == null) {
      return;
    }
    boolean isRtp = key.equals(rtpKey);
    var buffer = here.receiveBuffer();
    buffer.clear();
    try {
      var source = (isRtp ? ports.rtp() : ports.rtcp()).receive(buffer);
      if (source != null) {
        take(isRtp, (InetSocketAddress) source, buffer, nowNanos);
      }
    } catch (IOException e) {
      here.counters().ioError().increment();
    } catch (RuntimeException e) {
      here.fault(e);
      if (receiver != null) {
        receiver.fail(e);
      }
    }
  }

  @Override
  public boolean sendRtp(ByteBuffer packet) {
    return send(ports.rtp(), rtpLatch.target(), packet);
  }

  @Override
  public boolean sendRtcp(ByteBuffer packet) {
    return send(ports.rtcp(), rtcpLatch.target(), packet);
  }

  @Override
  public void close() {
    detach();
    ports.close();
  }

  private void take(boolean isRtp, InetSocketAddress source, ByteBuffer buffer, long nowNanos) {
    var latch = isRtp ? rtpLatch : rtcpLatch;
    var to = receiver;
    if (to == null || shard == null) {
      return;
    }
    if (!latch.admits(source)) {
      shard.counters().stranger().increment();
      return;
    }
    int length = buffer.position();
    boolean valid = isRtp ? to.rtp(buffer, length, nowNanos) : to.rtcp(buffer, length, nowNanos);
    if (valid) {
      latch.learn(source);
    } else if (shard != null) {
      shard.counters().invalid().increment();
    }
  }

  private boolean send(
      DatagramChannel channel, @Nullable InetSocketAddress target, ByteBuffer packet) {
    if (target == null) {
      return false;
    }
    try {
      return channel.send(packet, target) > 0;
    } catch (IOException e) {
      // A full buffer or an unreachable network: the packet is lost, as packets are.
      if (shard != null) {
        shard.counters().ioError().increment();
      }
      return false;
    }
  }

  /// Only literal addresses: looking up a name would block, and would let a peer aim us anywhere.
  private static @Nullable InetAddress literal(String host) {
    try {
      var address = InetAddress.ofLiteral(host);
      return address.isAnyLocalAddress() || address.isMulticastAddress() ? null : address;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
