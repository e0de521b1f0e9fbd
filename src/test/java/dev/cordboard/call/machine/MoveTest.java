package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.call.CallReply;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Participants move between two calls of one application: BEHAVIOUR §1.9.
class MoveTest {
  private final Scene lobby = new Scene();
  private final Scene meeting = new Scene(Scene.SPLIT);

  /// The lobby's connection is c1, the meeting's c2.
  @BeforeEach
  void aPhoneWaitsWhileOthersTalk() {
    lobby.create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg")).answered("leg");
    meeting
        .arrive(Scene.BOB, "desk", Scene.asked(Scene.OWNED))
        .answer(Scene.OWNED, "c2")
        .answered("desk");
  }

  @Test
  void takesTheLegAlong() {
    lobby.moveOut("c1", Scene.PHONE);
    assertThat(lobby.reply()).isEqualTo(new CallReply.Accepted());
    assertThat(lobby.lastActions())
        .containsExactly("unbridge leg", "hand over [+14255550100]", "finish");
    assertThat(lobby.lastEvents()).containsExactly("c1 CallDisconnected 200/5002");

    meeting.moveIn("c2", lobby.passage(), "c1");
    assertThat(meeting.reply())
        .isEqualTo(new CallReply.Moved(List.of(new Participant(Scene.PHONE, false, false))));
    assertThat(meeting.lastActions()).containsExactly("bridge leg");
    assertThat(meeting.lastEvents())
        .containsExactly(
            "c2 MoveParticipantSucceeded +14255550100 from c1",
            "c2 ParticipantsUpdated 2 [bob,answerer,+14255550100]");
    assertThat(meeting.lastCallback().ids()).isEqualTo(Scene.SPLIT);
    assertThat(meeting.state().legs()).hasSize(2);
    assertThat(meeting.ended("leg").lastEvents())
        .containsExactly("c2 ParticipantsUpdated 3 [bob,answerer]");
  }

  @Test
  void aGroupGoesOnWithoutThem() {
    lobby
        .add("c1", Scene.rung(Scene.CAROL, "mobile"))
        .answered("mobile")
        .moveOut("c1", Scene.CAROL);

    assertThat(lobby.lastEvents()).containsExactly("c1 ParticipantsUpdated 5 [alice,+14255550100]");
    assertThat(lobby.lastGrid()).containsExactly("ParticipantRemoved carol");
    meeting.moveIn("c2", lobby.passage(), "c1");
    assertThat(meeting.lastGrid()).containsExactly("ParticipantAdded carol");
    assertThat(meeting.lastEvents())
        .containsExactly(
            "c2 MoveParticipantSucceeded carol from c1",
            "c2 ParticipantsUpdated 5 [bob,answerer,carol]");
  }

  @Test
  void theDestinationIsAGroupFromThenOn() {
    lobby.moveOut("c1", Scene.PHONE);
    meeting.moveIn("c2", lobby.passage(), "c1").hangUp("c2");

    assertThat(meeting.snapshot().ended()).isFalse();
  }

  @Test
  void mutedAndHeldTheyStay() {
    lobby
        .add("c1", Scene.rung(Scene.CAROL, "mobile"))
        .answered("mobile")
        .mute("c1", Scene.CAROL, true)
        .hold("c1", Scene.PHONE, true)
        .moveOut("c1", Scene.PHONE, Scene.CAROL);
    meeting.moveIn("c2", lobby.passage(), "c1");

    assertThat(meeting.lastActions())
        .containsExactly("bridge leg deaf unheard", "bridge mobile unheard");
    assertThat(meeting.snapshot().participants())
        .contains(
            new Participant(Scene.PHONE, false, true), new Participant(Scene.CAROL, true, false));
  }

  @Test
  void anApplicationKeepsItsConnectionAndItsCount() {
    lobby.add("c1", Scene.asked(Scene.CAROL)).answer(Scene.CAROL, "c3");
    assertThat(lobby.lastEvents().getLast()).startsWith("c3 ParticipantsUpdated 7 ");

    lobby.moveOut("c1", Scene.CAROL);
    meeting.moveIn("c2", lobby.passage(), "c1");
    assertThat(meeting.lastEvents())
        .containsExactly(
            "c2 MoveParticipantSucceeded carol from c1",
            "c2 ParticipantsUpdated 8 [bob,answerer,carol]",
            "c3 ParticipantsUpdated 8 [bob,answerer,carol]");
    assertThat(meeting.connection("c3").ids()).isEqualTo(Scene.SPLIT);
    assertThat(lobby.hangUp("c3").reply()).isEqualTo(new CallReply.UnknownCall());
    assertThat(meeting.hangUp("c3").lastEvents()).contains("c3 CallDisconnected 200/7000");
  }

