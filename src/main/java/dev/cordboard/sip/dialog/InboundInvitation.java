package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.transaction.Scheduler.Alarm;
import dev.cordboard.sip.transaction.ServerTransaction;
import dev.cordboard.sip.transaction.ServerUser;
import org.jspecify.annotations.Nullable;

/// A call that has come in and is not answered yet (RFC 3261 §13.3).
public final class InboundInvitation implements ServerUser {
  /// §13.3.1.1: proxies on the way give up after three minutes without a sign of life.
  private static final long SIGN_OF_LIFE_MILLIS = 60_000;

  private final ServerTransaction transaction;
  private final SipRequest invite;
  private final Session session;
  private @Nullable Alarm signOfLife;

  InboundInvitation(ServerTransaction transaction, SipRequest invite, Session session) {
    this.transaction = transaction;
    this.invite = invite;
    this.session = session;
    transaction.user(this);
    session.onEarlyBye(() -> withdrawn(""));
  }

  /// Its session, early until it is answered.
  public Session session() {
    return session;
  }

  /// 180 Ringing.
  public void ring() {
    provisional(180, Session.NOTHING);
  }

  /// 183 with early media.
  public void progress(byte[] body) {
    provisional(183, body);
  }

  /// 200 with our answer, or with our offer when the INVITE had none.
  public void accept(byte[] body) {
    if (transaction.answered()) {
      return;
    }
    stopSigns();
    boolean offered = Session.sessionOf(invite).length == 0;
    var response =
        session
            .layer()
            .success(invite, transaction.hop())
            .to(session.dialog().local())
            .body(Capabilities.SDP, body);
    session.timer().accept(invite, response);
    session.renegotiation().described(body);
    transaction.respond(response.build());
    session.succeed(new SuccessRepeater(session, transaction, invite.cSeq().number(), offered));
  }

  /// A final refusal; 503 gets a Retry-After.
  ///
  /// @param warning a text for people (RFC 3261 §20.43); empty: none
  public void refuse(int status, String warning) {
    if (!transaction.answered()) {
      reject(status, warning);
      session.end(SessionEnd.ENDED_BY_US, "");
    }
  }

  @Override
  public void cancelled(SipRequest cancel) {
    withdrawn(cancel.value(HeaderName.REASON).orElse(""));
  }

  @Override
  public void lost() {
    stopSigns();
    session.end(SessionEnd.PEER_LOST, "");
  }

  private void withdrawn(String reason) {
    reject(487, "");
    session.end(SessionEnd.CALLER_GAVE_UP, reason);
  }

  private void reject(int status, String warning) {
    stopSigns();
    var response = invite.response(status).to(session.dialog().local());
    if (!warning.isEmpty()) {
      response.set(HeaderName.of("Warning"), "399 cordboard \"" + warning + "\"");
    }
    if (status == 503) {
      response.set(HeaderName.RETRY_AFTER, "5");
    }
    transaction.respond(response.build());
  }

  private void provisional(int status, byte[] body) {
    if (transaction.answered()) {
      return;
    }
    var response =
        session.layer().early(invite, status, transaction.hop()).to(session.dialog().local());
    if (body.length > 0) {
      response.body(Capabilities.SDP, body);
    }
    var sign = response.build();
    transaction.respond(sign);
    stopSigns();
    repeat(sign);
  }

  private void repeat(SipResponse sign) {
    signOfLife =
        session
            .layer()
            .scheduler()
            .after(
                SIGN_OF_LIFE_MILLIS,
                () -> {
                  transaction.respond(sign);
                  repeat(sign);
                });
  }

  private void stopSigns() {
    if (signOfLife != null) {
      signOfLife.cancel();
      signOfLife = null;
    }
  }
}
