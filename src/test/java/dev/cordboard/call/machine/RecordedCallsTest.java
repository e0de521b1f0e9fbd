package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallInput.RejectReason;
import dev.cordboard.call.CallReply;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The recorded calls of the real service: every event of every connection, in the order of the
/// recorded times, with result, sequence number and roster. The order between connections is not
/// fixed in the recordings (trace rule 11), so each connection is compared for itself.
class RecordedCallsTest {
  private final Scene scene = new Scene();

  @Test
  void trace01CreateAnswerTerminate() {
    scene.create(Scene.ALICE, Scene.asked(Scene.BOB)).answer(Scene.BOB, "c2").terminate("c2");

    assertThat(eventsOf("c1"))
        .containsExactly(
            "c1 CallConnected",
            "c1 ParticipantsUpdated 1 [alice,bob]",
            "c1 CallDisconnected 200/5001 This conversation has ended.. DiagCode: 0#5001.@");
    assertThat(eventsOf("c2"))
        .containsExactly(
            "c2 CallConnected",
            "c2 ParticipantsUpdated 1 [alice,bob]",
            "c2 CallDisconnected 200/7000 Call was ended by Azure Communication Service Call"
                + " Automation API or a server bot. DiagCode: 0#7000.@");
    assertThat(scene.grid())
        .filteredOn(line -> line.startsWith("Incoming"))
        .containsExactly("IncomingCall alice → bob");
  }

  @Test
  void trace02CreateReject() {
    scene.create(Scene.ALICE, Scene.asked(Scene.BOB)).reject(Scene.BOB, RejectReason.NONE);

    assertThat(scene.eventsWithTexts())
        .containsExactly(
            "c1 CreateCallFailed 200/5002 The conversation has ended. DiagCode: 0#5002.@",
            "c1 CallDisconnected 200/5002 The conversation has ended. DiagCode: 0#5002.@");
  }

  /// Connections 1 and 2 hear nothing when the third joins.
  @Test
  void trace03ConnectByServerCallId() {
    scene
        .create(Scene.ALICE, Scene.asked(Scene.BOB))
        .answer(Scene.BOB, "c2")
        .connect("c3")
        .terminate("c3");

    assertThat(eventsOf("c3"))
        .containsExactly(
            "c3 CallConnected",
            "c3 ParticipantsUpdated 2 [alice,bob]",
            "c3 ParticipantsUpdated 3 [alice,bob]",
            "c3 CallDisconnected 200/7000 Call was ended by Azure Communication Service Call"
                + " Automation API or a server bot. DiagCode: 0#7000.@");
    for (var other : List.of("c1", "c2")) {
      assertThat(eventsOf(other))
          .containsExactly(
              other + " CallConnected",
              other + " ParticipantsUpdated 1 [alice,bob]",
              other
                  + " CallDisconnected 200/5001 This conversation has ended.. DiagCode: 0#5001.@");
    }
    assertThat(scene.terminate("c2").reply()).isEqualTo(new CallReply.UnknownCall());
  }

  /// No event was recorded, but that the connection is unknown afterwards; the words of
  /// CallTransferAccepted are trace 40's.
  @Test
  void trace07TransferToParticipant() {
    scene
        .create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg"))
        .answered("leg")
        .transfer("c1", Scene.rung(Scene.OTHER_PHONE, "other"));
    assertThat(scene.reply()).isEqualTo(new CallReply.Accepted());

    scene.answered("other");
    assertThat(eventsOf("c1"))
        .containsExactly(
            "c1 CallConnected",
            "c1 ParticipantsUpdated 1 [alice,+14255550100]",
            "c1 CallTransferAccepted +14255550100 → +14255550101 200/7015 The transfer operation"
                + " completed successfully.",
            "c1 CallDisconnected 200/7015 The transfer operation completed successfully.");
    assertThat(scene.hangUp("c1").reply()).isEqualTo(new CallReply.UnknownCall());
  }

  @Test
  void trace09AddThenRemove() {
    scene
        .create(Scene.ALICE, Scene.asked(Scene.BOB))
        .answer(Scene.BOB, "c2")
        .add("c1", Scene.asked(Scene.CAROL))
        .answer(Scene.CAROL, "c3")
        .remove("c1", Scene.BOB);

    assertThat(eventsOf("c1"))
        .containsExactly(
            "c1 CallConnected",
            "c1 ParticipantsUpdated 1 [alice,bob]",
            "c1 ParticipantsUpdated 3 [alice,bob]",
            "c1 AddParticipantSucceeded carol",
            "c1 ParticipantsUpdated 4 [alice,bob,carol]",
            "c1 ParticipantsUpdated 5 [alice,bob,carol]",
            "c1 ParticipantsUpdated 6 [alice,bob,carol]",
            "c1 ParticipantsUpdated 7 [alice,bob,carol]",
            "c1 RemoveParticipantSucceeded bob",
            "c1 ParticipantsUpdated 8 [alice,carol]");
    assertThat(eventsOf("c2"))
        .containsExactly(
            "c2 CallConnected",
            "c2 ParticipantsUpdated 1 [alice,bob]",
            "c2 ParticipantsUpdated 3 [alice,bob]",
            "c2 ParticipantsUpdated 4 [alice,bob,carol]",
            "c2 ParticipantsUpdated 5 [alice,bob,carol]",
            "c2 ParticipantsUpdated 6 [alice,bob,carol]",
            "c2 ParticipantsUpdated 7 [alice,bob,carol]",
            "c2 CallDisconnected 200/5300 Call ended for this participant as it was removed from"
                + " the conversation by another participant. DiagCode: 0#5300.@");
    assertThat(eventsOf("c3"))
        .containsExactly(
            "c3 CallConnected",
            "c3 ParticipantsUpdated 6 [alice,bob,carol]",
            "c3 ParticipantsUpdated 6 [alice,bob,carol]",
            "c3 ParticipantsUpdated 7 [alice,bob,carol]",
            "c3 ParticipantsUpdated 8 [alice,carol]");
    assertThat(scene.terminate("c2").reply()).isEqualTo(new CallReply.UnknownCall());
  }

