package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.Invitee;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// 2022-04-07-preview adds a list; RULINGS §3.1 gives it one outcome.
class AddTogetherTest {
  private final Scene scene = new Scene();

  @BeforeEach
  void anApplicationTalksToAPhone() {
    scene.create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg")).answered("leg");
  }

  @Test
  void ringsThemAllAndMovesTheRosterOnOnce() {
    addAll(Scene.rung(Scene.BOB, "desk"), Scene.rung(Scene.OTHER_PHONE, "leg2"));

    assertThat(scene.reply())
        .isEqualTo(new CallReply.InvitingAll(List.of(Scene.BOB, Scene.OTHER_PHONE)));
    assertThat(scene.lastActions())
        .containsExactly(
            "invite desk", "set ring:bob +30s", "invite leg2", "set ring:+14255550101 +115s");
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 3 [alice,+14255550100]");
  }

  @Test
  void isToldWhenTheLastIsIn() {
    addAll(Scene.rung(Scene.BOB, "desk"), Scene.rung(Scene.OTHER_PHONE, "leg2")).answered("leg2");
    assertThat(scene.lastEvents())
        .containsExactly("c1 ParticipantsUpdated 4 [alice,+14255550100,+14255550101]");

    scene.answered("desk");
    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 AddParticipantsSucceeded [+14255550101,bob]",
            "c1 ParticipantsUpdated 5 [alice,+14255550100,+14255550101,bob]");
    assertThat(scene.lastCallback().operationContext()).isEmpty();
  }

  @Test
  void succeedsForThoseWhoCame() {
    addAll(Scene.rung(Scene.BOB, "desk"), Scene.rung(Scene.OTHER_PHONE, "leg2"))
        .answered("desk")
        .failed("leg2", 486, "");

    assertThat(scene.lastEvents()).containsExactly("c1 AddParticipantsSucceeded [bob]");
  }

  @Test
  void failsWhenNobodyCameWithTheLastOnesReason() {
    addAll(Scene.rung(Scene.BOB, "desk"), Scene.rung(Scene.OTHER_PHONE, "leg2"))
        .failed("desk", 603, "")
        .failed("leg2", 486, "");

    assertThat(scene.lastEvents())
        .containsExactly("c1 AddParticipantsFailed [bob,+14255550101] 486/560486");
  }

  @Test
  void failsAtOnceWhenNobodyCanBeRung() {
    addAll(Scene.nowhere(Scene.BOB, 480, 10037), Scene.nowhere(Scene.OTHER_PHONE, 403, 511532));

    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 ParticipantsUpdated 3 [alice,+14255550100]",
            "c1 AddParticipantsFailed [bob,+14255550101] 403/511532");
  }

  @Test
  void isToldBeforeItsConnectionEnds() {
    addAll(Scene.rung(Scene.BOB, "desk"), Scene.rung(Scene.OTHER_PHONE, "leg2"))
        .answered("desk")
        .terminate("c1");

    assertThat(scene.lastEvents())
        .containsExactly("c1 AddParticipantsSucceeded [bob]", "c1 CallDisconnected 200/7000");
  }

  @Test
  void refusesThemAllWhenOneIsInTheCallOrRings() {
    addAll(Scene.rung(Scene.BOB, "desk"), Scene.rung(Scene.PHONE, "leg2"));
    assertThat(scene.reply()).isInstanceOf(CallReply.InvalidArgument.class);

    scene.add("c1", Scene.rung(Scene.BOB, "desk"));
    addAll(Scene.rung(Scene.OTHER_PHONE, "leg3"), Scene.rung(Scene.BOB, "leg4"));
    assertThat(scene.reply()).isInstanceOf(CallReply.Conflict.class);
    assertThat(scene.lastActions()).isEmpty();
  }

  @Test
  void aReplayOfTheJournalGivesTheSameState() {
    addAll(Scene.rung(Scene.BOB, "desk"), Scene.rung(Scene.OTHER_PHONE, "leg2")).answered("desk");
    CallState replayed = Call.replay(scene.journal());

    assertThat(replayed).isEqualTo(scene.state());
  }

  private Scene addAll(Invitee... participants) {
    return scene.play(
        new CallInput.AddParticipants(
            scene.now(),
            Scene.operation("c1", "add"),
            List.of(participants),
            Optional.of(Scene.OWNED),
            0));
  }
}
