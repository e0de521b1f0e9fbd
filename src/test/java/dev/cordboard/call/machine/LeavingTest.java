package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallInput.LegEnd;
import dev.cordboard.call.CallReply;
import org.junit.jupiter.api.Test;

/// Remove, hang up, terminate, far ends that go: BEHAVIOUR §1.8 and §1.12, RULINGS §3.3 and §3.4.
class LeavingTest {
  private final Scene scene = new Scene();

  private Scene twoApplications() {
    return scene.create(Scene.ALICE, Scene.asked(Scene.BOB)).answer(Scene.BOB, "c2");
  }

  private Scene threePhones() {
    return scene
        .create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg1"), Scene.rung(Scene.OTHER_PHONE, "leg2"))
        .answered("leg1")
        .answered("leg2");
  }

  @Test
  void terminateEndsTheCallForEverybody() {
    twoApplications().terminate("c2");

    assertThat(scene.reply()).isEqualTo(new CallReply.Accepted());
    assertThat(scene.lastEvents())
        .containsExactly("c2 CallDisconnected 200/7000", "c1 CallDisconnected 200/5001");
    assertThat(scene.lastCallback().operationContext()).contains("context of c1");
  }

  @Test
  void terminateHangsUpEveryPhone() {
    threePhones().terminate("c1");

    assertThat(scene.lastActions()).containsExactly("hang up leg1", "hang up leg2", "finish");
  }

  @Test
  void hangingUpInA1To1EndsTheCall() {
    twoApplications().hangUp("c1");

    assertThat(scene.lastEvents())
        .containsExactly("c1 CallDisconnected 200/7000", "c2 CallDisconnected 200/5001");
  }

  @Test
  void hangingUpInAGroupLeavesTheRestTalking() {
    threePhones().hangUp("c1");

    assertThat(scene.lastActions()).isEmpty();
    assertThat(scene.lastEvents()).containsExactly("c1 CallDisconnected 200/7000");
    assertThat(scene.snapshot().participants()).hasSize(2);
    assertThat(scene.terminate("c1").reply()).isEqualTo(new CallReply.UnknownCall());
  }

  @Test
  void aPhoneThatHangsUpEndsA1To1() {
    scene.create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg1")).answered("leg1").ended("leg1");

    assertThat(scene.lastEvents()).containsExactly("c1 CallDisconnected 200/560000");
    assertThat(scene.lastResult().message())
        .isEqualTo("The conversation has ended. DiagCode: 0#560000.@");
  }

  @Test
  void aUsersDeviceThatHangsUpEndsItAsTheLastOtherParty() {
    scene.create(Scene.ALICE, Scene.rung(Scene.BOB, "desk")).answered("desk").ended("desk");

    assertThat(scene.lastEvents()).containsExactly("c1 CallDisconnected 200/5002");
  }

  @Test
  void aPhoneThatLeavesAGroupShowsOnTheRosterOnly() {
    threePhones().ended("leg1");

    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 3 [alice,+14255550101]");
    assertThat(scene.lastActions()).isEmpty();
  }

  @Test
  void mediaThatStopsEndsTheLeg() {
    scene
        .create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg1"))
        .answered("leg1")
        .ended("leg1", LegEnd.MEDIA_STOPPED);

    assertThat(scene.lastActions()).containsExactly("hang up leg1", "finish");
    assertThat(scene.lastEvents()).containsExactly("c1 CallDisconnected 410/301005");
  }

  @Test
  void removingAPhoneHangsItUp() {
    threePhones().remove("c1", Scene.PHONE);

    assertThat(scene.reply()).isEqualTo(new CallReply.Accepted());
    assertThat(scene.lastActions()).containsExactly("hang up leg1");
    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 RemoveParticipantSucceeded +14255550100",
            "c1 ParticipantsUpdated 3 [alice,+14255550101]");
  }

  @Test
  void removingTheLastOtherPartyEndsTheCall() {
    scene
        .create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg1"))
        .answered("leg1")
        .remove("c1", Scene.PHONE);

    assertThat(scene.lastActions()).containsExactly("hang up leg1", "finish");
    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 RemoveParticipantSucceeded +14255550100", "c1 CallDisconnected 200/5002");
  }

  @Test
  void anApplicationThatRemovesItselfIsToldSo() {
    twoApplications().remove("c1", Scene.ALICE);

    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 RemoveParticipantSucceeded alice",
            "c1 CallDisconnected 200/5300",
            "c2 CallDisconnected 200/5002");
  }

  @Test
  void aStrangerCannotBeRemoved() {
    assertThat(twoApplications().remove("c1", Scene.CAROL).reply())
        .isEqualTo(new CallReply.UnknownParticipant());
    assertThat(scene.lastEffects()).isEmpty();
  }

  @Test
  void nobodyIsRemovedFromACallThatStillRings() {
    scene.create(Scene.ALICE, Scene.asked(Scene.BOB));

    assertThat(scene.remove("c1", Scene.BOB).reply()).isEqualTo(new CallReply.NotEstablished());
  }

  @Test
  void theServerThatStopsEndsEveryLegAsItStands() {
    scene
        .create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg1"))
        .answered("leg1")
        .add("c1", Scene.rung(Scene.BOB, "desk"))
        .stop();

    assertThat(scene.lastActions())
        .containsExactly("hang up leg1", "cancel desk", "stop ring:bob", "finish");
    assertThat(scene.lastEvents())
        .containsExactly("c1 AddParticipantFailed bob 487/5234", "c1 CallDisconnected 500/9999");
  }

  @Test
  void theServerThatStopsRefusesACaller() {
    scene.arrive(Scene.PHONE, "caller", Scene.asked(Scene.OWNED)).stop();

    assertThat(scene.lastActions())
        .containsExactly("refuse caller 503", "stop ring:+18005550100", "finish");
  }

  @Test
  void nothingHappensAfterTheEnd() {
    twoApplications().terminate("c1");

    assertThat(scene.answered("leg").lastEffects()).isEmpty();
    assertThat(scene.timeIsUp(Scene.BOB).lastEffects()).isEmpty();
    assertThat(scene.stop().lastEffects()).isEmpty();
    assertThat(scene.hangUp("c2").reply()).isEqualTo(new CallReply.UnknownCall());
  }
}
