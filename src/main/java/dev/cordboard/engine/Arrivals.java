package dev.cordboard.engine;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.call.Caller;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.Invitee;
import dev.cordboard.engine.dial.DialPlan;
import dev.cordboard.engine.dial.DialPlan.Dialled;
import dev.cordboard.engine.dial.ShownCallers;
import dev.cordboard.sip.CallerIdentity;
import dev.cordboard.sip.IncomingCalls;
import dev.cordboard.sip.IncomingLeg;
import dev.cordboard.sip.Origin;
import dev.cordboard.sip.SipLegListener;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the calls that reach this server over SIP: decides what was dialled and begins or joins a
/// call. Runs on the SIP loop.
final class Arrivals implements IncomingCalls {
  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

  private final Exchange exchange;
  private final CallOpener opener;
  private final DialPlan dialPlan;

  Arrivals(Exchange exchange, CallOpener opener, DialPlan dialPlan) {
    this.exchange = exchange;
    this.opener = opener;
    this.dialPlan = dialPlan;
  }

  @Override
  public SipLegListener incoming(IncomingLeg incoming) {
    exchange.registry().sipLegOpened();
    var leg = Leg.incoming(opener.newLeg(), exchange.registry()::sipLegOver);
    leg.speakThrough(incoming.leg());
    var caller = caller(incoming);
    switch (dialPlan.read(incoming.origin(), incoming.dialled().user(), caller)) {
      case Dialled.Nothing(int sipStatus) -> refuse(leg, sipStatus);
      case Dialled.Somebody somebody -> {
        if (takeMedia(incoming, leg)) {
          ring(incoming, leg, caller, somebody);
        }
      }
      case Dialled.Together(var gathering) -> {
        if (takeMedia(incoming, leg)) {
          gather(leg, caller, gathering);
        }
      }
    }
    return leg;
  }

  private Caller caller(IncomingLeg incoming) {
    var identity = incoming.caller();
    var account =
        identity.name() instanceof CallerIdentity.Name.Account(var name) ? name : "anonymous";
    return ShownCallers.read(identity, opener.user(account));
  }

  /// False: refused.
  private boolean takeMedia(IncomingLeg incoming, Leg leg) {
    var trunk = incoming.origin() instanceof Origin.Trunk(var name) ? name : "";
    var session = exchange.parts().media().open(leg, exchange.advertised(trunk));
    if (session.isEmpty()) {
      refuse(leg, 503);
      return false;
    }
    leg.use(session.get());
    // RFC 3261 §13.3.1.3: an offer that cannot be met is refused at once.
    if (incoming.offer().isPresent() && !leg.take(incoming.offer().get())) {
      refuse(leg, 488);
      return false;
    }
    return true;
  }

  private void ring(IncomingLeg incoming, Leg leg, Caller caller, Dialled.Somebody somebody) {
    var target = new Invitee(somebody.target(), opener.newInvitation(), somebody.reach());
    var sent = new CustomContext(incoming.headers(), Map.of());
    var opened = opener.open(Optional.empty());
    if (opened.isEmpty()) {
      refuse(leg, 503);
      return;
    }
    var call = opened.get();
    post(
        call,
        leg,
        at ->
            new CallInput.Arrive(
                at, call.ids(), leg.id(), caller, target, sent, !somebody.bare(), leg.snapshot()),
        () -> refuse(leg, 503));
  }

  private void gather(Leg leg, Caller caller, Gathering gathering) {
    var running = opener.gather(gathering);
    if (running.isEmpty()) {
      refuse(leg, 503);
      return;
    }
    var call = running.get();
    post(
        call,
        leg,
        at -> new CallInput.Join(at, call.ids(), leg.id(), caller, gathering, leg.snapshot()),
        // The last one left while this one dialled: the next call of that name begins.
        () -> gather(leg, caller, gathering));
  }

  private void post(LiveCall call, Leg leg, Opening opening, Runnable whenGone) {
    leg.belongTo(call::signal);
    if (!call.command(new NewLeg(call, leg, opening, whenGone))) {
      refuse(leg, 503);
    }
  }

  private static void refuse(Leg leg, int sipStatus) {
    LOG.info("leg={} refused status={}", leg.id().value(), sipStatus);
    leg.refuse(sipStatus);
  }

  /// The input that brings a leg into a call.
  private interface Opening {
    CallInput at(Instant at);
  }

  private record NewLeg(LiveCall call, Leg leg, Opening opening, Runnable whenGone)
      implements Letter {
    @Override
    public List<CallInput> open(Instant at) {
      call.adopt(leg);
      return List.of(opening.at(at));
    }

    @Override
    public void gone() {
      whenGone.run();
    }
  }
}
