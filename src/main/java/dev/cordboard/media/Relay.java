package dev.cordboard.media;

import dev.cordboard.rtp.RtpPacket;

/// Maps the packets of one source onto an outgoing stream: the source's losses and reordering stay
/// visible, its numbers and clock do not.
final class Relay implements RtpPacket.Stamp {
  /// A timestamp that goes back or forth by more is another clock, not a pause.
  private static final int MAX_BACK = 10 * 8000;

  private static final int MAX_AHEAD = 120 * 8000;

  private final OutStream out;
  private boolean synced;
  private boolean marker;
  private int floor;
  private int sourceSequence;
  private int timestampOffset;
  private int sequence;
  private int timestamp;

  Relay(OutStream out) {
    this.out = out;
  }

  /// The next packet comes from a new source, or after something else was sent.
  void reset() {
    synced = false;
  }

  /// Stamps a packet; false: it is older than what was sent before this source, drop it.
  boolean map(RtpPacket packet, long nowNanos) {
    marker = packet.marker();
    if (!synced || isAnotherClock(packet)) {
      return sync(packet, nowNanos);
    }
    int ahead = (short) (packet.sequence() - sourceSequence);
    sequence = out.sequence() + ahead;
    timestamp = packet.timestamp() + timestampOffset;
    if (ahead > 0) {
      sourceSequence = packet.sequence();
      out.follow(sequence, timestamp, nowNanos);
    }
    return sequence - floor >= 0;
  }

  /// A packet of the source is not passed on, and shall not look lost.
  void skip(RtpPacket packet) {
    int ahead = synced ? (short) (packet.sequence() - sourceSequence) : 0;
    if (ahead > 0) {
      sourceSequence = packet.sequence();
      out.follow(out.sequence() + ahead - 1, out.timestamp(), out.lastNanos());
    }
  }

  boolean marker() {
    return marker;
  }

  @Override
  public int sequence() {
    return sequence;
  }

  @Override
  public int timestamp() {
    return timestamp;
  }

  @Override
  public int ssrc() {
    return out.ssrc();
  }

  private boolean isAnotherClock(RtpPacket packet) {
    int step = packet.timestamp() + timestampOffset - out.timestamp();
    return step < -MAX_BACK || step > MAX_AHEAD;
  }

  private boolean sync(RtpPacket packet, long nowNanos) {
    if (out.isAhead(nowNanos)) {
      return false;
    }
    marker |= out.advance(nowNanos);
    synced = true;
    sourceSequence = packet.sequence();
    timestampOffset = out.timestamp() - packet.timestamp();
    sequence = out.sequence();
    timestamp = out.timestamp();
    floor = sequence;
    return true;
  }
}
