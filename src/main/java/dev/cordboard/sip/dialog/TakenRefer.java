package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.refer.ReferEvent;
import dev.cordboard.sip.refer.SipFragment;
import dev.cordboard.sip.refer.SubscriptionState;
import dev.cordboard.sip.transaction.ClientUser;
import dev.cordboard.sip.transaction.Hop;
import dev.cordboard.sip.transaction.Scheduler.Alarm;
import org.jspecify.annotations.Nullable;

/// A REFER of the other side that we follow, and the NOTIFYs that tell it how far we are: one at a
/// time, and only the newest news waits.
final class TakenRefer implements ClientUser {
  private static final int NOTHING = 0;

  private final References owner;
  private final Session session;
  private final ReferEvent event;
  private final long sequence;
  private final boolean subscribed;
  private int waiting = NOTHING;
  private int told = NOTHING;
  private boolean sending;
  private boolean last;
  private @Nullable Alarm alarm;

  /// @param event what its NOTIFYs are about
  /// @param sequence the CSeq number of the REFER
  /// @param subscribed whether the other side wants NOTIFYs (RFC 4488)
  TakenRefer(
      References owner, Session session, ReferEvent event, long sequence, boolean subscribed) {
    this.owner = owner;
    this.session = session;
    this.event = event;
    this.sequence = sequence;
    this.subscribed = subscribed;
    arm();
  }

  /// How far the call has come; ignored after a final status, and when it is no news.
  void report(int status) {
    boolean closed = Math.max(waiting, told) >= 200;
    if (!closed && status != (waiting == NOTHING ? told : waiting)) {
      waiting = status;
      goOn();
    }
  }

  /// Whether a SUBSCRIBE with this event is about it.
  boolean is(ReferEvent asked) {
    return subscribed && (asked.id().isEmpty() || asked.id().equals(Long.toString(sequence)));
  }

  /// The other side has renewed the subscription, or has ended it: either way it is told how things
  /// stand (RFC 6665 §4.2.1.2, §4.2.1.4).
  void resubscribed(boolean ends) {
    if (Math.max(waiting, told) < 200) {
      last |= ends;
      waiting = waiting == NOTHING ? told : waiting;
      arm();
      goOn();
    }
  }

  private void goOn() {
    if (sending || waiting == NOTHING) {
      return;
    }
    told = waiting;
    waiting = NOTHING;
    if (subscribed) {
      sending = true;
      arm();
      session.send(SipMethod.NOTIFY, request -> fill(request, told), this);
    } else if (told >= 200) {
      over();
    }
  }

  private void fill(SipRequest.Builder request, int status) {
    var state =
        status < 200 && !last
            ? SubscriptionState.active(session.layer().transferMillis() / 1_000)
            : SubscriptionState.terminated(last ? "timeout" : "noresource");
    Capabilities.describe(request)
        .set(HeaderName.EVENT, event.text())
        .set(HeaderName.SUBSCRIPTION_STATE, state)
        .body(SipFragment.TYPE + ";version=2.0", new SipFragment(status).toBytes());
  }

  @Override
  public void responded(SipResponse response, Hop from) {
    if (response.isFinal()) {
      sending = false;
      // A refusal (481 above all) says that nobody wants to know any more, RFC 6665 §4.2.2; the
      // call that was referred to goes on all the same (RFC 5057 §5.1).
      if (response.isSuccess() && told < 200 && !last) {
        goOn();
      } else {
        over();
      }
    }
  }

  @Override
  public void gaveUp(int status) {
    over();
  }

  private void arm() {
    stop();
    alarm = session.layer().scheduler().after(session.layer().transferMillis(), this::expire);
  }

  private void expire() {
    last = true;
    report(503);
  }

  private void over() {
    stop();
    told = 999;
    owner.over(this);
  }

  private void stop() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }
}
