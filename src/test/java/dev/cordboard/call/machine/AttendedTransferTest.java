package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallReply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A phone with two calls brings the others together (REFER with Replaces, RFC 5589 §7).
class AttendedTransferTest {
  private final Scene first = new Scene();
  private final Scene second = new Scene(Scene.SPLIT);

  /// Bob has one leg with an application, another with Carol.
  @BeforeEach
  void aPhoneHasTwoCalls() {
    first.create(Scene.ALICE, Scene.rung(Scene.BOB, "one")).answered("one");
    second.arrive(Scene.BOB, "two", Scene.rung(Scene.CAROL, "c")).answered("c").answered("two");
  }

  @Test
  void theOthersOfTheOneTakeTheSeatInTheOther() {
    first.giveSeat("one");
    assertThat(first.reply()).isEqualTo(new CallReply.Accepted());
    assertThat(first.lastActions())
        .containsExactly("hand over [alice]", "notify one 200", "hang up one", "finish");
    assertThat(first.lastEvents()).isEmpty();
    assertThat(first.snapshot().ended()).isTrue();

    second.takeSeat("two", first.passage());
    assertThat(second.reply()).isEqualTo(new CallReply.Accepted());
    assertThat(second.lastActions()).containsExactly("hang up two");
    assertThat(second.lastEvents()).containsExactly("c1 ParticipantsUpdated 2 [carol,alice]");
    assertThat(second.lastCallback().ids()).isEqualTo(Scene.SPLIT);
    assertThat(second.lastGrid())
        .containsExactly("ParticipantRemoved bob", "ParticipantAdded alice");
    assertThat(second.connection("c1").ids()).isEqualTo(Scene.SPLIT);
    assertThat(second.hangUp("c1").lastActions()).containsExactly("hang up c", "finish");
  }

  @Test
  void theOtherWayRoundThePhoneGoesToTheApplication() {
    second.giveSeat("two");
    assertThat(second.lastActions())
        .containsExactly(
            "unbridge c", "hand over [carol]", "notify two 200", "hang up two", "finish");

    first.takeSeat("one", second.passage());
    assertThat(first.lastActions()).containsExactly("hang up one", "bridge c");
    assertThat(first.lastEvents()).containsExactly("c1 ParticipantsUpdated 2 [alice,carol]");
    assertThat(first.transfer("c1", Scene.rung(Scene.BOB, "x")).reply())
        .as("still a 1:1 call")
        .isEqualTo(new CallReply.Accepted());
  }

  @Test
  void severalMakeAGroup() {
    first.add("c1", Scene.rung(Scene.PHONE, "leg")).answered("leg").giveSeat("one");
    second.takeSeat("two", first.passage());

    assertThat(second.lastEvents())
        .containsExactly("c1 ParticipantsUpdated 5 [carol,alice,+14255550100]");
    assertThat(second.hangUp("c1").lastActions()).isEmpty();
  }

  @Test
  void whatWasUnderWayFailsFirst() {
    first.add("c1", Scene.rung(Scene.PHONE, "leg")).giveSeat("one");
    assertThat(first.lastEvents()).containsExactly("c1 AddParticipantFailed +14255550100 487/5234");
    assertThat(first.lastActions()).startsWith("cancel leg");

    second.connect("c9").transfer("c9", Scene.CAROL, Scene.rung(Scene.PHONE, "x"));
  }

  @Test
  void aTransferUnderWayFailsInBothCalls() {
    first.transfer("c1", Scene.rung(Scene.PHONE, "leg")).giveSeat("one");
    assertThat(first.lastEvents())
        .containsExactly("c1 CallTransferFailed bob → +14255550100 487/5234");

    var other = new Scene(Scene.SPLIT);
    other.create(Scene.ALICE, Scene.rung(Scene.BOB, "two")).answered("two");
    other.transfer("c1", Scene.rung(Scene.OTHER_PHONE, "leg"));
    second.giveSeat("c");
    other.takeSeat("two", second.passage());
    assertThat(other.lastEvents())
        .containsExactly(
            "c1 CallTransferFailed bob → +14255550101 487/540487",
            "c1 ParticipantsUpdated 2 [alice,bob]");
  }

  @Test
  void applicationsThatAreNoPartyEndWithTheCall() {
    second.connect("c9").giveSeat("two");

    assertThat(second.lastEvents()).containsExactly("c9 CallDisconnected 200/5002");
  }

  @Test
  void aCallThatRingsGivesAndTakesNoSeat() {
    var ringing = new Scene().arrive(Scene.BOB, "b", Scene.rung(Scene.CAROL, "c2"));

    assertThat(ringing.giveSeat("b").reply()).isEqualTo(new CallReply.NotEstablished());
    first.giveSeat("one");
    assertThat(ringing.takeSeat("b", first.passage()).reply())
        .isEqualTo(new CallReply.NotEstablished());
    assertThat(ringing.lastEffects()).isEmpty();
  }

  @Test
  void strangersHaveNoSeat() {
    assertThat(first.giveSeat("nobody").reply()).isEqualTo(new CallReply.UnknownParticipant());
    second.giveSeat("two");
    assertThat(first.takeSeat("nobody", second.passage()).reply())
        .isEqualTo(new CallReply.UnknownParticipant());
  }

  @Test
  void anEndedCallIsUnknown() {
    first.hangUp("c1");

    assertThat(first.giveSeat("one").reply()).isEqualTo(new CallReply.UnknownCall());
    second.giveSeat("two");
    assertThat(first.takeSeat("one", second.passage()).reply())
        .isEqualTo(new CallReply.UnknownCall());
  }

  @Test
  void bareCallsHaveNoSeats() {
    var bare = new Scene().arriveBare("a", "b").answered("b").answered("a");

    assertThat(bare.giveSeat("a").reply()).isEqualTo(new CallReply.NotEstablished());
  }
}
