package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallReply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// BEHAVIOUR §1.10, trace 12.
class MuteTest {
  private final Scene scene = new Scene();

  @BeforeEach
  void anApplicationTalksToAUserWithADesk() {
    scene.create(Scene.ALICE, Scene.rung(Scene.BOB, "desk")).answered("desk");
  }

  @Test
  void silencesAndMovesTheRosterOneVersionOn() {
    scene.mute("c1", Scene.BOB, true);

    assertThat(scene.reply()).isEqualTo(new CallReply.Accepted());
    assertThat(scene.lastActions()).containsExactly("bridge desk unheard");
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 2 [alice,bob(muted)]");
  }

  @Test
  void unmutes() {
    scene.mute("c1", Scene.BOB, true).mute("c1", Scene.BOB, false);

    assertThat(scene.lastActions()).containsExactly("bridge desk");
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 3 [alice,bob]");
  }

  @Test
  void aSecondTimeChangesNothing() {
    scene.mute("c1", Scene.BOB, true).mute("c1", Scene.BOB, true);

    assertThat(scene.reply()).isEqualTo(new CallReply.Accepted());
    assertThat(scene.lastEffects()).isEmpty();
    assertThat(scene.mute("c1", Scene.ALICE, false).lastEffects()).isEmpty();
  }

  @Test
  void anApplicationIsMutedOnTheRoster() {
    scene.mute("c1", Scene.ALICE, true);

    assertThat(scene.lastActions()).isEmpty();
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 2 [alice(muted),bob]");
  }

  @Test
  void phonesCannotBeMuted() {
    scene.add("c1", Scene.rung(Scene.PHONE, "leg")).answered("leg").mute("c1", Scene.PHONE, true);

    assertThat(scene.reply())
        .isEqualTo(new CallReply.InvalidArgument("targetParticipants", "Only users can be muted."));
    assertThat(scene.lastEffects()).isEmpty();
  }

  @Test
  void strangersAndThoseWhoRingAreUnknown() {
    assertThat(scene.mute("c1", Scene.CAROL, true).reply())
        .isEqualTo(new CallReply.UnknownParticipant());
    scene.add("c1", Scene.rung(Scene.CAROL, "other")).mute("c1", Scene.CAROL, true);
    assertThat(scene.reply()).isEqualTo(new CallReply.UnknownParticipant());
  }

  @Test
  void lastsThroughAHold() {
    scene.mute("c1", Scene.BOB, true).hold("c1", Scene.BOB, true);
    assertThat(scene.lastActions()).containsExactly("bridge desk deaf unheard");
    assertThat(scene.lastEvents())
        .containsExactly("c1 ParticipantsUpdated 4 [alice,bob(muted)(held)]");

    scene.hold("c1", Scene.BOB, false);
    assertThat(scene.lastActions()).containsExactly("bridge desk unheard");
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 6 [alice,bob(muted)]");
  }

  @Test
  void oneWhoHoldsStaysSilentWhenUnmuted() {
    scene.holds("desk", true).mute("c1", Scene.BOB, true);
    assertThat(scene.lastActions()).isEmpty();

    scene.mute("c1", Scene.BOB, false);
    assertThat(scene.lastActions()).isEmpty();
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 5 [alice,bob(held)]");
  }

  @Test
  void beforeTheCallStandsIsTooEarly() {
    var ringing = new Scene().create(Scene.ALICE, Scene.rung(Scene.BOB, "desk"));

    assertThat(ringing.mute("c1", Scene.ALICE, true).reply())
        .isEqualTo(new CallReply.NotEstablished());
  }
}
