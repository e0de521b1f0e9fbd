package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.refer.ReferEvent;
import dev.cordboard.sip.refer.ReferListener;
import dev.cordboard.sip.refer.ReferOrder;
import dev.cordboard.sip.refer.SipFragment;
import dev.cordboard.sip.refer.SubscriptionState;
import dev.cordboard.sip.transaction.ClientUser;
import dev.cordboard.sip.transaction.Hop;
import dev.cordboard.sip.transaction.Scheduler.Alarm;
import org.jspecify.annotations.Nullable;

/// A REFER of ours and the subscription that it makes (RFC 3515 §2.4.4): the 2xx and the first
/// NOTIFY may come in any order.
final class SentRefer implements ClientUser {
  private final References owner;
  private final Session session;
  private final ReferListener listener;
  private long sequence = -1;
  private boolean accepted;
  private boolean notified;
  private boolean told;
  private @Nullable Alarm alarm;

  SentRefer(References owner, Session session, ReferListener listener) {
    this.owner = owner;
    this.session = session;
    this.listener = listener;
  }

  void send(ReferOrder order) {
    awaitNews();
    session.send(SipMethod.REFER, request -> fill(request, order), this);
  }

  private void fill(SipRequest.Builder request, ReferOrder order) {
    // Sent once more with credentials it has another number, and that one counts.
    sequence = session.dialog().sequences().local();
    Capabilities.describe(request).set(HeaderName.REFER_TO, order.referTo());
    if (!order.referredBy().isEmpty()) {
      request.set(HeaderName.REFERRED_BY, order.referredByValue());
    }
  }

  /// Whether a NOTIFY with this event is about it.
  ///
  /// @param oldest whether no other REFER that lives was sent before it: the one without an id
  boolean is(ReferEvent event, boolean oldest) {
    return event.id().isEmpty() ? oldest : event.id().equals(Long.toString(sequence));
  }

  @Override
  public void responded(SipResponse response, Hop from) {
    if (response.isProvisional()) {
      return;
    }
    if (!response.isSuccess()) {
      refused(response.status());
    } else if (response.value(Capabilities.REFER_SUB).orElse("").equalsIgnoreCase("false")) {
      // RFC 4488 §4: there will be no NOTIFY, though we have not asked for that.
      accept();
      end();
    } else {
      accept();
      if (!notified) {
        // RFC 6665 §4.1.2.4, timer N: the first NOTIFY comes at once, or something is wrong.
        giveUpAfter(64 * session.layer().timings().t1());
      }
    }
  }

  @Override
  public void gaveUp(int status) {
    refused(status);
  }

  /// A NOTIFY about it, which is answered already.
  void notified(SubscriptionState state, byte[] body) {
    if (!notified) {
      notified = true;
      awaitNews();
    }
    accept();
    SipFragment.parse(body).ifPresent(this::tell);
    if (state == SubscriptionState.TERMINATED) {
      end();
    }
  }

  private void tell(SipFragment fragment) {
    if (told) {
      return;
    }
    if (fragment.isFinal()) {
      told = true;
      // What may still come is the end of the subscription; it is answered, and nothing more.
      giveUpAfter(64 * session.layer().timings().t1());
      listener.finished(fragment.status());
    } else {
      listener.progress(fragment.status());
    }
  }

  /// A refusal after a NOTIFY is a contradiction: the NOTIFY shows that there is a subscription, so
  /// a REFER that was lost on its way back is no news, and any other refusal ends it.
  private void refused(int status) {
    if (notified) {
      return;
    }
    if (!told) {
      told = true;
      listener.refused(status);
    }
    end();
  }

  private void accept() {
    if (!accepted) {
      accepted = true;
      listener.accepted();
    }
  }

  /// A little longer than the subscription lasts on the other side, which tells its end.
  private void awaitNews() {
    giveUpAfter(session.layer().transferMillis() + 64 * session.layer().timings().t1());
  }

  private void giveUpAfter(long millis) {
    stop();
    alarm = session.layer().scheduler().after(millis, this::end);
  }

  private void end() {
    stop();
    owner.over(this);
    if (!told) {
      told = true;
      listener.lost();
    }
  }

  private void stop() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }
}
