package dev.cordboard.media;

import dev.cordboard.sdp.AgreedStream;

/// Notices that a leg's media stopped: neither RTP nor RTCP for a time, while nobody holds.
final class Watch {
  private final long limitNanos;
  private boolean on;
  private boolean told;
  private long lastHeardNanos;

  /// A watch that waits so long; 0: for ever.
  Watch(long limitNanos) {
    this.limitNanos = limitNanos;
  }

  /// Starts anew: an answer may follow long after early media.
  void agree(AgreedStream stream, long nowNanos) {
    on = limitNanos > 0 && !stream.remoteHolds() && stream.direction().receives();
    told = false;
    lastHeardNanos = nowNanos;
  }

  void heard(long nowNanos) {
    lastHeardNanos = nowNanos;
    told = false;
  }

  /// True once, when the time is over.
  boolean hasStopped(long nowNanos) {
    if (!on || told || nowNanos - lastHeardNanos < limitNanos) {
      return false;
    }
    told = true;
    return true;
  }
}
