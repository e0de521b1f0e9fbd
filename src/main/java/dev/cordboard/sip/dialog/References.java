package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.refer.ReferEvent;
import dev.cordboard.sip.refer.ReferListener;
import dev.cordboard.sip.refer.ReferOrder;
import dev.cordboard.sip.refer.ReferTo;
import dev.cordboard.sip.refer.Referral;
import dev.cordboard.sip.refer.Replaces;
import dev.cordboard.sip.refer.SipFragment;
import dev.cordboard.sip.refer.SubscriptionState;
import dev.cordboard.sip.transaction.ServerTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The REFERs of one dialog, both ways, and their subscriptions: usages of their own, which may
/// outlive the session (RFC 5057 §4.1).
final class References {
  /// A call has one transfer at a time; a few more may wait for their last NOTIFY.
  private static final int MOST_SENT = 4;

  private static final Replacement NOBODY = new Replacement.Found(Optional.empty());

  private final Session session;
  private final List<SentRefer> sent = new ArrayList<>();
  private @Nullable TakenRefer taken;
  private boolean takenBefore;

  References(Session session) {
    this.session = session;
  }

  /// Whether no subscription lives.
  boolean idle() {
    return sent.isEmpty() && taken == null;
  }

  /// Sends a REFER.
  void send(ReferOrder order, ReferListener listener) {
    if (session.stage() != Session.Stage.CONFIRMED) {
      listener.refused(481);
    } else if (sent.size() >= MOST_SENT) {
      listener.refused(491);
    } else {
      session.layer().counters().refersSent().increment();
      var refer = new SentRefer(this, session, listener);
      sent.add(refer);
      begun();
      refer.send(order);
    }
  }

  /// A SUBSCRIBE of the other side, which can only renew or end what its REFER has begun (RFC 3515
  /// §2.4.4).
  void subscribed(ServerTransaction transaction, SipRequest request) {
    var event = ReferEvent.in(request);
    var meant = taken;
    if (event.isEmpty()) {
      transaction.respond(session.layer().badEvent(request).build());
    } else if (meant == null || !meant.is(event.get())) {
      transaction.respond(session.layer().answers().to(request, 481).build());
    } else {
      long most = session.layer().transferMillis() / 1_000;
      long granted = Math.min(most, request.expiresSeconds().orElse(most));
      var response = session.layer().success(request, transaction.hop());
      transaction.respond(response.set(HeaderName.EXPIRES, Long.toString(granted)).build());
      meant.resubscribed(granted == 0);
    }
  }

  /// A NOTIFY of the other side. One that belongs to no REFER of ours gets 481 (RFC 6665 §4.1.3).
  void notified(ServerTransaction transaction, SipRequest request) {
    var answers = session.layer().answers();
    var event = ReferEvent.in(request);
    if (event.isEmpty()) {
      transaction.respond(session.layer().badEvent(request).build());
      return;
    }
    if (request.bodyLength() > 0 && !request.contentType().equals(SipFragment.TYPE)) {
      transaction.respond(
          answers.to(request, 415).set(HeaderName.ACCEPT, SipFragment.TYPE).build());
      return;
    }
    var meant = meant(event.get());
    transaction.respond(answers.to(request, meant.isPresent() ? 200 : 481).build());
    meant.ifPresent(refer -> refer.notified(SubscriptionState.in(request), request.body()));
  }

  private Optional<SentRefer> meant(ReferEvent event) {
    return sent.stream().filter(refer -> refer.is(event, refer == sent.getFirst())).findFirst();
  }

  /// A REFER of the other side.
  void referred(ServerTransaction transaction, SipRequest request) {
    switch (judged(request)) {
      case ReferTo.Reading.Refused(var status, var reason) -> {
        session.layer().counters().refersRefused().increment();
        transaction.respond(session.layer().answers().to(request, status).reason(reason).build());
      }
      case ReferTo.Reading.Good(var target) -> take(transaction, request, target);
    }
  }

  private ReferTo.Reading judged(SipRequest request) {
    if (session.stage() == Session.Stage.EARLY || !session.rights().mayTransfer()) {
      return new ReferTo.Reading.Refused(403, "No transfer here");
    }
    if (taken != null) {
      return new ReferTo.Reading.Refused(491, "Another transfer is pending");
    }
    return ReferTo.in(request);
  }

  private void take(ServerTransaction transaction, SipRequest request, ReferTo target) {
    session.layer().counters().refersTaken().increment();
    session.refreshedBy(request, transaction.hop());
    boolean subscribed =
        !request.value(Capabilities.REFER_SUB).orElse("").strip().equalsIgnoreCase("false");
    var response = session.layer().early(request, 202, transaction.hop());
    if (!subscribed) {
      response.set(Capabilities.REFER_SUB, "false");
    }
    transaction.respond(response.build());
    var event = ReferEvent.of(request.cSeq().number(), !takenBefore);
    takenBefore = true;
    var refer = new TakenRefer(this, session, event, request.cSeq().number(), subscribed);
    taken = refer;
    begun();
    follow(refer, new Referral(target, ReferTo.referredBy(request), refer::report));
  }

  /// Hands it on; one that would replace what cannot be replaced fails as that INVITE would.
  private void follow(TakenRefer refer, Referral referral) {
    switch (referral.target().replaces().map(this::replaced).orElse(NOBODY)) {
      case Replacement.Refused(var status) -> refer.report(status);
      case Replacement.Found(var user) -> {
        refer.report(100);
        session.user().referred(referral, user);
      }
    }
  }

  /// A session cannot take its own place.
  private Replacement replaced(Replaces wanted) {
    var found = session.layer().replaced(wanted);
    boolean itself =
        found instanceof Replacement.Found(var user)
            && user.filter(session.user().owner()::equals).isPresent();
    return itself ? new Replacement.Refused(481) : found;
  }

  /// We end the session: whoever asked for a transfer learns that nothing comes of it, unless it
  /// has learned something better.
  void leaving() {
    if (taken != null) {
      taken.report(487);
    }
  }

  void over(SentRefer refer) {
    if (sent.remove(refer)) {
      ended();
    }
  }

  void over(TakenRefer refer) {
    if (taken == refer) {
      taken = null;
      ended();
    }
  }

  private void begun() {
    session.layer().counters().subscriptions().incrementAndGet();
  }

  private void ended() {
    session.layer().counters().subscriptions().decrementAndGet();
    session.usageOver();
  }
}
