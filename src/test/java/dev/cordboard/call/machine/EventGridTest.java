package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.GridEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// RULINGS §6.4, trace rule 4.
class EventGridTest {
  private final Scene scene = new Scene();

  @Test
  void aCallOfTwoApplicationsFromBeginningToEnd() {
    scene.create(Scene.ALICE, Scene.asked(Scene.BOB)).answer(Scene.BOB, "c2");
    assertThat(scene.lastGrid())
        .containsExactly("CallStarted by alice", "ParticipantAdded alice", "ParticipantAdded bob");

    scene.later(Duration.ofSeconds(90)).terminate("c1");
    assertThat(scene.lastGrid())
        .containsExactly(
            "ParticipantRemoved alice", "ParticipantRemoved bob", "CallEnded after 90s 200/7000");
  }

  @Test
  void callEndedTellsWhoEndedIt() {
    scene.create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg")).answered("leg").ended("leg");

    assertThat(scene.lastEffects())
        .filteredOn(CallEffect.PublishGrid.class::isInstance)
        .last()
        .satisfies(
            effect -> {
              var ended = (GridEvent.CallEnded) ((CallEffect.PublishGrid) effect).event();
              assertThat(ended.endedBy()).contains(Scene.PHONE);
              assertThat(ended.facts().isTwoParty()).isTrue();
            });
  }

  @Test
  void aCallThatNobodyAnsweredIsNotAnnounced() {
    scene.create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg")).failed("leg", 486, "Busy Here");

    assertThat(scene.lastGrid()).isEmpty();
  }

  @Test
  void aFirstTargetsCustomContextIsAbsentWhenNothingWasSentAlong() {
    scene.create(Scene.ALICE, Scene.asked(Scene.BOB));

    assertThat(scene.lastIncomingCall().customContext()).isEmpty();
  }

  @Test
  void aFirstTargetsCustomContextIsThereWhenSomethingWas() {
    var sent = new CustomContext(Map.of("User-To-User", "42"), Map.of());
    scene.play(
        new CallInput.Create(
            scene.now(),
            Scene.IDS,
            Scene.terms("c1"),
            Scene.ALICE,
            true,
            Optional.empty(),
            Optional.of("Contoso"),
            List.of(Scene.asked(Scene.BOB)),
            sent));

    assertThat(scene.lastIncomingCall().customContext()).contains(sent);
    assertThat(scene.lastIncomingCall().callerDisplayName()).isEqualTo("Contoso");
  }

  @Test
  void addingSomebodyMakesItMoreThanTwoParties() {
    scene.create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg")).answered("leg");
    scene.add("c1", Scene.rung(Scene.BOB, "desk")).answered("desk");

    assertThat(scene.lastGrid()).containsExactly("ParticipantAdded bob");
    assertThat(scene.lastEffects())
        .filteredOn(CallEffect.PublishGrid.class::isInstance)
        .last()
        .satisfies(
            effect ->
                assertThat(
                        ((GridEvent.ParticipantAdded) ((CallEffect.PublishGrid) effect).event())
                            .facts()
                            .isTwoParty())
                    .isFalse());
  }
}
