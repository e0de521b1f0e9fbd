package dev.cordboard.engine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.Invitee;
import dev.cordboard.call.LegId;
import dev.cordboard.call.Reach;
import dev.cordboard.engine.Leg.Who;
import dev.cordboard.engine.dial.DeviceAddress;
import dev.cordboard.engine.dial.ShownCallers;
import dev.cordboard.engine.mailbox.Inbox;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.media.Bridge;
import dev.cordboard.sdp.Codec;
import dev.cordboard.sip.HangupReason;
import dev.cordboard.sip.OutgoingInvite;
import dev.cordboard.sip.SipLeg;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The legs of one call and their bridge: what the call wants done with them. Touched by the one
/// reader of the call's mailbox.
final class LegEffects {
  private static final Logger LOG = LoggerFactory.getLogger(LegEffects.class);

  private final Exchange exchange;
  private final Inbox mailbox;
  private final Map<LegId, Leg> legs = new HashMap<>();

  /// Whom the legs are for that will be invited.
  private final Map<LegId, CommunicationIdentifier> invitees = new HashMap<>();

  private Optional<Bridge> bridge = Optional.empty();

  /// The ringing leg that a caller hears: of several the newest (RULINGS §10.1).
  private Optional<Leg> heardEarly = Optional.empty();

  /// What an answer to a caller follows, so that two legs of one codec need no mixing.
  private Optional<Codec> answeredCodec = Optional.empty();

  LegEffects(Exchange exchange, Inbox mailbox) {
    this.exchange = exchange;
    this.mailbox = mailbox;
  }

  /// Takes a leg in that was made outside: a caller's.
  void adopt(Leg leg) {
    legs.put(leg.id(), leg);
  }

  /// Another call has this leg from now on; what is reported about it follows.
  void giveAway(LegId id, LiveCall call) {
    var leg = legs.remove(id);
    if (leg != null) {
      heardEarly = heardEarly.filter(early -> early != leg);
      leg.belongTo(call);
      call.legs().adopt(leg);
    }
  }

  /// Remembers whose devices are going to be invited.
  void expect(List<Invitee> wanted) {
    for (var invitee : wanted) {
      if (invitee.reach() instanceof Reach.Ring ring) {
        ring.devices().forEach(device -> invitees.put(device.leg(), invitee.identifier()));
      }
    }
  }

  /// The standing leg of somebody; of nobody in particular: the only one there is.
  private Optional<Leg> standing(Optional<CommunicationIdentifier> somebody) {
    var standing =
        legs.values().stream()
            .filter(Leg::isStanding)
            .filter(leg -> somebody.isEmpty() || leg.who().is(somebody.get()))
            .limit(2)
            .toList();
    return standing.size() == 1 ? Optional.of(standing.getFirst()) : Optional.empty();
  }

  /// Whether the far end of that leg may be asked to call this device itself.
  boolean mayRefer(Optional<CommunicationIdentifier> transferee, Reach target) {
    return target instanceof Reach.Ring ring
        && ring.devices().size() == 1
        && standing(transferee)
            .filter(leg -> leg.mayBeReferredTo(ring.devices().getFirst()))
            .isPresent();
  }

  void answered(LegId id) {
    leg(id, leg -> answeredCodec = leg.codec());
  }

  /// Sends an INVITE with an offer; what cannot be sent comes back as a failed leg.
  void invite(CallEffect.Invite invite) {
    var device = invite.device();
    var leg = Leg.outgoing(invite.leg(), who(device), exchange);
    leg.belongTo(mailbox);
    legs.put(leg.id(), leg);
    var session = exchange.parts().media().open(leg, advertised(device));
    if (session.isEmpty()) {
      fail(leg, 503, "No media port is free");
      return;
    }
    leg.use(session.get());
    var near = Optional.ofNullable(legs.get(invite.near())).flatMap(Leg::codec);
    try {
      var request =
          new OutgoingInvite(
                  DeviceAddress.destination(device),
                  ShownCallers.shown(invite.caller()),
                  invite.customContext().sipHeaders(),
                  Optional.of(session.get().offer(near.orElse(Codec.PCMU))))
              .withHops(hopsLeft());
      exchange.registry().sipLegOpened();
      leg.speakThrough(exchange.parts().sip().invite(request, leg));
    } catch (IllegalArgumentException e) {
      // Names and headers that came in with another call may be unfit to go out again.
      LOG.info("leg={} cannot be invited: {}", leg.id().value(), e.getMessage());
      fail(leg, 400, "Bad Request");
    }
  }

