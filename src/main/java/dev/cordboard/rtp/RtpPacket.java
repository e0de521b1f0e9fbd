package dev.cordboard.rtp;

import java.nio.ByteBuffer;

/// A view of one RTP packet (RFC 3550 §5.1) in a buffer; used again for every packet, so that none
/// is allocated. Indexes are absolute: the packet starts at the buffer's index 0.
public final class RtpPacket {
  /// Bytes of a header without contributing sources and extension.
  public static final int HEADER_BYTES = 12;

  private static final int EXTENSION_FLAG = 0x10;
  private static final int PADDING_FLAG = 0x20;

  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int payloadOffset;
  private int payloadBytes;

  /// Looks at the first `length` bytes of a buffer; false when they are no RTP packet. Total.
  public boolean wrap(ByteBuffer packet, int length) {
    if (length < HEADER_BYTES || (packet.get(0) & 0xC0) != 0x80) {
      return false;
    }
    int first = packet.get(0);
    int offset = HEADER_BYTES + 4 * (first & 0x0F);
    if ((first & EXTENSION_FLAG) != 0) {
      if (offset + 4 > length) {
        return false;
      }
      offset += 4 + 4 * Short.toUnsignedInt(packet.getShort(offset + 2));
    }
    int padding = (first & PADDING_FLAG) == 0 ? 0 : packet.get(length - 1) & 0xFF;
    boolean badPadding = (first & PADDING_FLAG) != 0 && padding == 0;
    if (badPadding || offset + padding > length) {
      return false;
    }
    buffer = packet;
    payloadOffset = offset;
    payloadBytes = length - offset - padding;
    return true;
  }

  /// Whether the sender marks it: the first of a talk spurt or of an event.
  public boolean marker() {
    return (buffer.get(1) & 0x80) != 0;
  }

  /// What the payload is: 0-127.
  public int payloadType() {
    return buffer.get(1) & 0x7F;
  }

  /// The sequence number: 0-65535.
  public int sequence() {
    return Short.toUnsignedInt(buffer.getShort(2));
  }

  /// The sampling instant of the first sample.
  public int timestamp() {
    return buffer.getInt(4);
  }

  /// Who sends.
  public int ssrc() {
    return buffer.getInt(8);
  }

  /// Where the payload starts.
  public int payloadOffset() {
    return payloadOffset;
  }

  /// Bytes of payload, padding not counted.
  public int payloadBytes() {
    return payloadBytes;
  }

  /// The buffer that it lies in.
  public ByteBuffer buffer() {
    return buffer;
  }

  /// Writes a plain header at the index 0 and leaves the buffer's position after it.
  public static void writeHeader(ByteBuffer into, int payloadType, boolean marker, Stamp stamp) {
    into.clear();
    into.put(0, (byte) 0x80);
    into.put(1, (byte) (payloadType | (marker ? 0x80 : 0)));
    into.putShort(2, (short) stamp.sequence());
    into.putInt(4, stamp.timestamp());
    into.putInt(8, stamp.ssrc());
    into.position(HEADER_BYTES);
  }

  /// What a sender stamps on a packet.
  public interface Stamp {
    /// The sequence number; its low 16 bits count.
    int sequence();

    /// The timestamp.
    int timestamp();

    /// The source.
    int ssrc();
  }
}
