package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CallSnapshot.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// BEHAVIOUR §1.1, RULINGS §2.3 and §3.
class CreateTest {
  private final Scene scene = new Scene();

  @Test
  void ringsEveryDeviceOfAUserAndRaisesIncomingCall() {
    scene.create(Scene.ALICE, Scene.asked(Scene.BOB, "desk", "cell"));

    assertThat(scene.lastActions())
        .containsExactly("invite desk", "invite cell", "set ring:bob +30s");
    assertThat(scene.lastGrid()).containsExactly("IncomingCall alice → bob");
    assertThat(scene.lastEvents()).isEmpty();
  }

  @Test
  void showsTheSourceAndItsCallerIdToThePhone() {
    scene.create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg"));

    assertThat(scene.lastEffects().getFirst())
        .isInstanceOfSatisfying(
            CallEffect.Invite.class,
            invite -> {
              assertThat(invite.caller().identifier()).isEqualTo(Scene.ALICE);
              assertThat(invite.caller().callerId()).contains(Scene.OWNED);
              assertThat(invite.near()).isEqualTo(invite.leg());
            });
  }

  @Test
  void isConnectedWhenAPhoneAnswers() {
    scene.create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg")).answered("leg");

    assertThat(scene.lastActions()).containsExactly("stop ring:+14255550100", "bridge leg");
    assertThat(scene.lastEvents())
        .containsExactly("c1 CallConnected", "c1 ParticipantsUpdated 1 [alice,+14255550100]");
    assertThat(scene.connection("c1").state()).isEqualTo(State.CONNECTED);
  }

  @Test
  void theFirstDeviceToAnswerWins() {
    scene.create(Scene.ALICE, Scene.asked(Scene.BOB, "desk", "cell")).answered("cell");

    assertThat(scene.lastActions())
        .containsExactly("cancel desk (answered elsewhere)", "stop ring:bob", "bridge cell");

    scene.answered("desk");
    assertThat(scene.lastEffects()).isEmpty();
  }

  @Test
  void aBusyPhoneFailsTheCallWithItsSipAnswer() {
    scene.create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg")).failed("leg", 486, "Busy Here");

    assertThat(scene.lastEvents())
        .containsExactly("c1 CreateCallFailed 486/560486", "c1 CallDisconnected 486/560486");
    assertThat(scene.lastActions()).containsExactly("stop ring:+14255550100", "finish");
    assertThat(scene.lastResult().message()).isEqualTo("Busy Here. DiagCode: 486#560486.@");
    assertThat(scene.lastResult().sip()).contains(new CallResult.SipDetail(486, "Busy Here"));
  }

  @Test
  void aUserWhoDeclinesEndsTheConversation() {
    scene.create(Scene.ALICE, Scene.rung(Scene.BOB, "desk")).failed("desk", 603, "Decline");

    assertThat(scene.lastEvents())
        .containsExactly("c1 CreateCallFailed 200/5002", "c1 CallDisconnected 200/5002");
  }

  @Test
  void aDeviceThatDeclinesSpeaksForTheOthers() {
    scene
        .create(Scene.ALICE, Scene.asked(Scene.BOB, "desk", "cell"))
        .failed("desk", 603, "Decline");

    assertThat(scene.lastActions()).contains("cancel cell", "finish");
  }

  @Test
  void aDeviceThatIsBusyDoesNotSpeakForTheOthers() {
    scene
        .create(Scene.ALICE, Scene.rung(Scene.BOB, "desk", "cell"))
        .failed("desk", 486, "Busy Here");
    assertThat(scene.lastEffects()).isEmpty();

    scene.answered("cell");
    assertThat(scene.lastEvents()).contains("c1 CallConnected");
  }

  @Test
  void anApplicationMayStillAnswerWhenEveryDeviceFailed() {
    scene
        .create(Scene.ALICE, Scene.asked(Scene.BOB, "desk"))
        .failed("desk", 480, "Temporarily Unavailable");
    assertThat(scene.lastEffects()).isEmpty();

    scene.answer(Scene.BOB, "c2");
    assertThat(scene.lastEvents()).contains("c2 CallConnected", "c1 CallConnected");
  }

  @Test
  void aPhoneThatDoesNotAnswerFailsAfter115Seconds() {
    scene.create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg"));
    assertThat(scene.lastActions()).contains("set ring:+14255550100 +115s");

    scene.later(Duration.ofSeconds(115)).timeIsUp(Scene.PHONE);

    assertThat(scene.lastActions()).contains("cancel leg");
    assertThat(scene.lastEvents())
        .containsExactly("c1 CreateCallFailed 480/560480", "c1 CallDisconnected 480/560480");
  }

