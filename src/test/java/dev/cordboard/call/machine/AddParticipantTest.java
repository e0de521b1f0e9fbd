package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallInput.RejectReason;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallResult.SipDetail;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.LegId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// BEHAVIOUR §1.7, RULINGS §3.1 and §3.3, traces 09 and 10.
class AddParticipantTest {
  private final Scene scene = new Scene();

  @BeforeEach
  void anApplicationTalksToAPhone() {
    scene.create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg")).answered("leg");
  }

  @Test
  void ringsAndMovesTheRosterTwoVersionsOn() {
    scene.add("c1", Scene.asked(Scene.BOB, "desk"));

    assertThat(scene.reply()).isEqualTo(new CallReply.Inviting(Scene.BOB, "invite 8:acs:res_bob"));
    assertThat(scene.lastActions()).containsExactly("invite desk", "set ring:bob +30s");
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 3 [alice,+14255550100]");
  }

  @Test
  void theInvitationComesFromTheOneWhoAdds() {
    scene.add("c1", Scene.asked(Scene.BOB, "desk"));

    assertThat(scene.lastGrid()).containsExactly("IncomingCall alice → bob");
    assertThat(scene.lastIncomingCall().customContext()).contains(CustomContext.NONE);
    assertThat(scene.lastEffects())
        .filteredOn(CallEffect.Invite.class::isInstance)
        .singleElement()
        .satisfies(
            effect -> assertThat(((CallEffect.Invite) effect).near()).isEqualTo(new LegId("leg")));
  }

