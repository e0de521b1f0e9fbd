package dev.cordboard.rtp;

/// What a receiver knows of one sender: sequence, loss and jitter (RFC 3550 A.1, A.3, A.8).
///
/// A new source is believed after two packets in a row, so that a stray packet changes nothing; the
/// very first source is believed at once.
public final class ReceiveStatistics {
  private static final int MAX_DROPOUT = 3000;
  private static final int MAX_MISORDER = 100;
  private static final int SEQUENCES = 1 << 16;

  private int ssrc;
  private boolean started;
  private int highest;
  private int cycles;
  private int base;
  private int received;
  private int expectedBefore;
  private int receivedBefore;
  private int transit;
  private int jitter;

  private int strangerSsrc;
  private int strangerNext = -1;
  private int restartAt = -1;

  /// What a packet is to its stream.
  public enum Verdict {
    /// The next one or a known one out of order: use it.
    GOOD,
    /// The first of a source or after a jump: use it, and forget what was buffered.
    RESTARTED,
    /// Not believed: drop it.
    REFUSED
  }

  /// Counts a packet; `arrival` is the local clock in timestamp units.
  public Verdict received(RtpPacket packet, int arrival) {
    int sequence = packet.sequence();
    if (!started) {
      restart(packet.ssrc(), sequence);
      return count(packet, arrival, Verdict.RESTARTED);
    }
    if (packet.ssrc() != ssrc) {
      return stranger(packet, sequence, arrival);
    }
    int ahead = (sequence - highest) & 0xFFFF;
    if (ahead < MAX_DROPOUT) {
      if (sequence < highest) {
        cycles += SEQUENCES;
      }
      highest = sequence;
      restartAt = -1;
    } else if (ahead <= SEQUENCES - MAX_MISORDER) {
      return jumped(packet, sequence, arrival);
    }
    return count(packet, arrival, Verdict.GOOD);
  }

  /// The source that is believed.
  public int ssrc() {
    return ssrc;
  }

  /// Whether any packet has been believed.
  public boolean hasSource() {
    return started;
  }

  /// Packets counted.
  public int received() {
    return received;
  }

  /// The highest sequence number with its cycles.
  public int extendedHighest() {
    return cycles + highest;
  }

  /// Packets that should have come and did not; may be negative when some came twice.
  public int lost() {
    return Math.clamp(expected() - (long) received, -0x800000, 0x7FFFFF);
  }

  /// Interarrival jitter in timestamp units.
  public int jitter() {
    return jitter >> 4;
  }

  /// The share lost since the last call, in 256ths.
  public int takeFractionLost() {
    int expectedNow = expected() - expectedBefore;
    int lostNow = expectedNow - (received - receivedBefore);
    expectedBefore = expected();
    receivedBefore = received;
    return expectedNow <= 0 || lostNow <= 0
        ? 0
        : Math.min(255, (int) (((long) lostNow << 8) / expectedNow));
  }

  private int expected() {
    return started ? extendedHighest() - base + 1 : 0;
  }

  private Verdict stranger(RtpPacket packet, int sequence, int arrival) {
    if (packet.ssrc() != strangerSsrc || sequence != strangerNext) {
      strangerSsrc = packet.ssrc();
      strangerNext = (sequence + 1) & 0xFFFF;
      return Verdict.REFUSED;
    }
    restart(packet.ssrc(), sequence);
    return count(packet, arrival, Verdict.RESTARTED);
  }

  /// A very large jump within one source: two in a row mean that it started over.
  private Verdict jumped(RtpPacket packet, int sequence, int arrival) {
    if (sequence != restartAt) {
      restartAt = (sequence + 1) & 0xFFFF;
      return Verdict.REFUSED;
    }
    restart(packet.ssrc(), sequence);
    return count(packet, arrival, Verdict.RESTARTED);
  }

  private void restart(int source, int sequence) {
    started = true;
    ssrc = source;
    base = sequence;
    highest = sequence;
    cycles = 0;
    received = 0;
    expectedBefore = 0;
    receivedBefore = 0;
    jitter = 0;
    restartAt = -1;
    strangerNext = -1;
  }

  private Verdict count(RtpPacket packet, int arrival, Verdict verdict) {
    int transitNow = arrival - packet.timestamp();
    if (received > 0) {
      int difference = Math.abs(transitNow - transit);
      // A jump of the sender's clock is not jitter.
      if (difference >= 0 && difference < 8000) {
        jitter += difference - ((jitter + 8) >> 4);
      }
    }
    transit = transitNow;
    received++;
    return verdict;
  }
}
