package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallInput.RejectReason;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.CustomContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Transfer of a 1:1 call by ringing the target: BEHAVIOUR §1.6, RULINGS §3.1 and §3.3, traces 07
/// and 40.
class TransferTest {
  private static final String FAILED = "c1 CallTransferFailed +14255550100 → bob ";

  private final Scene scene = new Scene();

  @BeforeEach
  void anApplicationTalksToAPhone() {
    scene.create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg")).answered("leg");
  }

  @Test
  void ringsTheTargetWhileTheOthersTalkOn() {
    scene.transfer("c1", Scene.asked(Scene.BOB, "desk"));

    assertThat(scene.reply()).isEqualTo(new CallReply.Accepted());
    assertThat(scene.lastActions()).containsExactly("invite desk", "set ring:bob +30s");
    assertThat(scene.lastEvents()).isEmpty();
    assertThat(scene.lastGrid()).containsExactly("IncomingCall +14255550100 → bob");
    assertThat(scene.connection("c1").state()).isEqualTo(State.TRANSFERRING);
  }

  @Test
  void theTargetSeesTheTransferee() {
    scene.transfer("c1", Scene.rung(Scene.OTHER_PHONE, "other"));

    assertThat(scene.lastInvite().caller().identifier()).isEqualTo(Scene.PHONE);
    assertThat(scene.lastInvite().caller().callerId()).contains(Scene.PHONE);
  }

  @Test
  void theRequestsNumberAndContextGoAlong() {
    var context = new CustomContext(Map.of("X-MS-Custom-a", "b"), Map.of());
    scene.play(
        new CallInput.Transfer(
            scene.now(),
            Scene.operation("c1", "transfer"),
            Scene.rung(Scene.OTHER_PHONE, "other"),
            Optional.of(Scene.PHONE),
            Optional.of(Scene.OWNED),
            context,
            Scene.SPLIT,
            false));

    assertThat(scene.lastInvite().caller().callerId()).contains(Scene.OWNED);
    assertThat(scene.lastInvite().customContext()).isEqualTo(context);
  }

  @Test
  void leavesTheCallToTheTwo() {
    scene.transfer("c1", Scene.rung(Scene.BOB, "desk", "mobile")).answered("desk");

    assertThat(scene.lastActions())
        .containsExactly("cancel mobile (answered elsewhere)", "stop ring:bob", "bridge desk");
    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 CallTransferAccepted +14255550100 → bob 200/7015", "c1 CallDisconnected 200/7015");
    assertThat(scene.lastResult().message())
        .isEqualTo("The transfer operation completed successfully.");
    assertThat(scene.lastGrid())
        .containsExactly("ParticipantRemoved alice", "ParticipantAdded bob");
    assertThat(scene.snapshot().ended()).isFalse();
    assertThat(scene.hangUp("c1").reply()).isEqualTo(new CallReply.UnknownCall());
    assertThat(scene.ended("leg").lastActions()).containsExactly("hang up desk", "finish");
  }

  @Test
  void theOutcomeGoesToItsOwnAddress() {
    scene.play(
        new CallInput.Transfer(
            scene.now(),
            new Operation("c1", Optional.of("t"), Optional.of("https://other.test/")),
            Scene.rung(Scene.BOB, "desk"),
            Optional.empty(),
            Optional.empty(),
            CustomContext.NONE,
            Scene.SPLIT,
            false));
    scene.failed("desk", 480, "");

    assertThat(scene.lastCallback().to().callbackUri()).isEqualTo("https://other.test/");
    assertThat(scene.lastCallback().operationContext()).contains("t");
  }

