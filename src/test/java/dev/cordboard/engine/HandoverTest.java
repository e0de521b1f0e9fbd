package dev.cordboard.engine;

import static dev.cordboard.engine.EngineFixture.ALICE;
import static dev.cordboard.engine.EngineFixture.BOB;
import static dev.cordboard.engine.EngineFixture.OUTSIDE;
import static dev.cordboard.engine.EngineFixture.SIMULATED;
import static dev.cordboard.engine.EngineFixture.pickUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot;
import dev.cordboard.call.CustomContext;
import dev.cordboard.config.CallSettings;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.sdp.Codec;
import dev.cordboard.sip.CallerIdentity;
import dev.cordboard.sip.IncomingLeg;
import dev.cordboard.sip.Origin;
import dev.cordboard.sip.refer.ReferTo;
import dev.cordboard.sip.refer.Referral;
import dev.cordboard.testkit.FakeMediaSession;
import dev.cordboard.testkit.FakeSipLeg;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Transfers by applications and by phones, through the whole engine.
class HandoverTest {
  private static final PhoneNumber FURTHER = new PhoneNumber("+442079460999");

  private final EngineFixture house = new EngineFixture();
  private final List<Integer> reported = new ArrayList<>();

  @BeforeEach
  void alicesPhone() {
    house.events.nobodySubscribed();
    house.sip.register(ALICE.userPart(), "sip:a@127.0.0.1:7001");
    house.sip.register(BOB.userPart(), "sip:b@127.0.0.1:7002");
  }

  @Test
  void leavesATwoPartyCallToTransfereeAndTarget() {
    var id = connected(ALICE);
    var alice = house.sip.lastInvited();

    assertThat(transfer(id, BOB, Optional.empty())).isEqualTo(new CallReply.Accepted());
    pickUp(house.sip.lastInvited(), Codec.PCMU);

    assertThat(house.events.names())
        .containsSubsequence("CallTransferAccepted", "CallDisconnected");
    assertThat(house.media.session(0).bridge()).isEqualTo(house.media.session(1).bridge());
    assertThat(house.calls.live()).hasSize(1);
    assertThat(alice.done()).isEmpty();
    alice.peerHangsUp();
    assertThat(house.sip.lastInvited().done()).containsExactly("hangUp");
  }

  @Test
  void splitsTransfereeAndTargetOffAGroup() {
    var id = connected(ALICE, SIMULATED);
    var alice = house.sip.invited().get(0);

    assertThat(transfer(id, BOB, Optional.of(ALICE))).isEqualTo(new CallReply.Accepted());
    var bob = house.sip.lastInvited();
    pickUp(bob, Codec.PCMU);

    assertThat(house.calls.live()).hasSize(2);
    assertThat(house.calls.find(id).orElseThrow().participants()).hasSize(2);
    var bridge = house.media.session(0).bridge();
    assertThat(house.media.session(2).bridge()).isEqualTo(bridge);
    assertThat(house.media.session(1).bridge()).isNotEqualTo(bridge);
    assertThat(house.media.session(0).place()).isEqualTo("hears isHeard");
    bob.peerHangsUp();
    assertThat(alice.done()).containsExactly("hangUp");
    assertThat(house.calls.live()).hasSize(1);
  }

  @Test
  void aRestartFindsTheLegsOfASplitCallOnce() {
    var id = connected(ALICE, SIMULATED);
    transfer(id, BOB, Optional.of(ALICE));
    pickUp(house.sip.lastInvited(), Codec.PCMU);

    var next = new EngineFixture(CallSettings.defaults(), house.store);

    assertThat(next.sip.released()).containsExactlyInAnyOrder("out-1", "out-2", "out-3");
  }

  @Test
  void hangsUpACallThatIsSplitOffWhileTheServerStops() {
    var id = connected(ALICE, SIMULATED);
    transfer(id, BOB, Optional.of(ALICE));
    var bob = house.sip.lastInvited();
    // The first of its legs joins its bridge when the new call has been made.
    house.media.whenJoining(() -> house.engine.close(Duration.ZERO));

    pickUp(bob, Codec.PCMU);

    assertThat(house.calls.live()).isEmpty();
    assertThat(house.sip.invited()).allMatch(FakeSipLeg::isOver);
  }

