package dev.cordboard.media;

import dev.cordboard.sdp.AgreedStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/// The way that a leg's packets take. A leg knows nothing of ports, of RTCP's own port, of
/// latching: another kind of path may have one port for all.
///
/// Belongs to the thread of the shard that it is opened on.
interface PacketPath {
  /// Where the path leaves what arrives.
  interface Receiver {
    /// Takes one RTP packet, the first `length` bytes of the buffer, which it may overwrite; false
    /// when it is none of this leg's.
    boolean rtp(ByteBuffer packet, int length, long nowNanos);

    /// Takes one RTCP packet; false when it is none.
    boolean rtcp(ByteBuffer packet, int length, long nowNanos);

    /// A bug came up while it took a packet: end what can be ended.
    void fail(RuntimeException bug);
  }

  /// Starts to deliver, on the shard's thread.
  void open(Shard shard, Receiver receiver);

  /// Stops to deliver, so that another shard can open it.
  void detach();

  /// Sends to where the other side receives; what was learned about its address is learned again.
  void aim(AgreedStream.Remote remote);

  /// Tells where the leg's signalling came from.
  void signallingAddress(InetAddress address);

  /// Sends the buffer's bytes from position to limit, or drops them when nobody is known to
  /// receive.
  boolean sendRtp(ByteBuffer packet);

  /// As [#sendRtp], for RTCP.
  boolean sendRtcp(ByteBuffer packet);

  /// Ends it for good.
  void close();
}
