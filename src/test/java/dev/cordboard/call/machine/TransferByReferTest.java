package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.LegEnd;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.CustomContext;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Transfer by asking the transferee's far end to call the target itself: RFC 3515, RFC 5589,
/// RULINGS §3.3.
class TransferByReferTest {
  private static final String ACCEPTED =
      "c1 CallTransferAccepted +14255550100 → +14255550101 200/7015";
  private static final String FAILED = "c1 CallTransferFailed +14255550100 → +14255550101 ";

  private final Scene scene = new Scene();

  @BeforeEach
  void anApplicationHandsAPhoneOver() {
    scene
        .create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg"))
        .answered("leg")
        .transferByRefer("c1", Scene.rung(Scene.OTHER_PHONE, "target"));
  }

  @Test
  void asksTheFarEnd() {
    assertThat(scene.reply()).isEqualTo(new CallReply.Accepted());
    assertThat(scene.lastActions())
        .containsExactly("refer leg to sip:target@test", "set refer:+14255550101 +115s");
    assertThat(scene.connection("c1").state()).isEqualTo(State.TRANSFERRING);
  }

  @Test
  void isDoneWhenTheFarEndReachedTheTarget() {
    scene.referAnswered("leg", 202);
    assertThat(scene.lastEffects()).isEmpty();
    scene.referProgress("leg", 100).referProgress("leg", 180);
    assertThat(scene.lastEffects()).isEmpty();

    scene.referProgress("leg", 200);
    assertThat(scene.lastActions())
        .containsExactly("stop refer:+14255550101", "hang up leg", "finish");
    assertThat(scene.lastEvents()).containsExactly(ACCEPTED, "c1 CallDisconnected 200/7015");
  }

  @Test
  void isDoneWhenTheFarEndHangsUpOnItsAcceptance() {
    scene.referAnswered("leg", 202).ended("leg");

    assertThat(scene.lastActions()).containsExactly("stop refer:+14255550101", "finish");
    assertThat(scene.lastEvents()).containsExactly(ACCEPTED, "c1 CallDisconnected 200/7015");
  }

  @Test
  void failsWhenTheFarEndHangsUpBefore() {
    scene.ended("leg");

    assertThat(scene.lastEvents())
        .containsExactly(FAILED + "487/540487", "c1 CallDisconnected 200/560000");
  }

  @Test
  void failsWhenTheFarEndIsLostOnTheWay() {
    scene.referAnswered("leg", 202).ended("leg", LegEnd.FAILED);

    assertThat(scene.lastEvents())
        .containsExactly(FAILED + "487/540487", "c1 CallDisconnected 408/560408");
  }

  @Test
  void failsAsTheFarEndSays() {
    scene.referAnswered("leg", 202).referProgress("leg", 486);

    assertThat(scene.lastActions()).containsExactly("stop refer:+14255550101");
    assertThat(scene.lastEvents()).containsExactly(FAILED + "486/560486");
    assertThat(scene.connection("c1").state()).isEqualTo(State.CONNECTED);
    assertThat(scene.ended("leg").lastEvents()).containsExactly("c1 CallDisconnected 200/560000");
  }

  @Test
  void failsWhenTheFarEndNeverSays() {
    scene.referAnswered("leg", 202);
    scene.play(new CallInput.TimerFired(scene.now(), "refer:invite 4:+14255550101"));

    assertThat(scene.lastEvents()).containsExactly(FAILED + "408/560408");
    assertThat(scene.connection("c1").state()).isEqualTo(State.CONNECTED);
  }

  @Test
  void newsMayComeAheadOfTheAnswer() {
    scene.referProgress("leg", 200);

    assertThat(scene.lastEvents()).containsExactly(ACCEPTED, "c1 CallDisconnected 200/7015");
  }

  @Test
  void ringsTheTargetWhenTheFarEndWillNot() {
    scene.referAnswered("leg", 405);

    assertThat(scene.lastActions())
        .containsExactly("stop refer:+14255550101", "invite target", "set ring:+14255550101 +115s");
    assertThat(scene.lastEvents()).isEmpty();

    scene.answered("target");
    assertThat(scene.lastEvents()).containsExactly(ACCEPTED, "c1 CallDisconnected 200/7015");
    assertThat(scene.snapshot().ended()).isFalse();
  }

  @Test
  void lateNewsMeansNothing() {
    scene.referAnswered("leg", 405);

    assertThat(scene.referAnswered("leg", 202).lastEffects()).isEmpty();
    assertThat(scene.referProgress("leg", 200).lastEffects()).isEmpty();
    assertThat(
            scene
                .play(new CallInput.TimerFired(scene.now(), "refer:invite 4:+14255550101"))
                .lastEffects())
        .isEmpty();
  }

  @Test
  void failsBeforeTheApplicationLeaves() {
    scene.hangUp("c1");

    assertThat(scene.lastActions())
        .containsExactly("stop refer:+14255550101", "hang up leg", "finish");
    assertThat(scene.lastEvents())
        .containsExactly(FAILED + "487/5234", "c1 CallDisconnected 200/7000");
  }

  @Test
  void aTargetWithoutAnAddressIsRung() {
    var other = new Scene().create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg")).answered("leg");
    other.transferByRefer("c1", Scene.asked(Scene.BOB));

    assertThat(other.lastActions()).containsExactly("set ring:bob +30s");
  }

  @Test
  void whoIsBeingReachedThatWayIsNotInvited() {
    var users = new Scene();
    users.arrive(Scene.PHONE, "leg", Scene.rung(Scene.BOB, "b")).answered("b").answered("leg");
    users.connect("c1");
    users.play(
        new CallInput.Transfer(
            users.now(),
            Scene.operation("c1", "transfer"),
            Scene.rung(Scene.OTHER_PHONE, "target"),
            Optional.of(Scene.PHONE),
            Optional.empty(),
            CustomContext.NONE,
            Scene.SPLIT,
            true));

    assertThat(users.add("c1", Scene.rung(Scene.OTHER_PHONE, "again")).reply())
        .isInstanceOf(CallReply.Conflict.class);
  }

  @Test
  void outOfAGroupTheOthersGoOn() {
    var group = new Scene().create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg")).answered("leg");
    group.add("c1", Scene.rung(Scene.BOB, "desk")).answered("desk");
    group.play(
        new CallInput.Transfer(
            group.now(),
            Scene.operation("c1", "transfer"),
            Scene.rung(Scene.OTHER_PHONE, "target"),
            Optional.of(Scene.PHONE),
            Optional.empty(),
            CustomContext.NONE,
            Scene.SPLIT,
            true));
    group.referAnswered("leg", 202).referProgress("leg", 200);

    assertThat(group.lastActions()).containsExactly("stop refer:+14255550101", "hang up leg");
    assertThat(group.lastEvents())
        .containsExactly(ACCEPTED, "c1 ParticipantsUpdated 5 [alice,bob]");
  }
}
