package dev.cordboard.engine;

import static dev.cordboard.engine.EngineFixture.ALICE;
import static dev.cordboard.engine.EngineFixture.BOB;
import static dev.cordboard.engine.EngineFixture.OUTSIDE;
import static dev.cordboard.engine.EngineFixture.OWNED;
import static dev.cordboard.engine.EngineFixture.SIMULATED;
import static dev.cordboard.engine.EngineFixture.pickUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallInput.RejectReason;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.CustomContext;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.sdp.Codec;
import dev.cordboard.sdp.SessionDescription;
import dev.cordboard.sip.Destination;
import dev.cordboard.sip.LegEnd;
import dev.cordboard.sip.Origin;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Calls through the whole engine, with SIP, media and disk played by fakes.
class EngineTest {
  private final EngineFixture house = new EngineFixture();

  @Test
  void callsASimulatedNumberAndConnectsWhenItAnswers() {
    var connection = house.create(SIMULATED);
    var leg = house.sip.lastInvited();
    pickUp(leg, Codec.PCMU);

    assertThat(leg.invite().to()).isEqualTo(new Destination.Trunk("simulator", SIMULATED.value()));
    assertThat(leg.invite().from().user()).isEqualTo(OWNED.value());
    assertThat(leg.invite().from().displayName()).isEqualTo("Front desk");
    assertThat(house.events.names()).contains("CallConnected", "ParticipantsUpdated");
    assertThat(house.media.session(0).place()).isEqualTo("hears isHeard");
    assertThat(house.calls.find(connection.terms().connectionId()).orElseThrow())
        .satisfies(found -> assertThat(found.connection().state()).isEqualTo(State.CONNECTED))
        .satisfies(found -> assertThat(found.participants()).hasSize(2));
  }

  @Test
  void forgetsACallThatEnded() {
    var id = house.create(SIMULATED).terms().connectionId();
    var leg = house.sip.lastInvited();
    pickUp(leg, Codec.PCMU);

    var reply = house.calls.hangUp(id);

    assertThat(reply).isEqualTo(new CallReply.Accepted());
    assertThat(leg.done()).containsExactly("hangUp");
    assertThat(house.media.session(0).isClosed()).isTrue();
    assertThat(house.events.names()).contains("CallDisconnected").endsWith("CallEnded");
    assertThat(house.calls.find(id)).isEmpty();
    assertThat(house.calls.hangUp(id)).isEqualTo(new CallReply.UnknownCall());
    assertThat(house.calls.live()).isEmpty();
    assertThat(house.store.unfinishedCalls()).isEmpty();
  }

  @Test
  void ringsEveryContactOfAUserAndTakesTheFirstThatAnswers() {
    house.sip.register(ALICE.userPart(), "sip:a@127.0.0.1:7001");
    house.sip.register("alice", "sip:b@127.0.0.1:7002");

    house.create(ALICE);
    var legs = house.sip.invited();
    pickUp(legs.get(1), Codec.PCMU);

    assertThat(legs.stream().map(leg -> leg.invite().to()).toList())
        .containsExactly(
            new Destination.Contact("sip:a@127.0.0.1:7001"),
            new Destination.Contact("sip:b@127.0.0.1:7002"));
    assertThat(legs.get(0).done()).containsExactly("cancel: Call completed elsewhere");
    assertThat(house.media.session(0).isClosed()).isTrue();
    assertThat(house.events.names()).contains("IncomingCall", "CallConnected");
  }

  @Test
  void ringsAContactThatTheConfigurationGives() {
    house.create(EngineFixture.DESK);

    assertThat(house.sip.lastInvited().invite().to())
        .isEqualTo(new Destination.Contact("sip:load@127.0.0.1:5092"));
  }

  @Test
  void failsACallToAUserWhomNothingReaches() {
    house.events.nobodySubscribed();

    house.create(BOB);

    assertThat(house.sip.invited()).isEmpty();
    assertThat(house.events.callbacks().getLast().result().subCode()).isEqualTo(10037);
  }

  @Test
  void failsACallToANumberWithoutARoute() {
    house.create(new PhoneNumber("+3312345678"));

    assertThat(house.events.callbacks().getLast().result())
        .satisfies(result -> assertThat(result.code()).isEqualTo(403))
        .satisfies(result -> assertThat(result.subCode()).isEqualTo(511532));
  }

