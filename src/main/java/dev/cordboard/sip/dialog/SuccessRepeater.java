package dev.cordboard.sip.dialog;

import dev.cordboard.sip.transaction.Scheduler.Alarm;
import dev.cordboard.sip.transaction.ServerTransaction;
import org.jspecify.annotations.Nullable;

/// Repeats our 2xx to an INVITE until its ACK comes (RFC 3261 §13.3.1.4), over any transport:
/// behind a proxy the far hop may be UDP.
final class SuccessRepeater {
  private final Session session;
  private final ServerTransaction transaction;
  private final long sequence;
  private final boolean offered;
  private final long giveUpMillis;
  private long interval;
  private long waited;
  private @Nullable Alarm alarm;

  /// @param sequence the CSeq number of the INVITE, and so of the ACK
  /// @param offered whether the 2xx carries our offer, so that the ACK brings the answer
  SuccessRepeater(Session session, ServerTransaction transaction, long sequence, boolean offered) {
    this.session = session;
    this.transaction = transaction;
    this.sequence = sequence;
    this.offered = offered;
    this.interval = session.layer().timings().t1();
    this.giveUpMillis = 64 * interval;
    arm();
  }

  long sequence() {
    return sequence;
  }

  boolean offered() {
    return offered;
  }

  void stop() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  private void arm() {
    alarm = session.layer().scheduler().after(interval, this::due);
  }

  private void due() {
    waited += interval;
    if (waited >= giveUpMillis) {
      session.neverAcknowledged();
      return;
    }
    transaction.repeatSuccess();
    var next = Math.min(2 * interval, session.layer().timings().t2());
    interval = Math.min(next, giveUpMillis - waited);
    arm();
  }
}