  @Test
  void trace10CancelAdd() {
    scene
        .create(Scene.ALICE, Scene.asked(Scene.BOB))
        .answer(Scene.BOB, "c2")
        .add("c1", Scene.asked(Scene.CAROL))
        .cancelAdd("c1", Scene.CAROL);

    assertThat(eventsOf("c1"))
        .containsExactly(
            "c1 CallConnected",
            "c1 ParticipantsUpdated 1 [alice,bob]",
            "c1 ParticipantsUpdated 3 [alice,bob]",
            "c1 CancelAddParticipantSucceeded 487/5234 addParticipants failed for participant"
                + " 8:acs:res_carol. Underlying reason: The Call Has Been Cancelled. DiagCode:"
                + " 487#5234.@");
    assertThat(eventsOf("c2"))
        .containsExactly(
            "c2 CallConnected",
            "c2 ParticipantsUpdated 1 [alice,bob]",
            "c2 ParticipantsUpdated 3 [alice,bob]");
  }

  @Test
  void trace11RemoveTheLastOther() {
    scene
        .create(Scene.ALICE, Scene.asked(Scene.BOB))
        .answer(Scene.BOB, "c2")
        .remove("c1", Scene.BOB);

    assertThat(eventsOf("c1"))
        .containsExactly(
            "c1 CallConnected",
            "c1 ParticipantsUpdated 1 [alice,bob]",
            "c1 RemoveParticipantSucceeded bob",
            "c1 CallDisconnected 200/5002 The conversation has ended. DiagCode: 0#5002.@");
    assertThat(eventsOf("c2").getLast()).startsWith("c2 CallDisconnected 200/5300 ");
    assertThat(scene.contexts())
        .containsExactly(
            "CallConnected: context of c2",
            "CallConnected: context of c1",
            "RemoveParticipantSucceeded: remove",
            "CallDisconnected: context of c2",
            "CallDisconnected: context of c1");
  }

  /// Muted after an invitation, which the recording does not show: the roster has version 4.
  @Test
  void trace12Mute() {
    scene
        .create(Scene.ALICE, Scene.asked(Scene.BOB))
        .answer(Scene.BOB, "c2")
        .add("c1", Scene.asked(Scene.CAROL))
        .mute("c1", Scene.BOB, true);

    assertThat(eventsOf("c1")).endsWith("c1 ParticipantsUpdated 4 [alice,bob(muted)]");
    assertThat(scene.snapshot().participants().getLast().isMuted()).isTrue();
  }

  @Test
  void trace13HoldAndUnhold() {
    scene
        .create(Scene.ALICE, Scene.asked(Scene.BOB))
        .answer(Scene.BOB, "c2")
        .hold("c1", Scene.BOB, true)
        .hold("c1", Scene.BOB, false)
        .terminate("c2");

    for (var connection : List.of("c1", "c2")) {
      assertThat(eventsOf(connection))
          .startsWith(
              connection + " CallConnected",
              connection + " ParticipantsUpdated 1 [alice,bob]",
              connection + " ParticipantsUpdated 3 [alice,bob(held)]",
              connection + " ParticipantsUpdated 5 [alice,bob]");
    }
  }

  /// The recording holds one event of a kind and has version 4 here: what came between the first
  /// roster and the hold is not in it.
  @Test
  void trace25Hold() {
    scene
        .create(Scene.ALICE, Scene.asked(Scene.BOB))
        .answer(Scene.BOB, "c2")
        .hold("c1", Scene.BOB, true);

    assertThat(eventsOf("c1")).endsWith("c1 ParticipantsUpdated 3 [alice,bob(held)]");
  }

  /// What goes along with an answer is nobody's business.
  @Test
  void trace34OperationContexts() {
    scene.create(Scene.ALICE, Scene.asked(Scene.BOB)).answer(Scene.BOB, "c2").terminate("c1");

    assertThat(scene.contexts())
        .containsExactly(
            "CallConnected: context of c2",
            "CallConnected: context of c1",
            "CallDisconnected: context of c1",
            "CallDisconnected: context of c2");
    assertThat(eventsOf("c1").getLast()).startsWith("c1 CallDisconnected 200/7000 ");
    assertThat(eventsOf("c2").getLast()).startsWith("c2 CallDisconnected 200/5001 ");
  }

  /// The two halves of a call from phone to phone through the carrier are calls of their own; this
  /// is the answering one.
  @Test
  void trace23AnswerForANumber() {
    scene
        .arrive(Scene.PHONE, "caller", Scene.asked(Scene.OWNED))
        .answer(Scene.OWNED, "c2")
        .answered("caller");

    assertThat(scene.eventsWithTexts())
        .containsExactly("c2 CallConnected", "c2 ParticipantsUpdated 1 [+14255550100,answerer]");
    assertThat(scene.connection("c2").targets()).containsExactly(Scene.NIL);
  }

  private List<String> eventsOf(String connection) {
    return scene.eventsWithTexts().stream().filter(line -> line.startsWith(connection)).toList();
  }
}
