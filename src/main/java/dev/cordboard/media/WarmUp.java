package dev.cordboard.media;

import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.rtp.RtpPacket;
import dev.cordboard.sdp.AgreedStream;
import dev.cordboard.sdp.Codec;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;

/// Runs made-up packets through the code of a tick, so that it is compiled before the first call:
/// cold code under real-time priority would keep the compiler itself from running.
final class WarmUp {
  /// A path that leads nowhere.
  private static final class Nowhere implements PacketPath {
    @Override
    public void open(Shard shard, Receiver receiver) {}

    @Override
    public void detach() {}

    @Override
    public void aim(AgreedStream.Remote remote) {}

    @Override
    public void signallingAddress(InetAddress address) {}

    @Override
    public boolean sendRtp(ByteBuffer packet) {
      return packet.hasRemaining();
    }

    @Override
    public boolean sendRtcp(ByteBuffer packet) {
      return packet.hasRemaining();
    }

    @Override
    public void close() {}
  }

  private record Stamped(int sequence, int timestamp, int ssrc) implements RtpPacket.Stamp {}

  private WarmUp() {}

  static void run(int packets) {
    var time = TimeSource.system();
    var counters = Counters.of(Metrics.none());
    var shard = new Shard(time, 1, counters);
    var conversation = new Conversation(shard);
    var legs = List.of(leg(time, 1), leg(time, 2), leg(time, 3));
    for (var leg : legs) {
      leg.open(shard);
      leg.agree(agreed());
    }
    legs.get(0).join(conversation, true, true);
    legs.get(1).join(conversation, true, true);
    exchange(legs.subList(0, 2), packets / 2, shard, conversation);
    legs.get(2).join(conversation, true, true);
    exchange(legs, packets / 2, shard, conversation);
    shard.closeAll();
  }

  private static void exchange(
      List<Leg> legs, int packets, Shard shard, Conversation conversation) {
    long nanos = 0;
    for (int i = 0; i < packets; i++) {
      nanos += OutStream.FRAME_NANOS;
      for (int from = 0; from < legs.size(); from++) {
        var buffer = shard.receiveBuffer();
        RtpPacket.writeHeader(buffer, 0, false, new Stamped(i, i * OutStream.FRAME_SAMPLES, from));
        buffer.position(RtpPacket.HEADER_BYTES + OutStream.FRAME_SAMPLES);
        legs.get(from).rtp(buffer, buffer.position(), nanos);
      }
      if (legs.size() > 2) {
        conversation.frame(nanos);
      }
    }
  }

  static Leg leg(TimeSource time, int ssrc) {
    var path = new Nowhere();
    return new Leg(
        path,
        new Signals(MediaListener.NONE, Runnable::run, () -> {}),
        new Voice(path, new OutStream(ssrc, 0, 0)),
        new Reports(path, time, ssrc, "warm-up", 5_000_000_000L),
        new Watch(0));
  }

  private static AgreedStream agreed() {
    return new AgreedStream(
        new AgreedStream.Remote("127.0.0.1", 9, 10),
        dev.cordboard.sdp.Direction.SENDRECV,
        false,
        new AgreedStream.Send(Codec.PCMU, 0, AgreedStream.NONE, 20),
        new AgreedStream.Receive(
            List.of(new AgreedStream.Audio(0, Codec.PCMU)), AgreedStream.NONE));
  }
}