  @Test
  void asksTheTrunkToCallTheTargetItself() {
    var id = connected(OUTSIDE);
    var far = house.sip.lastInvited().allowingRefer();

    transfer(id, FURTHER, Optional.empty());
    far.referListener().accepted();
    far.referListener().finished(200);

    assertThat(far.done()).startsWith("refer sip:+442079460999@carrier.invalid");
    assertThat(house.sip.invited()).hasSize(1);
    assertThat(house.events.names()).contains("CallTransferAccepted");
    assertThat(house.calls.live()).isEmpty();
  }

  @Test
  void ringsTheTargetWhenTheTrunkRefusesToCallIt() {
    var id = connected(OUTSIDE);
    var far = house.sip.lastInvited().allowingRefer();

    transfer(id, FURTHER, Optional.empty());
    far.referListener().refused(405);

    assertThat(house.sip.invited()).hasSize(2);
    pickUp(house.sip.lastInvited(), Codec.PCMU);
    assertThat(house.events.names()).contains("CallTransferAccepted");
    assertThat(house.calls.live()).hasSize(1);
  }

  @Test
  void ringsTheTargetItselfWhenTheFarEndKnowsNoRefer() {
    var id = connected(OUTSIDE);

    transfer(id, FURTHER, Optional.empty());

    assertThat(house.sip.invited()).hasSize(2);
  }

  @Test
  void putsSomebodyInThePlaceOfAPhoneThatRefers() {
    var alice = house.callFrom(new Origin.User(ALICE.userPart()), BOB.userPart());
    var bob = house.sip.lastInvited();
    pickUp(bob, Codec.PCMU);
    alice.farSide().answered(Optional.empty());

    alice.farSide().referred(referral(SIMULATED.value()), Optional.empty());
    var target = house.sip.lastInvited();
    target.farSide().ringing();
    pickUp(target, Codec.PCMU);

    assertThat(reported).containsExactly(100, 180, 200);
    assertThat(alice.done()).containsExactly("answer", "hangUp");
    assertThat(bob.done()).isEmpty();
    assertThat(house.media.session(1).bridge()).isEqualTo(house.media.session(2).bridge());
  }

  @Test
  void tellsAPhoneThatItMayNotTransferThere() {
    var alice = house.callFrom(new Origin.User(ALICE.userPart()), BOB.userPart());
    pickUp(house.sip.lastInvited(), Codec.PCMU);
    alice.farSide().answered(Optional.empty());

    alice.farSide().referred(referral("nobody"), Optional.empty());
    alice.farSide().referred(referral("group-7"), Optional.empty());

    assertThat(reported).containsExactly(404, 501);
    assertThat(house.calls.live()).hasSize(1);
  }

  @Test
  void joinsTheOthersOfTwoCallsThatAPhoneHas() {
    var first = house.callFrom(new Origin.User(ALICE.userPart()), BOB.userPart());
    var bob = house.sip.lastInvited();
    pickUp(bob, Codec.PCMU);
    first.farSide().answered(Optional.empty());
    var second = house.callFrom(new Origin.User(ALICE.userPart()), SIMULATED.value());
    var far = house.sip.lastInvited();
    pickUp(far, Codec.PCMU);
    second.farSide().answered(Optional.empty());

    first.farSide().referred(referral(SIMULATED.value()), Optional.of(second));

    assertThat(reported).containsExactly(200);
    assertThat(first.done()).containsExactly("answer", "hangUp");
    assertThat(second.done()).containsExactly("answer", "hangUp");
    assertThat(house.media.session(1).bridge())
        .isPresent()
        .isEqualTo(house.media.session(3).bridge());
    assertThat(house.calls.live()).hasSize(1);
    bob.peerHangsUp();
    assertThat(far.done()).containsExactly("hangUp");
    assertThat(house.calls.live()).isEmpty();
    assertThat(house.store.unfinishedCalls()).isEmpty();
  }

