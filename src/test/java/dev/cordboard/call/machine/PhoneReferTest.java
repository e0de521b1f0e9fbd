package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallInput.LegEnd;
import dev.cordboard.call.CallReply;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A phone puts somebody else in its place (blind transfer, RFC 3515, RFC 5589 §6).
class PhoneReferTest {
  private final Scene scene = new Scene();

  @BeforeEach
  void anApplicationTalksToAUsersDesk() {
    scene.create(Scene.ALICE, Scene.rung(Scene.BOB, "desk")).answered("desk");
  }

  @Test
  void ringsTheTargetAndTellsThePhone() {
    scene.referred("desk", Scene.rung(Scene.CAROL, "other"));

    assertThat(scene.lastActions())
        .containsExactly("notify desk 100", "invite other", "set ring:carol +30s");
    assertThat(scene.lastEvents()).isEmpty();
    assertThat(scene.lastInvite().caller().identifier()).isEqualTo(Scene.ALICE);

    assertThat(scene.ringing("other").lastActions()).containsExactly("notify desk 180");
    assertThat(scene.ringing("other").lastActions()).isEmpty();
  }

  @Test
  void theTargetTakesThePhonesPlace() {
    scene.referred("desk", Scene.rung(Scene.CAROL, "other")).answered("other");

    assertThat(scene.lastActions())
        .containsExactly("stop ring:carol", "notify desk 200", "hang up desk", "bridge other");
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 2 [alice,carol]");
    assertThat(scene.lastGrid())
        .containsExactly("ParticipantRemoved bob", "ParticipantAdded carol");
    assertThat(scene.hangUp("c1").lastActions()).containsExactly("hang up other", "finish");
  }

  @Test
  void anApplicationMayAnswerForTheTarget() {
    scene.referred("desk", Scene.asked(Scene.CAROL)).answer(Scene.CAROL, "c2");

    assertThat(scene.lastActions())
        .containsExactly("stop ring:carol", "notify desk 200", "hang up desk");
    assertThat(scene.lastEvents()).contains("c2 CallConnected");
    assertThat(scene.snapshot().participants()).hasSize(2);
  }

  @Test
  void failureLeavesAllAsItWas() {
    scene.referred("desk", Scene.rung(Scene.OTHER_PHONE, "other")).failed("other", 486, "");

    assertThat(scene.lastActions()).containsExactly("stop ring:+14255550101", "notify desk 486");
    assertThat(scene.lastEvents()).isEmpty();
    assertThat(scene.snapshot().participants()).hasSize(2);
    assertThat(scene.referred("desk", Scene.rung(Scene.CAROL, "third")).lastActions())
        .contains("invite third");
  }

  @Test
  void timeIsUp() {
    scene.referred("desk", Scene.rung(Scene.CAROL, "other"));
    scene.later(Duration.ofSeconds(30)).timeIsUp(Scene.CAROL);

    assertThat(scene.lastActions())
        .containsExactly("cancel other", "stop ring:carol", "notify desk 480");
  }

  @Test
  void aTargetThatCannotBeReachedIsToldAtOnce() {
    scene.referred("desk", Scene.nowhere(Scene.OTHER_PHONE, 403, 511532));

    assertThat(scene.lastActions()).containsExactly("notify desk 100", "notify desk 403");
  }

  @Test
  void aSecondIsRefused() {
    scene
        .referred("desk", Scene.rung(Scene.CAROL, "other"))
        .referred("desk", Scene.rung(Scene.PHONE, "third"));

    assertThat(scene.lastActions()).containsExactly("notify desk 491");
  }

  @Test
  void whoIsInTheCallIsBusy() {
    scene.referred("desk", Scene.rung(Scene.ALICE, "other"));

    assertThat(scene.lastActions()).containsExactly("notify desk 486");
  }

  @Test
  void aPhoneThatHangsUpLeavesTheTargetToTheOther() {
    scene.referred("desk", Scene.rung(Scene.CAROL, "other")).ended("desk");
    assertThat(scene.lastActions()).isEmpty();
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 2 [alice]");
    assertThat(scene.ringing("other").lastActions()).isEmpty();

    scene.answered("other");
    assertThat(scene.lastActions()).containsExactly("stop ring:carol", "bridge other");
    assertThat(scene.lastEvents()).containsExactly("c1 ParticipantsUpdated 3 [alice,carol]");
  }

