package dev.cordboard.sip.dialog;

import static dev.cordboard.sip.dialog.Session.NOTHING;

import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.transaction.ClientUser;
import dev.cordboard.sip.transaction.Hop;
import dev.cordboard.sip.transaction.Scheduler.Alarm;
import dev.cordboard.sip.transaction.ServerTransaction;
import dev.cordboard.sip.transaction.ServerUser;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Offers and answers inside a confirmed session: re-INVITE both ways and UPDATE of the other side
/// (RFC 3261 §14, RFC 3311), one at a time.
final class Renegotiation {
  private final Session session;
  private @Nullable ServerTransaction theirs;
  private boolean ours;
  private byte @Nullable [] waiting;
  private byte[] latest = NOTHING;
  private @Nullable Alarm retry;

  Renegotiation(Session session) {
    this.session = session;
  }

  /// Our latest session description, for a refresh that must not change anything.
  void described(byte[] sent) {
    latest = sent;
  }

  byte[] latest() {
    return latest;
  }

  /// A new offer of ours, now or as soon as nothing else is under way; only the newest one waits.
  void offer(byte[] offer) {
    waiting = offer;
    goOn();
  }

  /// Sends what waits, if the way is free.
  void goOn() {
    var next = waiting;
    if (next != null && session.stage() == Session.Stage.CONFIRMED && idle() && retry == null) {
      waiting = null;
      reinvite(next, false);
    }
  }

  /// A re-INVITE that changes nothing, for a session timer without UPDATE (RFC 4028 §7.4).
  void refresh() {
    if (idle() && latest.length > 0) {
      reinvite(latest, true);
    }
  }

  void stop() {
    waiting = null;
    if (retry != null) {
      retry.cancel();
      retry = null;
    }
  }

  private boolean idle() {
    return !ours && theirs == null && !session.awaitsAck();
  }

  /// A re-INVITE, or an UPDATE with an offer.
  void requested(ServerTransaction transaction, SipRequest request) {
    var answers = session.layer().answers();
    if (theirs != null || session.stage() == Session.Stage.EARLY) {
      // §14.2 and RFC 3311 §5.2: come again when the first one is answered.
      var wait = Integer.toString(session.layer().chance(10) + 1);
      transaction.respond(answers.to(request, 500).set(HeaderName.RETRY_AFTER, wait).build());
    } else if (ours || (session.awaitsAck() && request.is(SipMethod.UPDATE))) {
      // §14.2: glare; the other side comes again after a random time.
      transaction.respond(answers.to(request, 491).build());
    } else {
      ask(transaction, request);
    }
  }

  private void ask(ServerTransaction transaction, SipRequest request) {
    theirs = transaction;
    transaction.user(new Withdrawn(transaction, request));
    session.refreshedBy(request, transaction.hop());
    var offer = Session.sessionOf(request);
    if (offer.length > 0) {
      session.user().offered(offer, answer -> reply(transaction, request, answer, false));
    } else {
      session.user().offerWanted(ours -> reply(transaction, request, ours, true));
    }
  }

  private void reply(
      ServerTransaction transaction, SipRequest request, byte[] body, boolean offered) {
    if (theirs != transaction || transaction.answered()) {
      return;
    }
    theirs = null;
    if (body.length == 0) {
      transaction.respond(session.layer().answers().to(request, 488).build());
    } else {
      accept(transaction, request, body, offered);
    }
    goOn();
  }

  private void accept(
      ServerTransaction transaction, SipRequest request, byte[] body, boolean offered) {
    latest = body;
    var response = session.layer().success(request, transaction.hop()).body(Capabilities.SDP, body);
    session.timer().accept(request, response);
    transaction.respond(response.build());
    if (request.is(SipMethod.INVITE)) {
      session.succeedAgain(
          new SuccessRepeater(session, transaction, request.cSeq().number(), offered));
    }
  }

  private void reinvite(byte[] offer, boolean refresh) {
    ours = true;
    session.send(
        SipMethod.INVITE,
        request -> {
          Capabilities.describe(request).body(Capabilities.SDP, offer);
          session.timer().ask(request);
        },
        new Reinvite(offer, refresh));
  }

  private void refused(int status, byte[] offer, boolean refresh) {
    if (status == 408 || status == 481) {
      // §12.2.1.2: the other side has forgotten the dialog, or does not answer any more.
      session.leave("", SessionEnd.PEER_LOST);
    } else if (status == 491) {
      again(offer, refresh);
    } else if (!refresh) {
      session.user().offerAnswered(NOTHING);
      goOn();
    }
  }

  /// Glare (§14.1): whoever made the Call-ID waits 2.1 to 4 s, the other up to 2 s, in steps of 10
  /// ms.
  private void again(byte[] offer, boolean refresh) {
    boolean owner = session.callIdIsOurs();
    long millis =
        owner ? 2_100 + 10L * session.layer().chance(191) : 10L * session.layer().chance(201);
    if (waiting == null && !refresh) {
      waiting = offer;
    }
    retry =
        session
            .layer()
            .scheduler()
            .after(
                millis,
                () -> {
                  retry = null;
                  goOn();
                });
  }

  /// A re-INVITE of ours.
  private final class Reinvite implements ClientUser {
    private final byte[] offer;
    private final boolean refresh;
    private boolean done;

    Reinvite(byte[] offer, boolean refresh) {
      this.offer = offer;
      this.refresh = refresh;
    }

    @Override
    public void responded(SipResponse response, Hop from) {
      if (done && response.isSuccess()) {
        session.acknowledgeAgain();
      } else if (response.isSuccess()) {
        done = true;
        accepted(response, from);
      } else if (response.isFinal()) {
        refused(response.status());
      }
    }

    private void accepted(SipResponse response, Hop from) {
      ours = false;
      latest = offer;
      session.refreshedBy(response, from);
      session.acknowledge(response.cSeq().number(), NOTHING, Optional.empty());
      if (session.stage() != Session.Stage.CONFIRMED) {
        return;
      }
      session.timer().agreed(response);
      if (!refresh) {
        session.user().offerAnswered(Session.sessionOf(response));
      }
      goOn();
    }

    @Override
    public void gaveUp(int status) {
      refused(408);
    }

    private void refused(int status) {
      ours = false;
      if (session.stage() == Session.Stage.CONFIRMED) {
        Renegotiation.this.refused(status, offer, refresh);
      }
    }
  }

  /// The other side takes its request back before we have answered it.
  private final class Withdrawn implements ServerUser {
    private final ServerTransaction transaction;
    private final SipRequest request;

    Withdrawn(ServerTransaction transaction, SipRequest request) {
      this.transaction = transaction;
      this.request = request;
    }

    @Override
    public void cancelled(SipRequest cancel) {
      transaction.respond(session.layer().answers().to(request, 487).build());
      lost();
    }

    @Override
    public void lost() {
      if (theirs == transaction) {
        theirs = null;
        goOn();
      }
    }
  }
}
