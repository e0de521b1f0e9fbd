package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallInput.LegEnd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A device takes the place of another's leg (INVITE with Replaces, RFC 3891).
class ReplaceTest {
  private final Scene scene = new Scene();

  @BeforeEach
  void anApplicationTalksToAUsersDesk() {
    scene.create(Scene.ALICE, Scene.rung(Scene.BOB, "desk")).answered("desk");
  }

  @Test
  void isAnsweredAndThenTakesThePlace() {
    scene.replace(Scene.CAROL, "new", "desk");
    assertThat(scene.lastActions()).containsExactly("answer new", "bridge new");
    assertThat(scene.lastEvents()).isEmpty();

    scene.answered("new");
    assertThat(scene.lastActions()).containsExactly("hang up desk");
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 2 [alice,carol]");
    assertThat(scene.lastGrid())
        .containsExactly("ParticipantRemoved bob", "ParticipantAdded carol");
    assertThat(scene.ended("new").lastActions()).containsExactly("finish");
  }

  @Test
  void whatWasAskedAboutAParticipantStaysOnItsOtherPhone() {
    scene.mute("c1", Scene.BOB, true).replace(Scene.BOB, "mobile", "desk").answered("mobile");

    assertThat(scene.lastActions()).containsExactly("hang up desk", "bridge mobile unheard");
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 3 [alice,bob(muted)]");
  }

  @Test
  void whatWasAskedAboutAnotherDoesNot() {
    scene.hold("c1", Scene.BOB, true).replace(Scene.CAROL, "new", "desk").answered("new");

    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 4 [alice,carol]");
  }

  @Test
  void ofALegThatOnlyRingsIsRefused() {
    var ringing = new Scene().create(Scene.ALICE, Scene.rung(Scene.BOB, "desk"));

    assertThat(ringing.replace(Scene.CAROL, "new", "desk").lastActions())
        .containsExactly("refuse new 481");
  }

  @Test
  void ofAStrangerIsRefused() {
    assertThat(scene.replace(Scene.CAROL, "new", "nobody").lastActions())
        .containsExactly("refuse new 481");
  }

  @Test
  void twiceAtOnceIsRefused() {
    scene.replace(Scene.CAROL, "new", "desk").replace(Scene.PHONE, "newer", "desk");

    assertThat(scene.lastActions()).containsExactly("refuse newer 481");
  }

  @Test
  void thatComesToNothingLeavesAllAsItWas() {
    scene.replace(Scene.CAROL, "new", "desk").ended("new", LegEnd.FAILED);

    assertThat(scene.lastEffects()).isEmpty();
    assertThat(scene.snapshot().participants()).hasSize(2);
  }

  @Test
  void comesInEvenIfTheOtherHungUpByItself() {
    scene.replace(Scene.CAROL, "new", "desk").ended("desk");
    assertThat(scene.snapshot().ended()).isFalse();

    scene.answered("new");
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 3 [alice,carol]");
  }

  @Test
  void endsWithTheOneWhosePlaceWasTaken() {
    scene.replace(Scene.CAROL, "new", "desk").remove("c1", Scene.BOB);

    assertThat(scene.lastActions()).containsExactly("hang up new", "hang up desk", "finish");
  }

  @Test
  void doesNotKeepACallAliveByItself() {
    scene.replace(Scene.CAROL, "new", "desk").hangUp("c1");

    assertThat(scene.lastActions()).containsExactly("hang up desk", "hang up new", "finish");
  }

  @Test
  void aReferrerWhosePlaceWasTakenHearsThatItsWishCameToNothing() {
    scene
        .referred("desk", Scene.rung(Scene.PHONE, "leg"))
        .replace(Scene.CAROL, "new", "desk")
        .answered("new");

    assertThat(scene.lastActions())
        .containsExactly("cancel leg", "stop ring:+14255550100", "notify desk 487", "hang up desk");
  }

  @Test
  void aTransferOfTheOneWhosePlaceWasTakenFails() {
    scene
        .transfer("c1", Scene.rung(Scene.PHONE, "leg"))
        .replace(Scene.CAROL, "new", "desk")
        .answered("new");

    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 CallTransferFailed bob → +14255550100 487/540487",
            "c1 ParticipantsUpdated 2 [alice,carol]");
  }
}