  @Test
  void prefersATrunkWhoseRouteMatches() {
    house.create(OUTSIDE);

    assertThat(house.sip.lastInvited().invite().to())
        .isEqualTo(new Destination.Trunk("carrier", OUTSIDE.value()));
  }

  @Test
  void dialsAnOwnedNumberOverItsOwnSipAddress() {
    house.create(OWNED);

    assertThat(house.sip.lastInvited().invite().to())
        .isEqualTo(new Destination.Self(OWNED.value()));
  }

  @Test
  void letsAnApplicationAnswerACallToAnOwnedNumber() {
    var caller = house.callFrom(new Origin.Trunk("carrier"), OWNED.value());

    var reply = answer(house.events.lastInvitation());
    caller.farSide().answered(Optional.empty());

    assertThat(caller.done()).containsExactly("ring", "answer");
    assertThat(reply).isInstanceOf(CallReply.Connected.class);
    assertThat(house.events.names()).startsWith("IncomingCall").contains("CallConnected");
    assertThat(house.media.session(0).place()).isEqualTo("hears isHeard");
  }

  @Test
  void takesAnInvitationOnlyOnce() {
    house.callFrom(new Origin.Trunk("carrier"), OWNED.value());
    var invitation = house.events.lastInvitation();

    house.calls.reject(invitation, RejectReason.BUSY);

    assertThat(answer(invitation)).isEqualTo(new CallReply.InvitationOver());
    assertThat(house.calls.redirect(new CallRequest.Redirect(invitation, BOB)))
        .isEqualTo(new CallReply.InvitationOver());
  }

  @Test
  void rejectsACallerAsBusy() {
    var caller = house.callFrom(new Origin.Trunk("carrier"), OWNED.value());

    house.calls.reject(house.events.lastInvitation(), RejectReason.BUSY);

    assertThat(caller.done()).containsExactly("ring", "refuse 486");
    assertThat(house.calls.live()).isEmpty();
  }

  @Test
  void redirectsACallerToAUsersPhone() {
    house.sip.register(ALICE.userPart(), "sip:a@127.0.0.1:7001");
    var caller = house.callFrom(new Origin.Trunk("carrier"), OWNED.value());

    house.calls.redirect(new CallRequest.Redirect(house.events.lastInvitation(), ALICE));
    pickUp(house.sip.lastInvited(), Codec.PCMA);
    caller.farSide().answered(Optional.empty());

    assertThat(caller.done()).containsExactly("ring", "answer");
    assertThat(house.media.sessions()).allMatch(session -> session.place().equals("hears isHeard"));
    assertThat(house.media.session(0).bridge()).isEqualTo(house.media.session(1).bridge());
  }

  @Test
  void offersTheSecondLegTheCodecOfTheFirst() {
    house.sip.register(ALICE.userPart(), "sip:a@127.0.0.1:7001");
    house.callFrom(
        new Origin.Trunk("carrier"), "desk-alice", Optional.of(EngineFixture.sdp(Codec.PCMA)));

    var offer = house.sip.lastInvited().invite().offer().orElseThrow();

    assertThat(offer.media().getFirst().payloadFormats().getFirst().payloadType()).isEqualTo(8);
  }

  @Test
  void answersTheCallerWithTheCodecThatTheSecondLegTook() {
    house.sip.register(ALICE.userPart(), "sip:a@127.0.0.1:7001");
    house.callFrom(new Origin.Trunk("carrier"), "desk-alice");

    pickUp(house.sip.lastInvited(), Codec.PCMA);

    assertThat(house.media.session(0).codec()).contains(Codec.PCMA);
  }

  @Test
  void letsTheCallerHearTheNewestEarlyMedia() {
    house.events.nobodySubscribed();
    house.sip.register(ALICE.userPart(), "sip:a@127.0.0.1:7001", "sip:b@127.0.0.1:7002");
    var caller = house.callFrom(new Origin.Trunk("carrier"), "desk-alice");
    var first = house.sip.invited().get(0);
    var second = house.sip.invited().get(1);

    first.farSide().earlyMedia(EngineFixture.answerTo(first, Codec.PCMU));
    second.farSide().earlyMedia(EngineFixture.answerTo(second, Codec.PCMU));

    assertThat(caller.done()).containsExactly("progress");
    assertThat(house.media.session(0).place()).isEqualTo("hears");
    assertThat(house.media.session(1).place()).isEqualTo("nowhere");
    assertThat(house.media.session(2).place()).isEqualTo("isHeard");
  }

