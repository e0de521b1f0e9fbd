package dev.cordboard.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.DatagramChannel;

/// Two bound sockets: RTP, and RTCP on the next port.
///
/// @param port the RTP port
/// @param returned called once, when both are closed
record PortPair(int port, DatagramChannel rtp, DatagramChannel rtcp, Runnable returned) {
  void close() {
    try {
      if (rtp.isOpen()) {
        rtp.close();
        rtcp.close();
        returned.run();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
