package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput.LegEnd;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.LegId;
import dev.cordboard.call.LegSnapshot;
import org.junit.jupiter.api.Test;

/// A phone or a user's device calls somebody: RULINGS §2.3, §8 and §10.
class ArrivalTest {
  private final Scene scene = new Scene();

  @Test
  void aCallerHearsRingingAtOnceWhileApplicationsAreAsked() {
    scene.arrive(Scene.PHONE, "caller", Scene.asked(Scene.OWNED));

    assertThat(scene.lastActions()).containsExactly("set ring:+18005550100 +115s", "ring caller");
    assertThat(scene.lastGrid()).containsExactly("IncomingCall +14255550100 → +18005550100");
  }

  @Test
  void aCallerHearsRingingWhenTheFirstDeviceRings() {
    scene.arrive(Scene.PHONE, "caller", Scene.rung(Scene.BOB, "desk", "cell"));
    assertThat(scene.lastActions())
        .containsExactly("invite desk", "invite cell", "set ring:bob +30s");

    assertThat(scene.ringing("cell").lastActions()).containsExactly("ring caller");
    assertThat(scene.ringing("desk").lastActions()).isEmpty();
  }

  @Test
  void anOfferPrefersTheCallersCodec() {
    scene.arrive(Scene.PHONE, "caller", Scene.rung(Scene.BOB, "desk"));

    assertThat(scene.lastEffects().getFirst())
        .isInstanceOfSatisfying(
            CallEffect.Invite.class,
            invite -> {
              assertThat(invite.near()).isEqualTo(new LegId("caller"));
              assertThat(invite.caller().displayName()).isEqualTo("Caller");
            });
  }

  @Test
  void earlyMediaIsHeardAndRingingNoLongerSilencesIt() {
    scene
        .arrive(Scene.PHONE, "caller", Scene.rung(Scene.BOB, "desk", "cell"))
        .ringing("desk")
        .earlyMedia("desk");
    assertThat(scene.lastActions()).containsExactly("relay desk to caller");

    assertThat(scene.ringing("cell").lastActions()).isEmpty();
    assertThat(scene.earlyMedia("cell").lastActions()).containsExactly("relay cell to caller");
  }

  @Test
  void bothAreBridgedAsSoonAsTheCalledDeviceAnswers() {
    scene.arrive(Scene.PHONE, "caller", Scene.rung(Scene.BOB, "desk")).answered("desk");

    assertThat(scene.lastActions())
        .containsExactly("stop ring:bob", "bridge desk", "answer caller", "bridge caller");
    assertThat(scene.lastGrid()).isEmpty();

    scene.answered("caller");
    assertThat(scene.lastGrid())
        .containsExactly("CallStarted by +14255550100", "ParticipantAdded bob");
  }

  @Test
  void theCallEndsWhenEitherHangsUp() {
    scene
        .arrive(Scene.PHONE, "caller", Scene.rung(Scene.BOB, "desk"))
        .answered("desk")
        .answered("caller");

    scene.ended("caller");

    assertThat(scene.lastActions()).containsExactly("hang up desk", "finish");
    assertThat(scene.lastGrid())
        .containsExactly("ParticipantRemoved bob", "CallEnded after 0s 200/560000");
  }

  @Test
  void aCallerWhoGivesUpCancelsTheRinging() {
    scene.arrive(Scene.PHONE, "caller", Scene.asked(Scene.BOB, "desk")).ended("caller");

    assertThat(scene.lastActions()).containsExactly("cancel desk", "stop ring:bob", "finish");
    assertThat(scene.lastGrid()).isEmpty();
    assertThat(scene.answer(Scene.BOB, "c1").reply()).isEqualTo(new CallReply.UnknownCall());
  }

  @Test
  void aCallerWhoIsGoneWhenTheDeviceAnswersTakesItAlong() {
    scene
        .arrive(Scene.PHONE, "caller", Scene.rung(Scene.BOB, "desk"))
        .answered("desk")
        .ended("caller");

    assertThat(scene.lastActions()).containsExactly("hang up desk", "finish");
  }

  @Test
  void whatTheFarPhoneAnsweredGoesOnToTheCaller() {
    scene
        .arrive(Scene.PHONE, "caller", Scene.rung(Scene.OTHER_PHONE, "leg"))
        .failed("leg", 404, "Not Found");

    assertThat(scene.lastActions())
        .containsExactly("stop ring:+14255550101", "refuse caller 404", "finish");
  }

  @Test
  void aChallengeOrARedirectionDoesNotGoOnToTheCaller() {
    for (int status : new int[] {302, 401, 407}) {
      var call =
          new Scene()
              .arrive(Scene.PHONE, "caller", Scene.rung(Scene.OTHER_PHONE, "leg"))
              .failed("leg", status, "");

      assertThat(call.lastActions()).contains("refuse caller 480");
    }
  }

  @Test
  void nobodyAnswersInTime() {
    scene.arrive(Scene.PHONE, "caller", Scene.asked(Scene.BOB, "desk")).timeIsUp(Scene.BOB);

    assertThat(scene.lastActions())
        .containsExactly("cancel desk", "stop ring:bob", "refuse caller 480", "finish");
  }

  @Test
  void nowhereToRingRefusesAtOnce() {
    scene.arrive(Scene.PHONE, "caller", Scene.nowhere(Scene.BOB, 480, 10037));

    assertThat(scene.lastActions()).containsExactly("refuse caller 480", "finish");
  }

  @Test
  void aLegWhoseMediaStoppedIsHungUpWithTheOther() {
    scene
        .arrive(Scene.PHONE, "caller", Scene.rung(Scene.BOB, "desk"))
        .answered("desk")
        .answered("caller")
        .ended("caller", LegEnd.MEDIA_STOPPED);

    assertThat(scene.lastActions()).containsExactly("hang up caller", "hang up desk", "finish");
    assertThat(scene.lastGrid()).contains("CallEnded after 0s 410/301005");
  }

  @Test
  void twoTrunksAreJoinedWithoutARosterAndWithoutEvents() {
    scene.arriveBare("caller", "called").answered("called").answered("caller");

    assertThat(scene.snapshot().participants()).isEmpty();
    assertThat(scene.effects())
        .noneMatch(CallEffect.Publish.class::isInstance)
        .noneMatch(CallEffect.PublishGrid.class::isInstance);

    scene.ended("called");
    assertThat(scene.lastActions()).containsExactly("hang up caller", "finish");
    assertThat(scene.lastGrid()).isEmpty();
  }

  @Test
  void betweenTwoTrunksHoldMusicGoesThrough() {
    scene.arriveBare("caller", "called").answered("called").answered("caller");

    assertThat(scene.holds("called", true).lastEffects()).isEmpty();
  }

  @Test
  void theStateKeepsTheLatestSnapshotOfEveryLeg() {
    scene
        .arrive(Scene.PHONE, "caller", Scene.rung(Scene.BOB, "desk"))
        .answered("desk")
        .answered("caller")
        .changed("desk", "renegotiated");

    assertThat(scene.state().legs())
        .containsEntry(new LegId("caller"), Scene.snapshot("caller"))
        .containsEntry(new LegId("desk"), new LegSnapshot("renegotiated"))
        .hasSize(2);
  }
}
