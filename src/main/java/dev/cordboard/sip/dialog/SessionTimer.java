package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.transaction.ClientUser;
import dev.cordboard.sip.transaction.Hop;
import dev.cordboard.sip.transaction.Scheduler.Alarm;
import org.jspecify.annotations.Nullable;

/// The session interval of one session (RFC 4028). We never ask for one; when the other side does,
/// it is kept: refreshed by us, or watched when the other side refreshes.
final class SessionTimer {
  private final Session session;
  private @Nullable SessionInterval interval;
  private boolean weRefresh;
  private @Nullable Alarm alarm;

  SessionTimer(Session session) {
    this.session = session;
  }

  /// Called side of a transaction: takes what the request asks for into the 2xx, and starts anew.
  void accept(SipRequest request, SipResponse.Builder response) {
    var asked = SessionInterval.in(request);
    if (asked.isEmpty()) {
      // A refresh without the header ends the timer (§9).
      stop();
      interval = null;
      return;
    }
    boolean callerKnows = request.supported().contains("timer");
    long most = Math.max(session.layer().sessionExpires(), SessionInterval.minimum(request));
    var agreed = asked.get().accepted(callerKnows, most);
    response.set(HeaderName.SESSION_EXPIRES, agreed.text());
    if (callerKnows) {
      response.set(HeaderName.REQUIRE, "timer");
    }
    start(agreed, agreed.refresher().equals("uas"));
  }

  /// Calling side: the 2xx tells whether there is an interval.
  void agreed(SipResponse response) {
    SessionInterval.in(response)
        .ifPresentOrElse(
            told -> start(told, !told.refresher().equals("uas")),
            () -> {
              stop();
              interval = null;
            });
  }

  /// Puts the running interval into a request of ours: whoever refreshed goes on to.
  void ask(SipRequest.Builder request) {
    var running = interval;
    if (running != null) {
      var asked = new SessionInterval(running.seconds(), weRefresh ? "uac" : "uas");
      request.set(HeaderName.SESSION_EXPIRES, asked.text());
    }
  }

  void stop() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  private void start(SessionInterval agreed, boolean ours) {
    stop();
    interval = agreed;
    weRefresh = ours;
    alarm =
        ours
            ? after(agreed.refreshAfterMillis(), this::refresh)
            : after(agreed.giveUpAfterMillis(), this::expire);
  }

  private Alarm after(long millis, Runnable task) {
    return session.layer().scheduler().after(millis, task);
  }

  private void refresh() {
    var running = interval;
    if (running == null) {
      return;
    }
    // Unless a refresh succeeds, the session ends when the interval does.
    alarm = after(running.giveUpAfterMillis() - running.refreshAfterMillis(), this::expire);
    if (session.peerTakesUpdate()) {
      session.send(SipMethod.UPDATE, request -> ask(Capabilities.describe(request)), new Refresh());
    } else {
      session.renegotiation().refresh();
    }
  }

  private void expire() {
    session.leave("", SessionEnd.SESSION_EXPIRED);
  }

  /// An UPDATE of ours.
  private final class Refresh implements ClientUser {
    @Override
    public void responded(SipResponse response, Hop from) {
      if (session.stage() != Session.Stage.CONFIRMED) {
        return;
      }
      if (response.isSuccess()) {
        session.refreshedBy(response, from);
        agreed(response);
      } else if (response.status() == 408 || response.status() == 481) {
        session.leave("", SessionEnd.PEER_LOST);
      } else if (response.isFinal()) {
        session.renegotiation().refresh();
      }
    }

    @Override
    public void gaveUp(int status) {
      if (session.stage() == Session.Stage.CONFIRMED) {
        session.leave("", SessionEnd.PEER_LOST);
      }
    }
  }
}