  @Test
  void anApplicationMayAnswerForTheTarget() {
    scene.transfer("c1", Scene.asked(Scene.BOB)).answer(Scene.BOB, "c2");

    assertThat(scene.reply())
        .isInstanceOfSatisfying(
            CallReply.Connected.class,
            made -> assertThat(made.connection().ids()).isEqualTo(Scene.IDS));
    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 CallTransferAccepted +14255550100 → bob 200/7015",
            "c1 CallDisconnected 200/7015",
            "c2 CallConnected",
            "c2 ParticipantsUpdated 4 [+14255550100,bob]",
            "c2 ParticipantsUpdated 4 [+14255550100,bob]",
            "c2 ParticipantsUpdated 5 [+14255550100,bob]");
    assertThat(scene.connection("c2").source()).isEqualTo(Scene.PHONE);
  }

  @Test
  void otherConnectionsStay() {
    scene.connect("c3").transfer("c1", Scene.rung(Scene.BOB, "desk")).answered("desk");

    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 CallTransferAccepted +14255550100 → bob 200/7015",
            "c1 CallDisconnected 200/7015",
            "c3 ParticipantsUpdated 4 [+14255550100,bob]");
  }

  @Test
  void anApplicationCanBeTransferred() {
    var two = new Scene().create(Scene.ALICE, Scene.asked(Scene.BOB)).answer(Scene.BOB, "c2");
    two.transfer("c1", Scene.rung(Scene.CAROL, "desk")).answered("desk");

    assertThat(two.lastEvents())
        .containsExactly(
            "c1 CallTransferAccepted bob → carol 200/7015",
            "c1 CallDisconnected 200/7015",
            "c2 ParticipantsUpdated 2 [bob,carol]");
    assertThat(two.transfer("c2", Scene.rung(Scene.ALICE, "a")).reply())
        .isEqualTo(new CallReply.Accepted());
  }

  @Test
  void whoWasHeldTalksToTheTarget() {
    scene.hold("c1", Scene.PHONE, true).transfer("c1", Scene.rung(Scene.BOB, "desk"));
    scene.answered("desk");

    assertThat(scene.lastActions()).containsExactly("stop ring:bob", "bridge leg", "bridge desk");
    assertThat(scene.snapshot().participants()).noneMatch(each -> each.isOnHold());
  }

  @Test
  void failsWithTheCodesOfAUserAndGoesOn() {
    assertThat(afterwards(480)).isEqualTo(FAILED + "480/10037");
    assertThat(afterwards(486)).isEqualTo(FAILED + "487/10024");
    assertThat(afterwards(603)).isEqualTo(FAILED + "487/10024");
    assertThat(afterwards(408)).isEqualTo(FAILED + "408/560408");
  }

  private String afterwards(int status) {
    scene.transfer("c1", Scene.rung(Scene.BOB, "desk")).failed("desk", status, "");
    assertThat(scene.connection("c1").state()).isEqualTo(State.CONNECTED);
    assertThat(scene.snapshot().participants()).hasSize(2);
    return scene.lastEvents().getFirst();
  }

  @Test
  void failsWithTheCodesOfAPhone() {
    scene.transfer("c1", Scene.rung(Scene.OTHER_PHONE, "other"));
    scene.failed("other", 486, "Busy Here");

    assertThat(scene.lastEvents())
        .containsExactly("c1 CallTransferFailed +14255550100 → +14255550101 486/560486");
    assertThat(scene.lastResult().message()).isEqualTo("Busy Here. DiagCode: 486#560486.@");
    assertThat(scene.lastResult().sip()).isPresent();
  }

  @Test
  void failsWhenNobodyAnswersInTime() {
    scene.transfer("c1", Scene.rung(Scene.BOB, "desk"));
    scene.later(Duration.ofSeconds(30)).timeIsUp(Scene.BOB);

    assertThat(scene.lastActions()).containsExactly("cancel desk", "stop ring:bob");
    assertThat(scene.lastEvents()).containsExactly(FAILED + "487/10004");
  }

  @Test
  void failsWhenAnApplicationRejects() {
    scene.transfer("c1", Scene.asked(Scene.BOB)).reject(Scene.BOB, RejectReason.BUSY);

    assertThat(scene.lastEvents()).containsExactly(FAILED + "487/10024");
  }

  @Test
  void failsAtOnceWhenThereIsNoWayToTheTarget() {
    scene.transfer("c1", Scene.nowhere(Scene.BOB, 480, 10037));

    assertThat(scene.reply()).isEqualTo(new CallReply.Accepted());
    assertThat(scene.lastEvents()).containsExactly(FAILED + "480/10037");
    assertThat(scene.connection("c1").state()).isEqualTo(State.CONNECTED);
  }

  @Test
  void keepsTheFirstTargetsNameThroughARedirect() {
    scene
        .transfer("c1", Scene.asked(Scene.BOB))
        .redirect(Scene.BOB, Scene.rung(Scene.CAROL, "desk"))
        .answered("desk");

    assertThat(scene.lastEvents())
        .startsWith("c1 CallTransferAccepted +14255550100 → bob 200/7015");
    assertThat(scene.snapshot().participants())
        .extracting(each -> each.identifier().rawId())
        .containsExactly("4:+14255550100", "8:acs:res_carol");
  }

  @Test
  void failsWhenTheTransfereeLeaves() {
    scene.transfer("c1", Scene.rung(Scene.BOB, "desk")).ended("leg");

    assertThat(scene.lastActions()).containsExactly("cancel desk", "stop ring:bob", "finish");
    assertThat(scene.lastEvents())
        .containsExactly(FAILED + "487/540487", "c1 CallDisconnected 200/560000");
  }

  @Test
  void failsBeforeTheApplicationLeaves() {
    scene.transfer("c1", Scene.rung(Scene.BOB, "desk")).hangUp("c1");

    assertThat(scene.lastActions())
        .containsExactly("cancel desk", "stop ring:bob", "hang up leg", "finish");
    assertThat(scene.lastEvents())
        .containsExactly(FAILED + "487/5234", "c1 CallDisconnected 200/7000");
  }

  @Test
  void failsBeforeTheCallIsTerminated() {
    scene.transfer("c1", Scene.rung(Scene.BOB, "desk")).terminate("c1");

    assertThat(scene.lastEvents())
        .containsExactly(FAILED + "487/5234", "c1 CallDisconnected 200/7000");
  }

  @Test
  void aSecondAtOnceIsRefused() {
    scene
        .transfer("c1", Scene.rung(Scene.BOB, "desk"))
        .transfer("c1", Scene.rung(Scene.CAROL, "other"));

    assertThat(scene.reply()).isEqualTo(new CallReply.TransferUnderWay());
    assertThat(scene.lastEffects()).isEmpty();
    scene.failed("desk", 480, "").transfer("c1", Scene.rung(Scene.CAROL, "other"));
    assertThat(scene.reply()).isEqualTo(new CallReply.Accepted());
  }

  @Test
  void nobodyIsAddedMeanwhile() {
    scene.transfer("c1", Scene.rung(Scene.BOB, "desk")).add("c1", Scene.rung(Scene.CAROL, "x"));

    assertThat(scene.reply()).isInstanceOf(CallReply.Conflict.class);
  }

  @Test
  void theRosterGoesOnMeanwhile() {
    scene.transfer("c1", Scene.rung(Scene.BOB, "desk")).holds("leg", true);

    assertThat(scene.lastEvents())
        .containsExactly("c1 ParticipantsUpdated 3 [alice,+14255550100(held)]");
  }

  @Test
  void onlyTheOtherOneCanBeTheTransferee() {
    scene.transfer("c1", Scene.CAROL, Scene.rung(Scene.BOB, "desk"));
    assertThat(scene.reply()).isEqualTo(new CallReply.UnknownParticipant());

    scene.transfer("c1", Scene.ALICE, Scene.rung(Scene.BOB, "desk"));
    assertThat(scene.reply())
        .isEqualTo(
            new CallReply.InvalidArgument("transferee", "An application cannot transfer itself."));

    scene.transfer("c1", Scene.PHONE, Scene.rung(Scene.BOB, "desk"));
    assertThat(scene.reply()).isEqualTo(new CallReply.Accepted());
  }

  @Test
  void theTargetCannotBeInTheCall() {
    scene.transfer("c1", Scene.rung(Scene.PHONE, "leg2"));

    assertThat(scene.reply())
        .isEqualTo(
            new CallReply.InvalidArgument("targetParticipant", "The target is in the call."));
  }

  @Test
  void aPhoneNumberNeedsACallerId() {
    var users =
        new Scene().arrive(Scene.BOB, "b", Scene.asked(Scene.ALICE)).answer(Scene.ALICE, "c1");
    users.answered("b").transfer("c1", Scene.rung(Scene.PHONE, "leg"));

    assertThat(users.reply())
        .isEqualTo(
            new CallReply.InvalidArgument(
                "sourceCallerIdNumber", "A call to a phone number needs a caller id."));
    assertThat(users.lastEffects()).isEmpty();
  }

  @Test
  void beforeTheCallStandsIsTooEarly() {
    var ringing = new Scene().create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg"));

    assertThat(ringing.transfer("c1", Scene.rung(Scene.BOB, "desk")).reply())
        .isEqualTo(new CallReply.NotEstablished());
  }

  @Test
  void nothingIsSplitOff() {
    scene.transfer("c1", Scene.rung(Scene.BOB, "desk")).answered("desk");

    assertThat(scene.effects()).noneMatch(CallEffect.Split.class::isInstance);
  }
}
