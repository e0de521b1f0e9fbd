package dev.cordboard.sip.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/// The UDP socket of SIP: never blocks, reads in batches, allocates the message and nothing else.
final class UdpSocket implements AutoCloseable {
  /// Datagrams of one turn of the loop, so that a flood does not starve the timers.
  private static final int BATCH = 64;

  private static final int LARGEST_DATAGRAM = 65_507;

  /// Who gets what arrives.
  @FunctionalInterface
  interface Arrival {
    void datagram(byte[] bytes, InetSocketAddress source);
  }

  private final DatagramChannel channel;
  private final InetSocketAddress address;
  private final ByteBuffer in;
  private final ByteBuffer out = ByteBuffer.allocateDirect(LARGEST_DATAGRAM);

  /// Binds.
  ///
  /// @param longest longer datagrams arrive as `longest + 1` bytes
  UdpSocket(InetSocketAddress bind, int receiveBufferBytes, int longest) throws IOException {
    channel = DatagramChannel.open();
    in = ByteBuffer.allocateDirect(longest + 1);
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBufferBytes);
      channel.bind(bind);
      address = (InetSocketAddress) channel.getLocalAddress();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  DatagramChannel channel() {
    return channel;
  }

  InetSocketAddress address() {
    return address;
  }

  /// Hands over what has arrived, at most one batch.
  void read(Arrival arrival) throws IOException {
    for (int i = 0; i < BATCH && channel.isOpen(); i++) {
      in.clear();
      var source = channel.receive(in);
      if (source == null) {
        return;
      }
      var bytes = new byte[in.flip().remaining()];
      in.get(bytes);
      arrival.datagram(bytes, (InetSocketAddress) source);
    }
  }

  /// Sends, and answers false when the socket's buffer is full: then the datagram is lost, as it
  /// may be anywhere on its way.
  boolean send(byte[] bytes, InetSocketAddress to) throws IOException {
    if (bytes.length > LARGEST_DATAGRAM) {
      throw new IOException("too long for a datagram");
    }
    out.clear();
    out.put(bytes).flip();
    return channel.send(out, to) > 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