  @Test
  void bridgesTwoTrunksWithoutAnyEvent() {
    var caller = house.callFrom(new Origin.Trunk("pbx"), "load");
    var callee = house.sip.lastInvited();

    callee.farSide().ringing();
    pickUp(callee, Codec.PCMU);
    caller.farSide().answered(Optional.empty());
    caller.peerHangsUp();

    assertThat(callee.invite().to()).isEqualTo(new Destination.Trunk("carrier", "load"));
    assertThat(callee.invite().headers()).containsEntry("X-MS-Custom-Case", "17");
    assertThat(caller.done()).containsExactly("ring", "answer");
    assertThat(callee.done()).containsExactly("hangUp");
    assertThat(house.events.names()).isEmpty();
    assertThat(house.calls.live()).isEmpty();
  }

  @Test
  void gathersCallersThatDialTheSameGroup() {
    var first = house.callFrom(new Origin.Trunk("pbx"), "conf7");
    var second = house.callFrom(new Origin.User(ALICE.userPart()), "group-conf7");
    house.callFrom(new Origin.Trunk("pbx"), "conf8");

    assertThat(first.done()).containsExactly("answer");
    assertThat(second.done()).containsExactly("answer");
    assertThat(house.calls.live()).hasSize(2);
    assertThat(house.media.session(0).bridge()).isEqualTo(house.media.session(1).bridge());
    assertThat(house.media.session(2).bridge()).isNotEqualTo(house.media.session(0).bridge());
  }

  @Test
  void endsALegWhoseMediaStopped() {
    house.create(SIMULATED);
    var leg = house.sip.lastInvited();
    pickUp(leg, Codec.PCMU);

    house.media.session(0).stop();

    assertThat(leg.done()).containsExactly("hangUp");
    assertThat(house.calls.live()).isEmpty();
  }

  @Test
  void showsAPhonesOwnHoldOnTheRoster() {
    var id = house.create(SIMULATED).terms().connectionId();
    var leg = house.sip.lastInvited();
    pickUp(leg, Codec.PCMU);
    var answer = new AtomicReference<Optional<SessionDescription>>(Optional.empty());

    leg.farSide().offered(held(), answer::set);

    assertThat(answer.get()).isPresent();
    assertThat(house.calls.find(id).orElseThrow().participants())
        .anyMatch(participant -> participant.isOnHold());
  }

  @Test
  void refusesAReinviteThatCrossedTheEndOfTheCall() {
    var id = house.create(SIMULATED).terms().connectionId();
    var leg = house.sip.lastInvited();
    pickUp(leg, Codec.PCMU);
    house.calls.hangUp(id);
    var answer = new AtomicReference<>(Optional.of(held()));

    leg.farSide().offered(held(), answer::set);

    assertThat(answer.get()).isEmpty();
  }

  @Test
  void hangsUpAPhoneThatAnsweredWithNothingThatWasOffered() {
    house.create(SIMULATED);
    var leg = house.sip.lastInvited();

    leg.farSide().answered(Optional.empty());

    assertThat(leg.done()).containsExactly("hangUp");
    assertThat(house.events.callbacks().getLast().result().subCode()).isEqualTo(560488);
  }

