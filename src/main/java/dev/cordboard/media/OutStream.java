package dev.cordboard.media;

import dev.cordboard.rtp.RtpPacket;

/// What a leg stamps on the packets it sends: one SSRC, continuous sequence numbers and monotonic
/// timestamps for the leg's life, whatever feeds it.
final class OutStream implements RtpPacket.Stamp {
  static final int FRAME_SAMPLES = 160;
  static final long FRAME_NANOS = 20_000_000;
  private static final long SAMPLE_NANOS = 125_000;

  /// A packet may come so much early and still count as one frame later; up to 15 ms late, too,
  /// since a feeder that takes over may leave out a packet that came too soon.
  private static final long EARLY_NANOS = 5_000_000;

  private final int ssrc;
  private int sequence;
  private int timestamp;
  private long lastNanos;
  private boolean started;
  private int packets;
  private int octets;

  OutStream(int ssrc, int firstSequence, int firstTimestamp) {
    this.ssrc = ssrc;
    this.sequence = firstSequence;
    this.timestamp = firstTimestamp;
  }

  /// Steps to the next packet; the timestamp by the time that passed, in whole frames. True when
  /// there was a gap, which the marker bit tells the receiver.
  boolean advance(long nowNanos) {
    long frames = started ? (nowNanos - lastNanos + EARLY_NANOS) / FRAME_NANOS : 1;
    boolean gap = !started || frames > 1;
    sequence++;
    timestamp += (int) (Math.max(1, frames) * FRAME_SAMPLES);
    touch(nowNanos);
    return gap;
  }

  /// Whether a packet now would come less than half a frame after the last: so it is when one
  /// feeder takes over from another, and leaving it out keeps the stream in step with the clock.
  boolean isAhead(long nowNanos) {
    return started && nowNanos - lastNanos < FRAME_NANOS / 2;
  }

  /// Steps to the next packet and leaves the time: another packet about the same instant.
  void advanceSequence() {
    sequence++;
  }

  /// Follows a packet that is passed through.
  void follow(int newSequence, int newTimestamp, long nowNanos) {
    sequence = newSequence;
    if (newTimestamp - timestamp > 0) {
      timestamp = newTimestamp;
    }
    touch(nowNanos);
  }

  void count(int payloadBytes) {
    packets++;
    octets += payloadBytes;
  }

  int packets() {
    return packets;
  }

  int octets() {
    return octets;
  }

  long lastNanos() {
    return lastNanos;
  }

  /// The timestamp that belongs to this instant.
  int timestampAt(long nowNanos) {
    return started ? timestamp + (int) ((nowNanos - lastNanos) / SAMPLE_NANOS) : timestamp;
  }

  /// The sequence number without wrapping; its low 16 bits go on the wire.
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
    return ssrc;
  }

  private void touch(long nowNanos) {
    started = true;
    lastNanos = nowNanos;
  }
}
