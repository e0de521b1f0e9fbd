package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallResult;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Taking an invitation back, in time and too late: BEHAVIOUR §1.7, RULINGS §3.1 and §3.3, trace
/// 10.
class CancelAddTest {
  private final Scene scene = new Scene();

  @BeforeEach
  void anApplicationAddsAUserToItsCall() {
    scene
        .create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg"))
        .answered("leg")
        .add("c1", Scene.asked(Scene.BOB, "desk"));
  }

  @Test
  void endsTheRingingAndSaysSoOnce() {
    scene.cancelAdd("c1", Scene.BOB);

    assertThat(scene.reply()).isEqualTo(new CallReply.Accepted());
    assertThat(scene.lastActions()).containsExactly("cancel desk", "stop ring:bob");
    assertThat(scene.lastEvents()).containsExactly("c1 CancelAddParticipantSucceeded 487/5234");
    assertThat(scene.lastCallback().operationContext()).contains("cancel");
  }

  @Test
  void theOutcomeGoesToItsOwnAddress() {
    scene.play(
        new CallInput.CancelAddParticipant(
            scene.now(),
            new Operation("c1", Optional.empty(), Optional.of("https://other.test/")),
            "invite " + Scene.BOB.rawId()));

    assertThat(scene.lastCallback().to().callbackUri()).isEqualTo("https://other.test/");
    assertThat(scene.lastCallback().operationContext()).isEmpty();
  }

  @Test
  void byAnotherApplicationBothHear() {
    scene.connect("c9").cancelAdd("c9", Scene.BOB);

    assertThat(scene.lastEvents())
        .containsExactly(
            "c9 CancelAddParticipantSucceeded 487/5234", "c1 AddParticipantFailed bob 487/5234");
  }

  @Test
  void isTooLateOnceAnswered() {
    scene.answered("desk").cancelAdd("c1", Scene.BOB);

    assertThat(scene.reply()).isEqualTo(new CallReply.Accepted());
    assertThat(scene.lastActions()).isEmpty();
    assertThat(scene.lastEvents()).containsExactly("c1 CancelAddParticipantFailed 404/8522");
    assertThat(scene.lastResult()).isEqualTo(CallResult.INVITATION_OVER);
    assertThat(scene.snapshot().participants()).hasSize(3);
  }

  @Test
  void isTooLateOnceFailed() {
    scene.failed("desk", 486, "").timeIsUp(Scene.BOB).cancelAdd("c1", Scene.BOB);

    assertThat(scene.lastEvents()).containsExactly("c1 CancelAddParticipantFailed 404/8522");
  }

  @Test
  void isTooLateTheSecondTime() {
    scene.cancelAdd("c1", Scene.BOB).cancelAdd("c1", Scene.BOB);

    assertThat(scene.lastEvents()).containsExactly("c1 CancelAddParticipantFailed 404/8522");
  }

  @Test
  void knowsTheInvitationThroughARedirect() {
    scene.redirect(Scene.BOB, Scene.rung(Scene.CAROL, "mobile")).cancelAdd("c1", Scene.BOB);

    assertThat(scene.lastActions()).containsExactly("cancel mobile", "stop ring:carol");
    assertThat(scene.lastEvents()).containsExactly("c1 CancelAddParticipantSucceeded 487/5234");
  }

  @Test
  void anAnswerThatCrossesItChangesNothing() {
    scene.cancelAdd("c1", Scene.BOB);

    assertThat(scene.answered("desk").lastEffects()).isEmpty();
    assertThat(scene.answer(Scene.BOB, "c2").reply()).isEqualTo(new CallReply.InvitationOver());
  }

  @Test
  void doesNotTakeBackTheTargetOfATransfer() {
    scene
        .failed("desk", 486, "")
        .timeIsUp(Scene.BOB)
        .transfer("c1", Scene.PHONE, Scene.rung(Scene.CAROL, "mobile"))
        .cancelAdd("c1", Scene.CAROL);

    assertThat(scene.lastEvents()).containsExactly("c1 CancelAddParticipantFailed 404/8522");
  }

  @Test
  void leavesNobodyWaitingAlone() {
    scene.ended("leg");
    assertThat(scene.snapshot().ended()).isFalse();

    scene.cancelAdd("c1", Scene.BOB);
    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 CancelAddParticipantSucceeded 487/5234", "c1 CallDisconnected 200/5002");
  }
}
