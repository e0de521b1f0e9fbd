package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.RejectReason;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.CallSnapshot.Way;
import dev.cordboard.call.GridEvent;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// BEHAVIOUR §1.5, RULINGS §3.1, §3.2 and §3.4, trace 03.
class ConnectTest {
  private final Scene scene = new Scene();

  private void twoApplicationsTalk() {
    scene.create(Scene.ALICE, Scene.asked(Scene.BOB)).answer(Scene.BOB, "c2");
  }

  @Nested
  class ToARunningCall {
    @Test
    void isAConnectionAndNoParticipant() {
      twoApplicationsTalk();
      scene.connect("c3");

      assertThat(scene.reply())
          .isInstanceOfSatisfying(
              CallReply.Connected.class,
              made -> {
                assertThat(made.connection().state()).isEqualTo(State.CONNECTING);
                assertThat(made.connection().way()).isEqualTo(Way.CONNECTED);
                assertThat(made.connection().targets()).isEmpty();
                assertThat(made.connection().ids()).isEqualTo(Scene.IDS);
              });
      assertThat(scene.lastEvents())
          .containsExactly(
              "c3 CallConnected",
              "c3 ParticipantsUpdated 2 [alice,bob]",
              "c3 ParticipantsUpdated 3 [alice,bob]");
      assertThat(scene.contexts()).contains("CallConnected: context of c3");
      assertThat(scene.connection("c3").state()).isEqualTo(State.CONNECTED);
      assertThat(scene.snapshot().participants()).hasSize(2);
    }

    @Test
    void theNextRosterOfTheOthersCountsOnFromThere() {
      twoApplicationsTalk();
      scene.connect("c3").mute("c1", Scene.BOB, true);

      assertThat(scene.lastEvents())
          .containsExactly(
              "c1 ParticipantsUpdated 4 [alice,bob(muted)]",
              "c2 ParticipantsUpdated 4 [alice,bob(muted)]",
              "c3 ParticipantsUpdated 4 [alice,bob(muted)]");
    }

    @Test
    void actsAsItsSource() {
      twoApplicationsTalk();
      scene.connect("c3").add("c3", Scene.asked(Scene.CAROL));
      assertThat(scene.lastGrid()).containsExactly("IncomingCall connector → carol");

      scene.answer(Scene.CAROL, "c4");
      assertThat(scene.lastEvents()).contains("c3 AddParticipantSucceeded carol");
      scene.remove("c3", Scene.BOB);
      assertThat(scene.lastEvents())
          .contains("c3 RemoveParticipantSucceeded bob", "c2 CallDisconnected 200/5300");
    }

    @Test
    void hangingUpEndsItAlone() {
      twoApplicationsTalk();
      scene.connect("c3").hangUp("c3");

      assertThat(scene.lastEvents()).containsExactly("c3 CallDisconnected 200/7000");
      assertThat(scene.lastActions()).isEmpty();
      assertThat(scene.snapshot().ended()).isFalse();
      assertThat(scene.hangUp("c3").reply()).isEqualTo(new CallReply.UnknownCall());
    }

    @Test
    void hangingUpFailsWhatItAskedForFirst() {
      twoApplicationsTalk();
      scene.connect("c3").add("c3", Scene.rung(Scene.CAROL, "desk")).hangUp("c3");

      assertThat(scene.lastActions()).containsExactly("cancel desk", "stop ring:carol");
      assertThat(scene.lastEvents())
          .containsExactly(
              "c3 AddParticipantFailed carol 487/5234", "c3 CallDisconnected 200/7000");
      assertThat(scene.snapshot().ended()).isFalse();
    }

    @Test
    void terminatingEndsTheCallForAll() {
      twoApplicationsTalk();
      scene.connect("c3").terminate("c3");

      assertThat(scene.lastEvents())
          .containsExactly(
              "c3 CallDisconnected 200/7000",
              "c1 CallDisconnected 200/5001",
              "c2 CallDisconnected 200/5001");
      assertThat(scene.lastActions()).containsExactly("finish");
      assertThat(scene.lastEffects())
          .filteredOn(CallEffect.PublishGrid.class::isInstance)
          .last()
          .satisfies(
              effect ->
                  assertThat(((CallEffect.PublishGrid) effect).event())
                      .isInstanceOfSatisfying(
                          GridEvent.CallEnded.class,
                          ended -> assertThat(ended.endedBy()).contains(Scene.user("connector"))));
    }