  @Test
  void aUserWhoDoesNotAnswerFailsWithACodeOfTheirOwn() {
    scene.create(Scene.ALICE, Scene.asked(Scene.BOB)).timeIsUp(Scene.BOB);

    assertThat(scene.lastEvents())
        .containsExactly("c1 CreateCallFailed 487/10004", "c1 CallDisconnected 487/10004");
  }

  @Test
  void aPhoneThatNeverRespondsFailsWith408() {
    scene.create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg")).failed("leg", 408, "Request Timeout");

    assertThat(scene.lastEvents()).contains("c1 CallDisconnected 408/560408");
  }

  @Test
  void nobodyToRingFailsAtOnce() {
    scene.create(Scene.ALICE, Scene.nowhere(Scene.BOB, 480, 10037));

    assertThat(scene.reply()).isInstanceOf(CallReply.Connected.class);
    assertThat(scene.lastEvents())
        .containsExactly("c1 CreateCallFailed 480/10037", "c1 CallDisconnected 480/10037");
    assertThat(scene.lastActions()).containsExactly("finish");
  }

  @Test
  void nobodyToCallFailsAtOnce() {
    scene.create(Scene.ALICE);

    assertThat(scene.lastActions()).containsExactly("finish");
    assertThat(scene.lastEvents()).contains("c1 CallDisconnected 200/5002");
  }

  @Test
  void aGroupIsConnectedWhenTheFirstAnswers() {
    scene
        .create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg1"), Scene.rung(Scene.OTHER_PHONE, "leg2"))
        .answered("leg2");
    assertThat(scene.lastEvents())
        .containsExactly("c1 CallConnected", "c1 ParticipantsUpdated 1 [alice,+14255550101]");

    scene.answered("leg1");
    assertThat(scene.lastEvents())
        .containsExactly("c1 ParticipantsUpdated 2 [alice,+14255550101,+14255550100]");
  }

  @Test
  void aGroupFailsOnlyWhenAllFailedWithTheLastOnesCode() {
    scene
        .create(
            Scene.ALICE,
            Scene.nowhere(Scene.CAROL, 480, 10037),
            Scene.rung(Scene.PHONE, "leg1"),
            Scene.rung(Scene.BOB, "leg2"))
        .failed("leg2", 603, "Decline");
    assertThat(scene.lastEvents()).isEmpty();

    scene.failed("leg1", 404, "Not Found");
    assertThat(scene.lastEvents())
        .containsExactly("c1 CreateCallFailed 404/560404", "c1 CallDisconnected 404/560404");
  }

  @Test
  void aGroupOfWhichNobodyCanBeRungFailsWithTheLastOnesCode() {
    scene.create(
        Scene.ALICE,
        Scene.nowhere(Scene.CAROL, 480, 10037),
        Scene.nowhere(Scene.PHONE, 403, 511532));

    assertThat(scene.lastEvents())
        .containsExactly("c1 CreateCallFailed 403/511532", "c1 CallDisconnected 403/511532");
  }

  @Test
  void aGroupGoesOnWhileSomebodyStillRings() {
    scene
        .create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg1"), Scene.rung(Scene.OTHER_PHONE, "leg2"))
        .answered("leg1")
        .ended("leg1");
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 2 [alice]");

    scene.failed("leg2", 486, "Busy Here");
    assertThat(scene.lastEvents()).containsExactly("c1 CallDisconnected 200/5002");
  }

  @Test
  void hangingUpWhileItRingsCancelsAndFails() {
    scene.create(Scene.ALICE, Scene.asked(Scene.BOB, "desk")).hangUp("c1");

    assertThat(scene.lastActions()).containsExactly("cancel desk", "stop ring:bob", "finish");
    assertThat(scene.lastEvents())
        .containsExactly("c1 CreateCallFailed 200/7000", "c1 CallDisconnected 200/7000");
  }

  @Test
  void itsPropertiesKeepTheTargetsAndItsEndForARepeatedRequest() {
    scene.create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg")).answered("leg").ended("leg");

    var view = scene.connection("c1");
    assertThat(view.state()).isEqualTo(State.DISCONNECTED);
    assertThat(view.targets()).containsExactly(Scene.PHONE);
    assertThat(view.sourceDisplayName()).contains("");
    assertThat(scene.snapshot().ended()).isTrue();
    assertThat(scene.snapshot().participants()).isEmpty();
  }
}