  @Test
  void nothingOutlivesItsCalls() {
    joinsTheOthersOfTwoCallsThatAPhoneHas();
    refusesASeatThatNobodyHasAnyMore();
    var id = connected(SIMULATED);
    transfer(id, BOB, Optional.empty());
    house.calls.terminate(id);

    for (var gauge : List.of("calls.live", "calls.legs", "calls.dialogs", "calls.timers")) {
      // One timer is the engine's own.
      assertThat(house.metrics.read(gauge))
          .as(gauge)
          .isEqualTo(gauge.equals("calls.timers") ? 1 : 0);
    }
    assertThat(house.media.sessions()).allMatch(FakeMediaSession::isClosed);
  }

  @Test
  void refusesToJoinACallWithItself() {
    var first = house.callFrom(new Origin.User(ALICE.userPart()), BOB.userPart());
    var bob = house.sip.lastInvited();
    pickUp(bob, Codec.PCMU);
    first.farSide().answered(Optional.empty());

    first.farSide().referred(referral("x"), Optional.of(bob));

    assertThat(reported).containsExactly(403);
    assertThat(house.calls.live()).hasSize(1);
  }

  @Test
  void letsAPhoneTakeTheSeatOfAnother() {
    var alice = house.callFrom(new Origin.User(ALICE.userPart()), BOB.userPart());
    var bob = house.sip.lastInvited();
    pickUp(bob, Codec.PCMU);
    alice.farSide().answered(Optional.empty());

    var desk = replacing(bob);
    desk.farSide().answered(Optional.empty());

    assertThat(desk.done()).containsExactly("answer");
    assertThat(bob.done()).containsExactly("hangUp");
    assertThat(alice.done()).containsExactly("answer");
    assertThat(house.media.session(2).bridge())
        .isPresent()
        .isEqualTo(house.media.session(0).bridge());
  }

  @Test
  void refusesASeatThatNobodyHasAnyMore() {
    var alice = house.callFrom(new Origin.User(ALICE.userPart()), BOB.userPart());
    var bob = house.sip.lastInvited();
    pickUp(bob, Codec.PCMU);
    alice.farSide().answered(Optional.empty());
    alice.peerHangsUp();

    assertThat(replacing(bob).done()).containsExactly("refuse 481");
    assertThat(house.calls.live()).isEmpty();
  }

  private FakeSipLeg replacing(FakeSipLeg seat) {
    return house.sip.call(
        leg ->
            new IncomingLeg(
                leg,
                new IncomingLeg.Dialled("x", "sip:x@127.0.0.1", Optional.of(seat)),
                new CallerIdentity(new CallerIdentity.Name.Account(BOB.userPart()), ""),
                new Origin.User(BOB.userPart()),
                Map.of(),
                Optional.of(EngineFixture.sdp(Codec.PCMU))));
  }

  private Referral referral(String user) {
    var to = new ReferTo(user, "sip:" + user + "@127.0.0.1", Optional.empty(), Map.of());
    return new Referral(to, Optional.empty(), reported::add);
  }

  private String connected(CommunicationIdentifier... targets) {
    int before = house.sip.invited().size();
    var id = house.create(targets).terms().connectionId();
    var legs = house.sip.invited();
    legs.subList(before, legs.size()).forEach(leg -> pickUp(leg, Codec.PCMU));
    assertThat(house.calls.find(id).orElseThrow().connection().state())
        .isEqualTo(CallSnapshot.State.CONNECTED);
    return id;
  }

  private CallReply transfer(
      String id, CommunicationIdentifier target, Optional<CommunicationIdentifier> transferee) {
    return house.calls.transfer(
        new CallRequest.Transfer(
            new Operation(id, Optional.of("ours"), Optional.empty()),
            target,
            transferee,
            Optional.of(EngineFixture.OWNED),
            CustomContext.NONE));
  }
}
