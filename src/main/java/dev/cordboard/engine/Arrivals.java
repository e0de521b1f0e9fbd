package dev.cordboard.engine;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.call.Caller;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.Invitee;
import dev.cordboard.engine.RoomBook.Admission;
import dev.cordboard.engine.dial.DialPlan.Dialled;
import dev.cordboard.engine.dial.ShownCallers;
import dev.cordboard.engine.mailbox.Letter;
import dev.cordboard.sip.CallerIdentity;
import dev.cordboard.sip.IncomingCalls;
import dev.cordboard.sip.IncomingLeg;
import dev.cordboard.sip.Origin;
import dev.cordboard.sip.SipLeg;
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

  private static final int NO_DIALOG = 481;

  private final Exchange exchange;
  private final CallOpener opener;

  Arrivals(Exchange exchange, CallOpener opener) {
    this.exchange = exchange;
    this.opener = opener;
  }

  @Override
  public SipLegListener incoming(IncomingLeg incoming) {
    exchange.registry().sipLegOpened();
    var caller = caller(incoming);
    var who = new Leg.Who(incoming.origin(), caller.identifier());
    var leg = Leg.incoming(opener.newLeg(), who, exchange);
    leg.speakThrough(incoming.leg());
    if (incoming.replaces().isPresent()) {
      replace(incoming, leg, caller, incoming.replaces().get());
      return leg;
    }
    var dialled = incoming.dialled().user();
    switch (exchange.dialling().dialPlan().read(incoming.origin(), dialled, caller)) {
      case Dialled.Nothing(int sipStatus) -> refuse(leg, sipStatus);
      case Dialled.Somebody somebody -> {
        if (takeMedia(incoming, leg)) {
          ring(incoming, leg, caller, somebody);
        }
      }
      case Dialled.Together(var gathering) -> {
        if (isAdmitted(gathering, caller, leg) && takeMedia(incoming, leg)) {
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

  /// Groups are open to whoever knows them; a room's book says who may come in, and when (RULINGS
  /// §8.2). False: refused.
  private boolean isAdmitted(Gathering gathering, Caller caller, Leg leg) {
    if (gathering.kind() == Gathering.Kind.GROUP) {
      return true;
    }
    var rooms = exchange.parts().rooms();
    return switch (rooms.mayJoin(gathering.id(), caller.identifier(), exchange.now())) {
      case Admission.Admitted _ -> true;
      case Admission.NoRoom _ -> refuse(leg, 404, "");
      case Admission.NotInvited _ -> refuse(leg, 403, "5828 Not a participant of this room");
      case Admission.OutsideItsTime _ -> refuse(leg, 403, "5829 The room is not open now");
      case Admission.NotAUser _ -> refuse(leg, 403, "5830 Rooms are for users only");
    };
  }

  private static boolean refuse(Leg leg, int sipStatus, String warning) {
    LOG.info("leg={} refused status={} {}", leg.id().value(), sipStatus, warning);
    leg.refuse(sipStatus, warning);
    return false;
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

  /// RFC 3891 §3: whom the caller dialled does not matter, the seat does.
  private void replace(IncomingLeg incoming, Leg leg, Caller caller, SipLeg replaced) {
    var seat = exchange.registry().leg(replaced);
    var call = seat.flatMap(Leg::call);
    if (seat.isEmpty() || call.isEmpty()) {
      refuse(leg, NO_DIALOG);
    } else if (takeMedia(incoming, leg)) {
      sit(leg, caller, seat.get(), call.get());
    }
  }

  private void sit(Leg leg, Caller caller, Leg seat, LiveCall call) {
    var taking =
        new Opening() {
          @Override
          public CallInput at(Instant at) {
            return new CallInput.Replace(at, leg.id(), caller, seat.id(), leg.snapshot());
          }

          @Override
          public boolean isLate() {
            return !seat.news().isOwnedBy(call);
          }
        };
    // The seat may have gone to another call meanwhile.
    post(
        call,
        leg,
        taking,
        () ->
            seat.call()
                .filter(now -> now != call)
                .ifPresentOrElse(now -> sit(leg, caller, seat, now), () -> refuse(leg, NO_DIALOG)));
  }

  private void post(LiveCall call, Leg leg, Opening opening, Runnable whenGone) {
    leg.belongTo(call);
    if (!call.command(new NewLeg(call, leg, opening, whenGone))) {
      refuse(leg, 503);
    }
  }

  private static void refuse(Leg leg, int sipStatus) {
    refuse(leg, sipStatus, "");
  }

  /// The input that brings a leg into a call.
  private interface Opening {
    CallInput at(Instant at);

    /// Whether this is no longer the call to come into.
    default boolean isLate() {
      return false;
    }
  }

  private record NewLeg(LiveCall call, Leg leg, Opening opening, Runnable whenGone)
      implements Letter {
    @Override
    public List<CallInput> open(Instant at) {
      if (opening.isLate()) {
        whenGone.run();
        return List.of();
      }
      if (leg.isClosed()) {
        // The caller gave up while another call of that name ended.
        call.discard();
        return List.of();
      }
      call.adopt(leg);
      return List.of(opening.at(at));
    }

    @Override
    public void gone() {
      whenGone.run();
    }
  }
}
