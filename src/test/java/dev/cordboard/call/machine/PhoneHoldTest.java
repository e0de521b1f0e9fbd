package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A phone's own hold: RULINGS §10.2, trace 13.
class PhoneHoldTest {
  private final Scene scene =
      new Scene().create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg")).answered("leg");

  @Test
  void showsOnTheRosterAndSilencesTheLeg() {
    scene.holds("leg", true);

    assertThat(scene.lastActions()).containsExactly("bridge leg deaf unheard");
    assertThat(scene.lastEvents())
        .containsExactly("c1 ParticipantsUpdated 3 [alice,+14255550100(held)]");

    scene.holds("leg", false);
    assertThat(scene.lastActions()).containsExactly("bridge leg");
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 5 [alice,+14255550100]");
  }

  @Test
  void meansNothingTheSecondTime() {
    assertThat(scene.holds("leg", true).holds("leg", true).lastEffects()).isEmpty();
  }

  @Test
  void ofALegThatIsGoneMeansNothing() {
    assertThat(scene.holds("stranger", true).lastEffects()).isEmpty();
  }
}
