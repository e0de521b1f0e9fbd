package dev.cordboard.rtp;

import java.nio.ByteBuffer;

/// Reads one compound RTCP packet (RFC 3550 §6) and keeps what matters to a sender and a receiver
/// of one stream; used again for every packet.
///
/// A BYE is noted and changes nothing: the dialog ends a leg, not a packet that anybody may forge.
public final class RtcpReader {
  private static final int SENDER_REPORT = 200;
  private static final int RECEIVER_REPORT = 201;
  private static final int SOURCE_DESCRIPTION = 202;
  private static final int BYE = 203;
  private static final int HEADER_BYTES = 8;
  private static final int SENDER_BYTES = 20;
  private static final int BLOCK_BYTES = 24;

  private boolean senderReport;
  private int senderSsrc;
  private int ntpMiddle;
  private boolean bye;
  private boolean reported;
  private int fractionLost;
  private int lost;
  private int jitter;
  private int lastSenderReport;
  private int delaySinceLast;

  /// Reads the first `length` bytes; false when they are no RTCP. `ourSsrc` tells which report
  /// block is about us. Total.
  public boolean read(ByteBuffer packet, int length, int ourSsrc) {
    senderReport = false;
    bye = false;
    reported = false;
    if (length < HEADER_BYTES || !startsWithReport(packet)) {
      return false;
    }
    int at = 0;
    while (at + 4 <= length) {
      int bytes = 4 + 4 * Short.toUnsignedInt(packet.getShort(at + 2));
      if ((packet.get(at) & 0xC0) != 0x80 || at + bytes > length) {
        return false;
      }
      part(packet, at, bytes, ourSsrc);
      at += bytes;
    }
    return at == length;
  }

  /// Whether the packet held a sender report.
  public boolean hasSenderReport() {
    return senderReport;
  }

  /// Who sent the reports.
  public int senderSsrc() {
    return senderSsrc;
  }

  /// The middle 32 bits of the sender report's NTP time: LSR of our next report.
  public int ntpMiddle() {
    return ntpMiddle;
  }

  /// Whether the packet says goodbye.
  public boolean isBye() {
    return bye;
  }

  /// Whether a block reports on our stream.
  public boolean isReportedOn() {
    return reported;
  }

  /// The share of our packets lost lately, in 256ths.
  public int fractionLost() {
    return fractionLost;
  }

  /// Our packets lost in all.
  public int lost() {
    return lost;
  }

  /// The jitter of our stream there, in timestamp units.
  public int jitter() {
    return jitter;
  }

  /// The middle of the NTP time of our last sender report that arrived there; 0: none.
  public int lastSenderReport() {
    return lastSenderReport;
  }

  /// How long ago that was, in 1/65536 s.
  public int delaySinceLast() {
    return delaySinceLast;
  }

  private static boolean startsWithReport(ByteBuffer packet) {
    int type = packet.get(1) & 0xFF;
    return type == SENDER_REPORT || type == RECEIVER_REPORT;
  }

  private void part(ByteBuffer packet, int at, int bytes, int ourSsrc) {
    switch (packet.get(at + 1) & 0xFF) {
      case SENDER_REPORT -> {
        if (bytes >= HEADER_BYTES + SENDER_BYTES) {
          senderReport = true;
          senderSsrc = packet.getInt(at + 4);
          ntpMiddle = (packet.getInt(at + 8) << 16) | (packet.getInt(at + 12) >>> 16);
          blocks(packet, at, HEADER_BYTES + SENDER_BYTES, bytes, ourSsrc);
        }
      }
      case RECEIVER_REPORT -> {
        if (bytes >= HEADER_BYTES) {
          senderSsrc = packet.getInt(at + 4);
          blocks(packet, at, HEADER_BYTES, bytes, ourSsrc);
        }
      }
      case BYE -> bye = true;
      case SOURCE_DESCRIPTION -> {}
      default -> {} // Application and feedback packets: not ours.
    }
  }

  private void blocks(ByteBuffer packet, int at, int offset, int bytes, int ourSsrc) {
    int count = packet.get(at) & 0x1F;
    for (int i = 0; i < count && offset + (i + 1) * BLOCK_BYTES <= bytes; i++) {
      int block = at + offset + i * BLOCK_BYTES;
      if (packet.getInt(block) == ourSsrc) {
        reported = true;
        fractionLost = packet.get(block + 4) & 0xFF;
        lost = packet.getInt(block + 4) << 8 >> 8; // Signed 24 bits.
        jitter = packet.getInt(block + 12);
        lastSenderReport = packet.getInt(block + 16);
        delaySinceLast = packet.getInt(block + 20);
      }
    }
  }
}
