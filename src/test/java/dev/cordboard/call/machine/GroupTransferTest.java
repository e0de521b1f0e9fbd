package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Transfer out of a group call: transferee and target go into a call of their own (BEHAVIOUR §1.6,
/// RULINGS §3.3).
class GroupTransferTest {
  private final Scene scene = new Scene();

  @BeforeEach
  void anApplicationAPhoneAndAnotherApplicationTalk() {
    scene
        .create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg"))
        .answered("leg")
        .add("c1", Scene.asked(Scene.BOB))
        .answer(Scene.BOB, "c2");
  }

  @Test
  void needsATransferee() {
    scene.transfer("c1", Scene.rung(Scene.CAROL, "desk"));

    assertThat(scene.reply())
        .isEqualTo(
            new CallReply.InvalidArgument(
                "transferee", "A transfer of a group call names its transferee."));
  }

  @Test
  void theApplicationItselfIsNone() {
    scene.transfer("c1", Scene.ALICE, Scene.rung(Scene.CAROL, "desk"));

    assertThat(scene.reply()).isInstanceOf(CallReply.InvalidArgument.class);
  }

  @Test
  void theApplicationStaysConnected() {
    scene.transfer("c1", Scene.PHONE, Scene.rung(Scene.CAROL, "desk"));

    assertThat(scene.connection("c1").state()).isEqualTo(State.CONNECTED);
    assertThat(scene.add("c1", Scene.rung(Scene.OTHER_PHONE, "other")).reply())
        .isInstanceOf(CallReply.Inviting.class);
  }

  @Test
  void splitsTheTwoOff() {
    scene.transfer("c1", Scene.PHONE, Scene.rung(Scene.CAROL, "desk")).answered("desk");

    assertThat(scene.lastActions())
        .containsExactly(
            "stop ring:carol", "unbridge leg", "split [+14255550100,carol] into call-2");
    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 CallTransferAccepted +14255550100 → carol 200/7015",
            "c1 ParticipantsUpdated 8 [alice,bob]",
            "c2 ParticipantsUpdated 8 [alice,bob]");
    assertThat(scene.state().legs()).isEmpty();
  }

  @Test
  void theTwoTalkInACallOfTheirOwn() {
    scene.transfer("c1", Scene.PHONE, Scene.rung(Scene.CAROL, "desk")).answered("desk");
    var other = scene.splitCall();

    assertThat(other.lastActions()).containsExactly("bridge leg", "bridge desk");
    assertThat(other.lastEvents()).isEmpty();
    assertThat(other.lastGrid())
        .containsExactly("CallStarted by +14255550100", "ParticipantAdded carol");
    assertThat(other.state().legs()).hasSize(2);
    assertThat(other.ended("leg").lastActions()).containsExactly("hang up desk", "finish");
  }

  @Test
  void anApplicationThatIsTransferredKeepsItsConnection() {
    scene.transfer("c1", Scene.BOB, Scene.asked(Scene.CAROL));
    assertThat(scene.lastIncomingCall().ids()).isEqualTo(Scene.SPLIT);

    scene.answer(Scene.CAROL, "c3");
    assertThat(scene.reply())
        .isInstanceOfSatisfying(
            CallReply.Connected.class,
            made -> assertThat(made.connection().ids()).isEqualTo(Scene.SPLIT));
    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 CallTransferAccepted bob → carol 200/7015",
            "c1 ParticipantsUpdated 8 [alice,+14255550100]");
    assertThat(scene.lastGrid()).containsExactly("ParticipantRemoved bob");

    var other = scene.splitCall();
    assertThat(other.lastEvents())
        .containsExactly(
            "c3 CallConnected",
            "c2 ParticipantsUpdated 8 [bob,carol]",
            "c3 ParticipantsUpdated 8 [bob,carol]");
    assertThat(other.lastCallback().ids()).isEqualTo(Scene.SPLIT);
    assertThat(other.connection("c2").ids()).isEqualTo(Scene.SPLIT);
    assertThat(other.hangUp("c2").lastEvents())
        .containsExactly("c2 CallDisconnected 200/7000", "c3 CallDisconnected 200/5001");
    assertThat(scene.hangUp("c2").reply()).isEqualTo(new CallReply.UnknownCall());
  }

  @Test
  void endsWhenNobodyElseIsLeft() {
    scene.remove("c1", Scene.BOB);
    scene.transfer("c1", Scene.PHONE, Scene.rung(Scene.CAROL, "desk")).answered("desk");

    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 CallTransferAccepted +14255550100 → carol 200/7015",
            "c1 CallDisconnected 200/5002");
    assertThat(scene.lastActions()).endsWith("finish").doesNotContain("hang up leg");
  }

  @Test
  void whatTheTransferredApplicationAskedForFailsFirst() {
    scene
        .add("c2", Scene.rung(Scene.OTHER_PHONE, "other"))
        .transfer("c1", Scene.BOB, Scene.rung(Scene.CAROL, "desk"))
        .answered("desk");

    assertThat(scene.lastActions()).contains("cancel other");
    assertThat(scene.lastEvents()).contains("c2 AddParticipantFailed +14255550101 487/5234");
  }

  @Test
  void failsWhenTheTransfereeIsRemoved() {
    scene.transfer("c1", Scene.PHONE, Scene.rung(Scene.CAROL, "desk")).remove("c2", Scene.PHONE);

    assertThat(scene.lastActions())
        .containsExactly("hang up leg", "cancel desk", "stop ring:carol");
    assertThat(scene.lastEvents())
        .containsExactly(
            "c2 RemoveParticipantSucceeded +14255550100",
            "c1 CallTransferFailed +14255550100 → carol 487/540487",
            "c1 ParticipantsUpdated 8 [alice,bob]",
            "c2 ParticipantsUpdated 8 [alice,bob]");
  }

  @Test
  void failsWhenTheApplicationLeaves() {
    scene.transfer("c1", Scene.PHONE, Scene.rung(Scene.CAROL, "desk")).hangUp("c1");

    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 CallTransferFailed +14255550100 → carol 487/5234",
            "c2 ParticipantsUpdated 8 [+14255550100,bob]",
            "c1 CallDisconnected 200/7000");
    assertThat(scene.snapshot().ended()).isFalse();
  }

  @Test
  void oneTransferOfACallAtATime() {
    scene
        .transfer("c1", Scene.PHONE, Scene.rung(Scene.CAROL, "desk"))
        .transfer("c2", Scene.PHONE, Scene.rung(Scene.OTHER_PHONE, "other"));

    assertThat(scene.reply()).isEqualTo(new CallReply.TransferUnderWay());
  }

  @Test
  void whoIsBeingInvitedIsNoTarget() {
    scene
        .add("c1", Scene.rung(Scene.CAROL, "desk"))
        .transfer("c1", Scene.PHONE, Scene.rung(Scene.CAROL, "desk2"));

    assertThat(scene.reply()).isInstanceOf(CallReply.Conflict.class);
  }

  @Test
  void whoIsATargetIsNotInvited() {
    scene
        .transfer("c1", Scene.PHONE, Scene.rung(Scene.CAROL, "desk"))
        .add("c1", Scene.rung(Scene.CAROL, "desk2"));

    assertThat(scene.reply()).isInstanceOf(CallReply.Conflict.class);
  }

  @Test
  void anApplicationThatIsNoPartyTransfersAsInAGroup() {
    var users = new Scene();
    users.arrive(Scene.ALICE, "a", Scene.rung(Scene.BOB, "b")).answered("b").answered("a");
    users.connect("c1").transfer("c1", Scene.rung(Scene.CAROL, "desk"));
    assertThat(users.reply()).isInstanceOf(CallReply.InvalidArgument.class);

    users.transfer("c1", Scene.BOB, Scene.rung(Scene.CAROL, "desk")).answered("desk");
    assertThat(users.lastActions())
        .containsExactly(
            "stop ring:carol",
            "unbridge b",
            "split [bob,carol] into call-2",
            "hang up a",
            "finish");
    assertThat(users.lastEvents())
        .containsExactly(
            "c1 CallTransferAccepted bob → carol 200/7015", "c1 CallDisconnected 200/5002");
  }
}