    @Test
    void keepsNoCallAlive() {
      twoApplicationsTalk();
      scene.connect("c3").hangUp("c2");

      assertThat(scene.lastEvents())
          .containsExactly(
              "c2 CallDisconnected 200/7000",
              "c1 CallDisconnected 200/5001",
              "c3 CallDisconnected 200/5001");
      assertThat(scene.snapshot().ended()).isTrue();
    }

    @Test
    void whomItAddsKeepsTheLastOneWaiting() {
      twoApplicationsTalk();
      scene.connect("c3").add("c3", Scene.rung(Scene.CAROL, "desk")).hangUp("c2");
      assertThat(scene.snapshot().ended()).isFalse();

      scene.hangUp("c3");
      assertThat(scene.lastEvents())
          .containsExactly(
              "c3 AddParticipantFailed carol 487/5234",
              "c3 CallDisconnected 200/7000",
              "c1 CallDisconnected 200/5002");
    }

    @Test
    void usersWhoCallEachOtherHearNothingOfIt() {
      scene.arrive(Scene.ALICE, "a", Scene.rung(Scene.BOB, "b")).answered("b").answered("a");
      scene.connect("c1");

      assertThat(scene.lastActions()).isEmpty();
      assertThat(scene.lastEvents())
          .containsExactly(
              "c1 CallConnected",
              "c1 ParticipantsUpdated 2 [alice,bob]",
              "c1 ParticipantsUpdated 3 [alice,bob]");
      assertThat(scene.ended("b").lastEvents()).containsExactly("c1 CallDisconnected 200/5002");
    }
  }

  @Nested
  class ToACallThatRings {
    @Test
    void waitsForItToStand() {
      scene.create(Scene.ALICE, Scene.asked(Scene.BOB)).connect("c3");
      assertThat(scene.lastEvents()).isEmpty();
      assertThat(scene.mute("c3", Scene.ALICE, true).reply())
          .isEqualTo(new CallReply.NotEstablished());

      scene.answer(Scene.BOB, "c2");
      assertThat(scene.lastEvents())
          .contains("c3 CallConnected", "c3 ParticipantsUpdated 1 [alice,bob]");
    }

    @Test
    void failsWithIt() {
      scene
          .create(Scene.ALICE, Scene.asked(Scene.BOB))
          .connect("c3")
          .reject(Scene.BOB, RejectReason.NONE);

      assertThat(scene.lastEvents())
          .containsExactly(
              "c1 CreateCallFailed 200/5002",
              "c1 CallDisconnected 200/5002",
              "c3 ConnectFailed 200/5002",
              "c3 CallDisconnected 200/5002");
    }

    @Test
    void mayLeaveAgain() {
      scene.create(Scene.ALICE, Scene.asked(Scene.BOB)).connect("c3").hangUp("c3");

      assertThat(scene.lastEvents())
          .containsExactly("c3 ConnectFailed 200/7000", "c3 CallDisconnected 200/7000");
      assertThat(scene.snapshot().ended()).isFalse();
    }
  }

  @Test
  void toNoCallFailsAsAnEvent() {
    scene.play(
        new CallInput.ConnectNowhere(
            scene.now(),
            Scene.IDS,
            Scene.terms("c1"),
            Scene.ALICE,
            CallResult.of(404, 8522, "Call not found.")));

    assertThat(scene.reply()).isInstanceOf(CallReply.Connected.class);
    assertThat(scene.eventsWithTexts())
        .containsExactly(
            "c1 ConnectFailed 404/8522 Call not found. DiagCode: 404#8522.@",
            "c1 CallDisconnected 404/8522 Call not found. DiagCode: 404#8522.@");
    assertThat(scene.lastActions()).containsExactly("finish");
    assertThat(scene.snapshot().ended()).isTrue();
    assertThat(scene.snapshot().connections()).isEmpty();
    assertThat(scene.grid()).isEmpty();
  }

  @Test
  void toACallThatIsOverIsRefused() {
    twoApplicationsTalk();
    scene.terminate("c1").connect("c3");

    assertThat(scene.reply()).isEqualTo(new CallReply.UnknownCall());
    assertThat(scene.lastEffects()).isEmpty();
  }
}
