package dev.cordboard.media;

import dev.cordboard.base.TimeSource;
import dev.cordboard.rtp.ReceiveStatistics;
import dev.cordboard.rtp.RtcpReader;
import dev.cordboard.rtp.RtcpWriter;
import java.nio.ByteBuffer;

/// The RTCP of a leg: reports about every five seconds, and what the other side reports.
final class Reports {
  /// Seconds from 1900 to 1970 (RFC 868).
  private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;

  private final PacketPath path;
  private final RtcpWriter writer;
  private final RtcpReader reader = new RtcpReader();
  private final TimeSource time;
  private final int ourSsrc;
  private final long intervalNanos;
  private long dueNanos;
  private boolean started;
  private int packetsReported;
  private int lastReport;
  private long lastReportNanos;

  /// @param intervalNanos the time between two reports; each leg has a slightly different one, so
  ///   that their reports do not fall together (RFC 3550 §6.3.1)
  Reports(PacketPath path, TimeSource time, int ourSsrc, String cname, long intervalNanos) {
    this.path = path;
    this.time = time;
    this.ourSsrc = ourSsrc;
    this.writer = new RtcpWriter(ourSsrc, cname);
    this.intervalNanos = intervalNanos;
  }

  /// Takes a packet; false when it is no RTCP. A BYE or a report with our own SSRC changes nothing:
  /// both are easily forged, and a call ends by its dialog.
  boolean read(ByteBuffer packet, int length, long nowNanos) {
    if (!reader.read(packet, length, ourSsrc)) {
      return false;
    }
    if (reader.hasSenderReport()) {
      lastReport = reader.ntpMiddle();
      lastReportNanos = nowNanos;
    }
    return true;
  }

  /// Sends a report when one is due.
  void send(OutStream out, ReceiveStatistics heard, ByteBuffer buffer, long nowNanos) {
    if (!started) {
      started = true;
      dueNanos = nowNanos + intervalNanos / 2; // RFC 3550 §6.2: the first one sooner.
    }
    if (nowNanos - dueNanos < 0) {
      return;
    }
    dueNanos = nowNanos + intervalNanos;
    write(out, heard, buffer, nowNanos);
    path.sendRtcp(buffer.flip());
  }

  /// Says that the stream ends.
  void goodbye(OutStream out, ReceiveStatistics heard, ByteBuffer buffer, long nowNanos) {
    write(out, heard, buffer, nowNanos);
    writer.bye(buffer);
    path.sendRtcp(buffer.flip());
  }

  private void write(OutStream out, ReceiveStatistics heard, ByteBuffer buffer, long nowNanos) {
    var last =
        lastReport == 0
            ? RtcpWriter.LastReport.NONE
            : new RtcpWriter.LastReport(lastReport, delay(nowNanos));
    if (out.packets() == packetsReported) {
      writer.receiverReport(buffer, heard, last);
    } else {
      packetsReported = out.packets();
      var sent = new RtcpWriter.Sent(ntp(), out.timestampAt(nowNanos), out.packets(), out.octets());
      writer.senderReport(buffer, sent, heard, last);
    }
  }

  /// Since the last sender report came, in 1/65536 s.
  private int delay(long nowNanos) {
    return (int) ((nowNanos - lastReportNanos) / 1000 * 65_536 / 1_000_000);
  }

  private long ntp() {
    var now = time.now();
    long fraction = ((long) now.getNano() << 32) / 1_000_000_000L;
    return ((now.getEpochSecond() + NTP_EPOCH_SECONDS) << 32) | fraction;
  }
}