  @Test
  void whenNobodyComesAfterThatTheCallEndsAsIfThePhoneHadLeft() {
    scene.referred("desk", Scene.rung(Scene.CAROL, "other")).ended("desk").failed("other", 486, "");
    assertThat(scene.lastEvents()).containsExactly("c1 CallDisconnected 200/5002");

    var phone = new Scene().create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg")).answered("leg");
    phone.referred("leg", Scene.rung(Scene.CAROL, "other")).ended("leg").failed("other", 486, "");
    assertThat(phone.lastEvents()).containsExactly("c1 CallDisconnected 200/560000");
  }

  @Test
  void aPhoneThatIsLostTakesItsWishAlong() {
    scene.referred("desk", Scene.rung(Scene.CAROL, "other")).ended("desk", LegEnd.FAILED);

    assertThat(scene.lastActions()).containsExactly("cancel other", "stop ring:carol", "finish");
  }

  @Test
  void aPhoneThatIsRemovedHearsThatItCameToNothing() {
    scene.referred("desk", Scene.rung(Scene.CAROL, "other")).remove("c1", Scene.BOB);

    assertThat(scene.lastActions())
        .containsExactly(
            "cancel other", "stop ring:carol", "notify desk 487", "hang up desk", "finish");
  }

  @Test
  void theOneWhoWouldBeLeftMayHangUp() {
    scene.referred("desk", Scene.rung(Scene.CAROL, "other")).hangUp("c1");

    assertThat(scene.lastActions())
        .containsExactly("hang up desk", "cancel other", "stop ring:carol", "finish");
    assertThat(scene.lastEvents()).containsExactly("c1 CallDisconnected 200/7000");
  }

  @Test
  void amongSeveralTheTargetSeesThePhone() {
    scene.add("c1", Scene.rung(Scene.PHONE, "leg")).answered("leg");
    scene.referred("desk", Scene.rung(Scene.CAROL, "other"));

    assertThat(scene.lastInvite().caller().identifier()).isEqualTo(Scene.BOB);
  }

  @Test
  void usersWithoutAnyApplicationTransferToo() {
    var users = new Scene();
    users.arrive(Scene.ALICE, "a", Scene.rung(Scene.BOB, "b")).answered("b").answered("a");
    users.referred("a", Scene.rung(Scene.CAROL, "c")).answered("c");

    assertThat(users.lastActions())
        .containsExactly("stop ring:carol", "notify a 200", "hang up a", "bridge c");
    assertThat(users.ended("b").lastActions()).containsExactly("hang up c", "finish");
  }

  @Test
  void betweenTwoTrunksNobodyHearsOfIt() {
    var bare = new Scene().arriveBare("a", "b").answered("b").answered("a");
    bare.referred("a", Scene.asked(Scene.CAROL, "c"));
    assertThat(bare.lastActions()).containsExactly("notify a 403");

    bare.referred("a", Scene.rung(Scene.CAROL, "c")).answered("c");
    assertThat(bare.lastActions())
        .containsExactly("stop ring:carol", "notify a 200", "hang up a", "bridge c");
    assertThat(bare.grid()).isEmpty();
  }

  @Test
  void beforeTheCallStandsItMustWait() {
    var users = new Scene().arrive(Scene.ALICE, "a", Scene.rung(Scene.BOB, "b")).answered("b");

    assertThat(users.referred("b", Scene.rung(Scene.CAROL, "c")).lastActions())
        .containsExactly("notify b 491");
  }

  @Test
  void oneTransferOfAPhoneAtATime() {
    scene.transfer("c1", Scene.rung(Scene.PHONE, "leg"));
    assertThat(scene.referred("desk", Scene.rung(Scene.CAROL, "other")).lastActions())
        .containsExactly("notify desk 491");

    scene.failed("leg", 480, "").referred("desk", Scene.rung(Scene.CAROL, "other"));
    scene.transfer("c1", Scene.rung(Scene.PHONE, "leg2"));
    assertThat(scene.reply()).isEqualTo(new CallReply.TransferUnderWay());
  }
}