  @Test
  void refusesACallerWhoseOfferFitsNothing() {
    var offer =
        SessionDescription.parse(
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 18\r\n"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    var caller = house.callFrom(new Origin.Trunk("carrier"), OWNED.value(), offer.toOptional());

    assertThat(caller.done()).containsExactly("refuse 488");
    assertThat(house.media.session(0).isClosed()).isTrue();
  }

  @Test
  void offersToACallerWhoSentNoOffer() {
    var caller = house.callFrom(new Origin.Trunk("carrier"), OWNED.value(), Optional.empty());
    answer(house.events.lastInvitation());

    caller.farSide().answered(Optional.of(EngineFixture.sdp(Codec.PCMA)));

    assertThat(caller.answer().orElseThrow().media()).hasSize(1);
    assertThat(house.events.names()).contains("CallConnected");
  }

  @Test
  void givesUpWhenItRangLongEnough() {
    house.create(SIMULATED);
    var leg = house.sip.lastInvited();

    house.time.advance(Duration.ofSeconds(116));
    house.engine.fireTimers();

    assertThat(leg.done()).containsExactly("cancel");
    assertThat(house.events.callbacks().getLast().result().subCode()).isEqualTo(560480);
  }

  @Test
  void addsAndRemovesAParticipant() {
    house.sip.register(ALICE.userPart(), "sip:a@127.0.0.1:7001");
    var id = house.create(SIMULATED).terms().connectionId();
    pickUp(house.sip.lastInvited(), Codec.PCMU);
    var operation = new Operation(id, Optional.of("add"), Optional.empty());

    var reply =
        house.calls.addParticipant(
            new CallRequest.Add(
                operation, ALICE, CallRequest.Shown.NOTHING, 0, CustomContext.NONE));
    pickUp(house.sip.lastInvited(), Codec.PCMU);
    house.calls.removeParticipant(operation, ALICE);

    assertThat(reply).isInstanceOf(CallReply.Inviting.class);
    assertThat(house.sip.lastInvited().done()).containsExactly("hangUp");
    assertThat(house.events.names())
        .containsSubsequence("AddParticipantSucceeded", "RemoveParticipantSucceeded");
  }

  @Test
  void refusesAHeaderThatWouldSmuggleAnother() {
    var context = new CustomContext(Map.of("X-MS-Custom-A", "1\r\nEvil: yes"), Map.of());
    var usual = EngineFixture.creation(SIMULATED);

    var reply =
        house.calls.create(
            new CallRequest.Create(
                usual.terms(), usual.source(), usual.shown(), usual.targets(), context));

    assertThat(reply).isInstanceOf(CallReply.InvalidArgument.class);
    assertThat(house.sip.invited()).isEmpty();
    assertThat(house.calls.live()).isEmpty();
  }

  @Test
  void failsACallForWhichNoPortIsFree() {
    house.media.fill();

    house.create(SIMULATED);

    assertThat(house.sip.invited()).isEmpty();
    assertThat(house.events.callbacks().getLast().result().subCode()).isEqualTo(560503);
    assertThat(house.callFrom(new Origin.Trunk("carrier"), OWNED.value()).done())
        .containsExactly("refuse 503");
  }

  @Test
  void tellsTheCallerThatACallWasLost() {
    house.create(SIMULATED);
    var leg = house.sip.lastInvited();
    pickUp(leg, Codec.PCMU);

    leg.farSide().ended(LegEnd.of(LegEnd.Cause.PEER_LOST));

    assertThat(house.events.names()).contains("CallDisconnected");
    assertThat(house.calls.live()).isEmpty();
  }

  @Test
  void hangsUpLiveCallsWhenItStops() {
    house.create(SIMULATED);
    pickUp(house.sip.lastInvited(), Codec.PCMU);

    boolean quiet = house.engine.close(Duration.ofSeconds(5));

    assertThat(quiet).isTrue();
    assertThat(house.sip.lastInvited().done()).containsExactly("hangUp");
    assertThat(house.events.names()).contains("CallDisconnected");
    assertThat(house.calls.create(EngineFixture.creation(SIMULATED)))
        .isEqualTo(new CallReply.Overloaded());
    assertThat(house.callFrom(new Origin.Trunk("carrier"), OWNED.value()).done())
        .containsExactly("refuse 503");
  }

  private CallReply answer(String invitation) {
    return house.calls.answer(
        new CallRequest.Answer(invitation, EngineFixture.terms(), Optional.empty()));
  }

  private static SessionDescription held() {
    var text =
        new String(
            EngineFixture.sdp(Codec.PCMU).toBytes(), java.nio.charset.StandardCharsets.US_ASCII);
    return SessionDescription.parse(
            text.replace("a=sendrecv", "a=sendonly")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .toOptional()
        .orElseThrow();
  }
}