  @Test
  void whatAMovedApplicationAskedForFailsFirst() {
    lobby
        .add("c1", Scene.asked(Scene.CAROL))
        .answer(Scene.CAROL, "c3")
        .add("c3", Scene.rung(Scene.OTHER_PHONE, "other"))
        .moveOut("c1", Scene.CAROL);

    assertThat(lobby.lastEvents()).startsWith("c3 AddParticipantFailed +14255550101 487/5234");
    assertThat(lobby.lastActions())
        .containsExactly("cancel other", "stop ring:+14255550101", "hand over [carol]");
  }

  @Test
  void whatAMovedPhoneAskedForComesToNothing() {
    lobby.referred("leg", Scene.rung(Scene.CAROL, "mobile")).moveOut("c1", Scene.PHONE);

    assertThat(lobby.lastActions())
        .startsWith("cancel mobile", "stop ring:carol", "notify leg 487", "unbridge leg");
  }

  @Test
  void onlyThoseOnTheRosterMove() {
    assertThat(lobby.moveOut("c1", Scene.BOB).reply())
        .isEqualTo(new CallReply.UnknownParticipant());
    lobby.add("c1", Scene.rung(Scene.CAROL, "mobile")).moveOut("c1", Scene.PHONE, Scene.CAROL);
    assertThat(lobby.reply()).isEqualTo(new CallReply.UnknownParticipant());
    assertThat(lobby.lastEffects()).isEmpty();
  }

  @Test
  void theApplicationItselfStays() {
    assertThat(lobby.moveOut("c1", Scene.ALICE).reply())
        .isEqualTo(
            new CallReply.InvalidArgument(
                "targetParticipants", "The application cannot leave its own call this way."));
  }

  @Test
  void nobodyAndTheSameTwiceMakeNoSense() {
    assertThat(lobby.moveOut("c1").reply()).isInstanceOf(CallReply.InvalidArgument.class);
    assertThat(lobby.moveOut("c1", Scene.PHONE, Scene.PHONE).reply())
        .isInstanceOf(CallReply.InvalidArgument.class);
  }

  @Test
  void withinOneCallMakesNoSense() {
    lobby.moveOut("c1", Scene.PHONE);
    meeting.moveIn("c2", lobby.passage(), "c2");

    assertThat(meeting.reply())
        .isEqualTo(new CallReply.InvalidArgument("fromCall", "The participants are in this call."));
    assertThat(meeting.lastEffects()).isEmpty();
  }

  @Test
  void whoIsThereAlreadyIsRefused() {
    lobby.add("c1", Scene.rung(Scene.BOB, "mobile")).answered("mobile").moveOut("c1", Scene.BOB);
    meeting.moveIn("c2", lobby.passage(), "c1");

    assertThat(meeting.reply())
        .isEqualTo(
            new CallReply.InvalidArgument("targetParticipants", "The participant is in the call."));
  }

  @Test
  void whoIsBeingInvitedThereIsRefused() {
    meeting.add("c2", Scene.rung(Scene.PHONE, "another"));
    lobby.moveOut("c1", Scene.PHONE);

    assertThat(meeting.moveIn("c2", lobby.passage(), "c1").reply())
        .isInstanceOf(CallReply.Conflict.class);
  }

  @Test
  void waitsForATransferToEnd() {
    lobby.transfer("c1", Scene.rung(Scene.BOB, "mobile")).moveOut("c1", Scene.PHONE);
    assertThat(lobby.reply()).isInstanceOf(CallReply.Conflict.class);

    lobby.failed("mobile", 480, "").moveOut("c1", Scene.PHONE);
    meeting.transfer("c2", Scene.rung(Scene.CAROL, "x")).moveIn("c2", lobby.passage(), "c1");
    assertThat(meeting.reply()).isInstanceOf(CallReply.Conflict.class);
  }

  @Test
  void bothCallsMustStand() {
    var ringing = new Scene().create(Scene.ALICE, Scene.rung(Scene.CAROL, "mobile"));
    assertThat(ringing.moveOut("c1", Scene.ALICE).reply())
        .isEqualTo(new CallReply.NotEstablished());
    lobby.moveOut("c1", Scene.PHONE);
    assertThat(ringing.moveIn("c1", lobby.passage(), "c9").reply())
        .isEqualTo(new CallReply.NotEstablished());
    assertThat(ringing.moveIn("c7", lobby.passage(), "c9").reply())
        .isEqualTo(new CallReply.UnknownCall());
  }
}
