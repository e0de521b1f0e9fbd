package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallEvent;
import org.junit.jupiter.api.Test;

/// Groups and rooms that phones dial: RULINGS §8.2.
class GatheringTest {
  private final Scene scene = new Scene();

  @Test
  void theFirstToDialStartsTheCallWithoutRinging() {
    scene.join(Scene.BOB, "bob");
    assertThat(scene.lastActions()).containsExactly("answer bob", "bridge bob");

    scene.answered("bob");
    assertThat(scene.lastGrid()).containsExactly("CallStarted by bob", "ParticipantAdded bob");
  }

  @Test
  void theNextOnesJoinIt() {
    scene.join(Scene.BOB, "bob").answered("bob").join(Scene.PHONE, "phone").answered("phone");

    assertThat(scene.snapshot().participants())
        .extracting(CallEvent.Participant::identifier)
        .containsExactly(Scene.BOB, Scene.PHONE);
  }

  @Test
  void theLastToLeaveEndsIt() {
    scene.join(Scene.BOB, "bob").answered("bob").join(Scene.PHONE, "phone").answered("phone");

    assertThat(scene.ended("bob").lastActions()).isEmpty();
    assertThat(scene.lastGrid()).containsExactly("ParticipantRemoved bob");
    assertThat(scene.ended("phone").lastActions()).containsExactly("finish");
    assertThat(scene.lastGrid()).containsExactly("CallEnded after 0s 200/560000");
  }

  @Test
  void aGroupOfPhonesIsNotAnnounced() {
    scene.join(Scene.PHONE, "p1").answered("p1").join(Scene.OTHER_PHONE, "p2").answered("p2");
    scene.ended("p1").ended("p2");

    assertThat(scene.effects()).noneMatch(CallEffect.PublishGrid.class::isInstance);
  }

  @Test
  void aGroupOfPhonesIsAnnouncedWhenAUserJoins() {
    scene.join(Scene.PHONE, "p1").answered("p1").join(Scene.BOB, "bob").answered("bob");

    assertThat(scene.lastGrid())
        .containsExactly("CallStarted by +14255550100", "ParticipantAdded bob");
  }

  @Test
  void whoHangsUpBeforeTheAnswerIsAcknowledgedLeavesNothing() {
    scene.join(Scene.BOB, "bob").ended("bob");

    assertThat(scene.lastActions()).containsExactly("finish");
    assertThat(scene.lastGrid()).isEmpty();
  }

  @Test
  void anotherGroupsDeviceIsRefused() {
    scene.join(Scene.BOB, "bob").answered("bob").join(Scene.CAROL, "carol", "g2");

    assertThat(scene.lastActions()).containsExactly("refuse carol 404");
  }
}