  private Who who(Reach.Device device) {
    var known = Optional.ofNullable(invitees.remove(device.leg()));
    var identifier = known.orElse(CommunicationIdentifier.PhoneNumber.ANONYMOUS);
    return new Who(DeviceAddress.origin(device), identifier);
  }

  /// The least that any leg of the call may still be passed on: a loop through other servers ends.
  private int hopsLeft() {
    return legs.values().stream()
        .flatMap(leg -> leg.sip().stream())
        .mapToInt(SipLeg::hopsLeft)
        .min()
        .orElse(OutgoingInvite.MOST_HOPS);
  }

  private void fail(Leg leg, int status, String reason) {
    leg.abandon();
    mailbox.post(at -> List.of(new CallInput.Failed(at, leg.id(), status, reason)));
  }

  private InetAddress advertised(Reach.Device device) {
    return exchange.advertised(device.trunk());
  }

  void ring(LegId id) {
    leg(id, Leg::ring);
  }

  void relayEarlyMedia(CallEffect.RelayEarlyMedia relay) {
    leg(
        relay.callingLeg(),
        calling -> {
          if (calling.progress()) {
            leg(relay.ringingLeg(), ringing -> hearEarly(calling, ringing));
          }
        });
  }

  private void hearEarly(Leg calling, Leg ringing) {
    heardEarly.filter(before -> before != ringing).ifPresent(Leg::leave);
    heardEarly = Optional.of(ringing);
    calling.join(theBridge(), true, false);
    ringing.join(theBridge(), false, true);
  }

  void answer(LegId id) {
    leg(id, leg -> leg.answer(answeredCodec));
  }

  void refuse(CallEffect.RefuseLeg refuse) {
    leg(refuse.leg(), leg -> leg.refuse(refuse.sipStatus()));
  }

  void cancel(CallEffect.Cancel cancel) {
    var reason = cancel.answeredElsewhere() ? HangupReason.ANSWERED_ELSEWHERE : HangupReason.NONE;
    leg(cancel.leg(), leg -> leg.cancel(reason));
  }

  void refer(CallEffect.Refer refer) {
    leg(refer.leg(), leg -> leg.referrals().send(refer));
  }

  void notifyReferrer(CallEffect.NotifyReferrer news) {
    leg(news.leg(), leg -> leg.referrals().report(news.sipStatus()));
  }

  void hangUp(LegId id) {
    leg(id, Leg::hangUp);
  }

  void bridge(CallEffect.Bridge join) {
    leg(join.leg(), leg -> leg.join(theBridge(), join.hears(), join.isHeard()));
  }

  void unbridge(LegId id) {
    leg(id, Leg::leave);
  }

  /// Ends whatever is left of the call.
  void close() {
    for (var leg : legs.values()) {
      if (!leg.isClosed()) {
        leg.hangUp();
      }
    }
    legs.clear();
    bridge.ifPresent(Bridge::close);
  }

  /// Forgets legs that are over: a long conference would gather them.
  void sweep() {
    legs.values().removeIf(Leg::isClosed);
  }

  private Bridge theBridge() {
    if (bridge.isEmpty()) {
      bridge = Optional.of(exchange.parts().media().bridge());
    }
    return bridge.get();
  }

  /// A leg that is not there any more needs nothing done.
  private void leg(LegId id, Consumer<Leg> effect) {
    Optional.ofNullable(legs.get(id)).ifPresent(effect);
  }
}