  @Test
  void succeedsWhenADeviceAnswers() {
    scene.add("c1", Scene.rung(Scene.OTHER_PHONE, "leg2")).answered("leg2");

    assertThat(scene.lastActions()).containsExactly("stop ring:+14255550101", "bridge leg2");
    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 AddParticipantSucceeded +14255550101",
            "c1 ParticipantsUpdated 4 [alice,+14255550100,+14255550101]");
  }

  @Test
  void theOutcomeCarriesTheOperationsContextAndGoesToItsOwnAddress() {
    scene
        .play(
            new CallInput.AddParticipant(
                scene.now(),
                new Operation("c1", Optional.of(""), Optional.of("https://other.test/")),
                Scene.rung(Scene.BOB, "desk"),
                Optional.empty(),
                Optional.empty(),
                0,
                CustomContext.NONE))
        .failed("desk", 480, "");

    assertThat(scene.lastCallback().operationContext()).contains("");
    assertThat(scene.lastCallback().to().callbackUri()).isEqualTo("https://other.test/");
    assertThat(scene.lastCallback().to().connectionId()).isEqualTo("c1");
  }

  @Test
  void theRequestsRingLimitWins() {
    scene.play(
        new CallInput.AddParticipant(
            scene.now(),
            Scene.operation("c1", "add"),
            Scene.rung(Scene.BOB, "desk"),
            Optional.empty(),
            Optional.empty(),
            7,
            CustomContext.NONE));
    assertThat(scene.lastActions()).contains("set ring:bob +7s");

    scene.later(Duration.ofSeconds(7)).timeIsUp(Scene.BOB);
    assertThat(scene.lastActions()).containsExactly("cancel desk", "stop ring:bob");
    assertThat(scene.lastEvents()).containsExactly("c1 AddParticipantFailed bob 487/10004");
  }

  @Test
  void failsWithTheCodesOfAUser() {
    assertThat(outcome(480, true)).isEqualTo("c1 AddParticipantFailed bob 480/10037");
    assertThat(outcome(486, true)).isEqualTo("c1 AddParticipantFailed bob 487/10024");
    assertThat(outcome(603, true)).isEqualTo("c1 AddParticipantFailed bob 487/10024");
    assertThat(outcome(408, true)).isEqualTo("c1 AddParticipantFailed bob 408/560408");
  }

  @Test
  void failsWithTheCodesOfAPhone() {
    assertThat(outcome(486, false)).endsWith(" 486/560486");
    assertThat(outcome(603, false)).endsWith(" 603/560603");
    assertThat(outcome(404, false)).endsWith(" 404/560404");
  }

  private static String outcome(int status, boolean user) {
    var call = new Scene().create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg")).answered("leg");
    call.add("c1", Scene.rung(user ? Scene.BOB : Scene.OTHER_PHONE, "new"));
    call.failed("new", status, "");
    return call.lastEvents().getFirst();
  }

  @Test
  void aRejectionByAnApplicationIsADecline() {
    scene.add("c1", Scene.asked(Scene.BOB)).reject(Scene.BOB, RejectReason.BUSY);

    assertThat(scene.lastEvents()).containsExactly("c1 AddParticipantFailed bob 487/10024");
    assertThat(scene.lastResult().message())
        .startsWith("addParticipants failed for participant 8:acs:res_bob. Underlying reason: ")
        .endsWith(" DiagCode: 487#10024.@");
  }

  @Test
  void somebodyUnreachableFailsAtOnce() {
    scene.add("c1", Scene.nowhere(Scene.BOB, 480, 10037));

    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 ParticipantsUpdated 3 [alice,+14255550100]",
            "c1 AddParticipantFailed bob 480/10037");
    assertThat(scene.snapshot().ended()).isFalse();
  }

  @Test
  void whoIsInTheCallCannotBeAdded() {
    assertThat(scene.add("c1", Scene.rung(Scene.PHONE, "leg2")).reply())
        .isInstanceOf(CallReply.InvalidArgument.class);
    assertThat(scene.lastEffects()).isEmpty();
  }

  @Test
  void whoIsBeingRungCannotBeAddedAgain() {
    scene.add("c1", Scene.asked(Scene.BOB));

    assertThat(scene.add("c1", Scene.asked(Scene.BOB)).reply())
        .isInstanceOf(CallReply.Conflict.class);
    assertThat(scene.lastEffects()).isEmpty();
  }

  @Test
  void makesTheCallAGroupThatGoesOnWithoutItsCreator() {
    scene.add("c1", Scene.rung(Scene.OTHER_PHONE, "leg2")).answered("leg2").hangUp("c1");

    assertThat(scene.lastEvents()).containsExactly("c1 CallDisconnected 200/7000");
    assertThat(scene.lastActions()).isEmpty();
    assertThat(scene.ended("leg").lastActions()).containsExactly("hang up leg2", "finish");
  }

  @Test
  void tellsWhatTheDeviceSaid() {
    scene
        .add("c1", Scene.rung(Scene.OTHER_PHONE, "leg2"))
        .play(
            new CallInput.Failed(
                scene.now(),
                new LegId("leg2"),
                486,
                "Busy Here",
                Optional.of(new SipDetail(17, "User busy"))));

    assertThat(scene.lastResult().sip()).contains(new SipDetail(486, "Busy Here"));
    assertThat(scene.lastResult().q850()).contains(new SipDetail(17, "User busy"));

    scene.add("c1", Scene.rung(Scene.BOB, "desk")).failed("desk", 603, "Decline");
    assertThat(scene.lastEvents()).containsExactly("c1 AddParticipantFailed bob 487/10024");
    assertThat(scene.lastResult().sip()).contains(new SipDetail(603, "Decline"));
  }

  @Test
  void nobodySaidAnythingWhenTimeIsUp() {
    scene.add("c1", Scene.rung(Scene.OTHER_PHONE, "leg2")).timeIsUp(Scene.OTHER_PHONE);

    assertThat(scene.lastEvents())
        .containsExactly("c1 AddParticipantFailed +14255550101 480/560480");
    assertThat(scene.lastResult().sip()).isEmpty();
  }

  @Test
  void whatIsPendingFailsBeforeTheCallEnds() {
    scene.add("c1", Scene.asked(Scene.BOB, "desk")).terminate("c1");

    assertThat(scene.lastActions())
        .containsExactly("hang up leg", "cancel desk", "stop ring:bob", "finish");
    assertThat(scene.lastEvents())
        .containsExactly("c1 AddParticipantFailed bob 487/5234", "c1 CallDisconnected 200/7000");
  }

  @Test
  void theCallWaitsForAnInvitationWhenTheOtherSideLeft() {
    scene.add("c1", Scene.asked(Scene.BOB, "desk")).ended("leg");
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 4 [alice]");

    scene.answered("desk");
    assertThat(scene.lastEvents())
        .containsExactly("c1 AddParticipantSucceeded bob", "c1 ParticipantsUpdated 5 [alice,bob]");
  }

  @Test
  void andEndsWhenThatComesToNothing() {
    scene.add("c1", Scene.asked(Scene.BOB, "desk")).ended("leg").cancelAdd("c1", Scene.BOB);

    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 CancelAddParticipantSucceeded 487/5234", "c1 CallDisconnected 200/5002");
  }
}
