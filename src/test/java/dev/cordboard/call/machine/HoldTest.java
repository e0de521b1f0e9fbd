package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallReply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// BEHAVIOUR §1.11, RULINGS §10.2, traces 13 and 25.
class HoldTest {
  private final Scene scene = new Scene();

  @BeforeEach
  void anApplicationTalksToAPhone() {
    scene.create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg")).answered("leg");
  }

  @Test
  void silencesBothWaysAndMovesTheRosterTwoVersionsOn() {
    scene.hold("c1", Scene.PHONE, true);

    assertThat(scene.reply()).isEqualTo(new CallReply.Accepted());
    assertThat(scene.lastActions()).containsExactly("bridge leg deaf unheard");
    assertThat(scene.lastEvents())
        .containsExactly("c1 ParticipantsUpdated 3 [alice,+14255550100(held)]");

    scene.hold("c1", Scene.PHONE, false);
    assertThat(scene.lastActions()).containsExactly("bridge leg");
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 5 [alice,+14255550100]");
  }

  @Test
  void aSecondTimeChangesNothing() {
    scene.hold("c1", Scene.PHONE, true).hold("c1", Scene.PHONE, true);

    assertThat(scene.reply()).isEqualTo(new CallReply.Accepted());
    assertThat(scene.lastEffects()).isEmpty();
  }

  @Test
  void thePhonesOwnHoldIsAnother() {
    scene.holds("leg", true).hold("c1", Scene.PHONE, true);
    assertThat(scene.lastEffects()).isEmpty();

    scene.holds("leg", false);
    assertThat(scene.lastEffects()).isEmpty();
    assertThat(scene.snapshot().participants().getLast().isOnHold()).isTrue();

    scene.hold("c1", Scene.PHONE, false);
    assertThat(scene.lastActions()).containsExactly("bridge leg");
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 5 [alice,+14255550100]");
  }

  @Test
  void takingBackDoesNotTouchThePhonesOwnHold() {
    scene.hold("c1", Scene.PHONE, true).holds("leg", true).hold("c1", Scene.PHONE, false);

    assertThat(scene.lastEffects()).isEmpty();
    assertThat(scene.snapshot().participants().getLast().isOnHold()).isTrue();
  }

  @Test
  void anApplicationIsHeldOnTheRoster() {
    scene.hold("c1", Scene.ALICE, true);

    assertThat(scene.lastActions()).isEmpty();
    assertThat(scene.lastEvents())
        .containsExactly("c1 ParticipantsUpdated 3 [alice(held),+14255550100]");
  }

  @Test
  void ofAStrangerIsRefused() {
    scene.hold("c1", Scene.BOB, true);

    assertThat(scene.reply()).isEqualTo(new CallReply.UnknownParticipant());
    assertThat(scene.lastEffects()).isEmpty();
    assertThat(scene.hold("c9", Scene.PHONE, true).reply()).isEqualTo(new CallReply.UnknownCall());
  }

  @Test
  void aHeldOneMayHangUp() {
    scene.hold("c1", Scene.PHONE, true).ended("leg");

    assertThat(scene.lastEvents()).containsExactly("c1 CallDisconnected 200/560000");
  }
}
