package dev.cordboard.engine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.Caller;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.Invitee;
import dev.cordboard.engine.dial.DeviceAddress;
import dev.cordboard.engine.dial.DialPlan.Dialled;
import dev.cordboard.sip.Destination;
import dev.cordboard.sip.SipLeg;
import dev.cordboard.sip.refer.ReferListener;
import dev.cordboard.sip.refer.ReferOrder;
import dev.cordboard.sip.refer.Referral;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The REFERs of one leg, both ways (RFC 3515): what we ask its far end to call, and what that
/// wants called in its place.
final class LegReferrals {
  private static final int UNDER_WAY = 491;
  private static final int NO_DIALOG = 481;
  private static final int NOT_HERE = 501;
  private static final int NOT_FOUND = 404;
  private static final int NEVER_HEARD = 408;
  private static final int UNAVAILABLE = 503;

  private final Leg leg;
  private final Exchange exchange;

  /// The far end's REFER that we carry out; touched by the reader of the call's mailbox.
  private Optional<Referral> taken = Optional.empty();

  LegReferrals(Leg leg, Exchange exchange) {
    this.leg = leg;
    this.exchange = exchange;
  }

  /// Asks the far end to call somebody itself.
  void send(CallEffect.Refer refer) {
    var uri =
        DeviceAddress.destination(refer.target()) instanceof Destination.Trunk trunk
            ? exchange.parts().sip().uriAt(trunk)
            : Optional.<String>empty();
    if (uri.isEmpty() || leg.sip().isEmpty()) {
      answered(NOT_FOUND);
      return;
    }
    try {
      var order = new ReferOrder(uri.get(), "", refer.customContext().sipHeaders());
      leg.sip().get().refer(order, new Sent());
    } catch (IllegalArgumentException _) {
      // A number that no URI can carry, or headers that came in with another call.
      answered(400);
    }
  }

  private void answered(int status) {
    leg.news().post(at -> List.of(new CallInput.ReferAnswered(at, leg.id(), status)));
  }

  /// Also when the leg has ended: far ends hang up before they tell the outcome (RFC 5057).
  private void progressed(int status) {
    leg.news().post(at -> List.of(new CallInput.ReferProgress(at, leg.id(), status)));
  }

  /// Tells the far end how far its REFER is.
  void report(int status) {
    taken.ifPresent(referral -> referral.report(status));
    if (status >= 200) {
      taken = Optional.empty();
    }
  }

  /// The far end wants somebody called in its place. Called on the SIP loop.
  void referred(Referral referral, Optional<SipLeg> replaced) {
    if (replaced.isPresent()) {
      exchange
          .registry()
          .leg(replaced.get())
          .ifPresentOrElse(
              seat -> new AttendedTransfer(exchange, leg, seat, referral).start(),
              () -> referral.report(NO_DIALOG));
      return;
    }
    var caller = new Caller(leg.who().identifier(), Optional.empty(), "");
    var user = referral.target().user();
    switch (exchange.dialling().dialPlan().read(leg.who().origin(), user, caller)) {
      case Dialled.Nothing(int status) -> referral.report(status);
      // A phone that wants its call in a conference dials that itself, and transfers into it.
      case Dialled.Together _ -> referral.report(NOT_HERE);
      case Dialled.Somebody somebody -> take(referral, somebody);
    }
  }

  private void take(Referral referral, Dialled.Somebody somebody) {
    var invitationId = exchange.parts().tools().ids().uuid();
    var target = new Invitee(somebody.target(), invitationId, somebody.reach());
    var context = new CustomContext(referral.target().headers(), Map.of());
    leg.postOr(
        at -> {
          if (taken.isPresent()) {
            referral.report(UNDER_WAY);
            return List.of();
          }
          taken = Optional.of(referral);
          return List.of(new CallInput.Referred(at, leg.id(), target, context));
        },
        () -> referral.report(UNAVAILABLE));
  }

  /// What becomes of a REFER of ours. Called on the SIP loop.
  private final class Sent implements ReferListener {
    @Override
    public void accepted() {
      answered(202);
    }

    @Override
    public void refused(int status) {
      answered(status);
    }

    @Override
    public void progress(int status) {
      progressed(status);
    }

    @Override
    public void finished(int status) {
      progressed(status);
    }

    @Override
    public void lost() {
      progressed(NEVER_HEARD);
    }
  }
}
