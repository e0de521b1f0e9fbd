package dev.cordboard.rtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes our RTCP: a sender or receiver report, a source description with the canonical name, and
/// at the end of a stream a BYE.
public final class RtcpWriter {
  private static final int SENDER_REPORT = 200;
  private static final int RECEIVER_REPORT = 201;
  private static final int SOURCE_DESCRIPTION = 202;
  private static final int BYE = 203;
  private static final int CNAME = 1;

  /// What we sent; `ntp` is the 64-bit wall clock (RFC 3550 §4) and `timestamp` its RTP twin.
  public record Sent(long ntp, int timestamp, int packets, int octets) {}

  /// The last sender report that came: the middle of its NTP time, and how long ago, in 1/65536 s.
  public record LastReport(int ntpMiddle, int delay) {
    /// None came.
    public static final LastReport NONE = new LastReport(0, 0);
  }

  private final int ssrc;
  private final byte[] cname;

  /// A writer for one stream of ours; the name is at most 255 bytes long.
  public RtcpWriter(int ssrc, String cname) {
    this.ssrc = ssrc;
    this.cname = cname.getBytes(StandardCharsets.US_ASCII);
  }

  /// Writes a compound packet of a sender report; the buffer is cleared first and not flipped.
  public void senderReport(
      ByteBuffer into, Sent sent, ReceiveStatistics heard, LastReport lastReport) {
    into.clear();
    header(into, heard.hasSource() ? 1 : 0, SENDER_REPORT);
    into.putLong(sent.ntp()).putInt(sent.timestamp()).putInt(sent.packets()).putInt(sent.octets());
    block(into, heard, lastReport);
    close(into, 0);
    description(into);
  }

  /// Writes a compound packet of a receiver report, when we have not sent since the last one.
  public void receiverReport(ByteBuffer into, ReceiveStatistics heard, LastReport lastReport) {
    into.clear();
    header(into, heard.hasSource() ? 1 : 0, RECEIVER_REPORT);
    block(into, heard, lastReport);
    close(into, 0);
    description(into);
  }

  /// Appends a BYE to a report.
  public void bye(ByteBuffer into) {
    int start = into.position();
    header(into, 1, BYE);
    close(into, start);
  }

  private void header(ByteBuffer into, int count, int type) {
    into.put((byte) (0x80 | count)).put((byte) type).putShort((short) 0).putInt(ssrc);
  }

  private static void block(ByteBuffer into, ReceiveStatistics heard, LastReport lastReport) {
    if (heard.hasSource()) {
      into.putInt(heard.ssrc());
      into.putInt((heard.takeFractionLost() << 24) | (heard.lost() & 0xFFFFFF));
      into.putInt(heard.extendedHighest()).putInt(heard.jitter());
      into.putInt(lastReport.ntpMiddle()).putInt(lastReport.delay());
    }
  }

  private void description(ByteBuffer into) {
    int start = into.position();
    header(into, 1, SOURCE_DESCRIPTION);
    into.put((byte) CNAME).put((byte) cname.length).put(cname);
    do { // At least one zero ends the list; the chunk ends on a 32-bit boundary.
      into.put((byte) 0);
    } while ((into.position() - start) % 4 != 0);
    close(into, start);
  }

  private static void close(ByteBuffer into, int start) {
    into.putShort(start + 2, (short) ((into.position() - start) / 4 - 1));
  }
}
