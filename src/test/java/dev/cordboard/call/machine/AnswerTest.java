package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.LegEnd;
import dev.cordboard.call.CallInput.RejectReason;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot.State;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// BEHAVIOUR §1.2, RULINGS §2.1 and §2.2, trace rules 22 and 23.
class AnswerTest {
  private final Scene scene = new Scene();

  @Test
  void anApplicationAnswersForAUserAndBothConnectionsHear() {
    scene.create(Scene.ALICE, Scene.asked(Scene.BOB, "desk")).answer(Scene.BOB, "c2");

    assertThat(scene.lastActions())
        .containsExactly("cancel desk (answered elsewhere)", "stop ring:bob");
    assertThat(scene.lastEvents())
        .containsExactly(
            "c2 CallConnected",
            "c1 CallConnected",
            "c1 ParticipantsUpdated 1 [alice,bob]",
            "c2 ParticipantsUpdated 1 [alice,bob]");
  }

  @Test
  void theReplyIsConnectingThoughTheCallStandsAlready() {
    scene.create(Scene.ALICE, Scene.asked(Scene.BOB)).answer(Scene.BOB, "c2");

    assertThat(scene.reply())
        .isInstanceOfSatisfying(
            CallReply.Connected.class,
            reply -> {
              var view = reply.connection();
              assertThat(view.state()).isEqualTo(State.CONNECTING);
              assertThat(view.created()).isFalse();
              assertThat(view.source()).isEqualTo(Scene.ALICE);
              assertThat(view.targets()).containsExactly(Scene.BOB);
              assertThat(view.sourceDisplayName()).isEmpty();
              assertThat(view.answeredFor()).isEmpty();
            });
    assertThat(scene.connection("c2").state()).isEqualTo(State.CONNECTED);
  }

  @Test
  void aPhoneIsConnectedWhenItAcknowledgesTheAnswer() {
    scene.arrive(Scene.PHONE, "caller", Scene.asked(Scene.OWNED)).answer(Scene.OWNED, "c1");
    assertThat(scene.lastActions())
        .containsExactly("stop ring:+18005550100", "answer caller", "bridge caller");
    assertThat(scene.lastEvents()).isEmpty();

    scene.answered("caller");
    assertThat(scene.lastEvents())
        .containsExactly("c1 CallConnected", "c1 ParticipantsUpdated 1 [+14255550100,answerer]");
  }

  @Test
  void answeringForANumberShowsTheNilIdentityAndTheCallersNumber() {
    scene.arrive(Scene.PHONE, "caller", Scene.asked(Scene.OWNED)).answer(Scene.OWNED, "c1");

    var view = scene.connection("c1");
    assertThat(view.source()).isEqualTo(Scene.PHONE);
    assertThat(view.targets()).containsExactly(Scene.NIL);
    assertThat(view.sourceDisplayName()).contains("+14255550100");
    assertThat(view.answeredFor()).contains(Scene.OWNED);
  }

  @Test
  void whoeverAnswersForANumberIsOnTheRosterAsAnsweredBy() {
    scene
        .arrive(Scene.PHONE, "caller", Scene.asked(Scene.OWNED))
        .play(
            new CallInput.Answer(
                scene.now(),
                "invite " + Scene.OWNED.rawId(),
                Scene.terms("c1"),
                Optional.of(Scene.BOB),
                new CallInput.PhoneAnswerer(Scene.NIL, Scene.user("answerer"))))
        .answered("caller");

    assertThat(scene.lastEvents()).contains("c1 ParticipantsUpdated 1 [+14255550100,bob]");
    assertThat(scene.connection("c1").answeredBy()).contains(Scene.BOB);
  }

  @Test
  void failsWhenTheCallerIsLostBetweenOurAnswerAndTheConnection() {
    scene
        .arrive(Scene.PHONE, "caller", Scene.asked(Scene.OWNED))
        .answer(Scene.OWNED, "c1")
        .ended("caller");

    assertThat(scene.lastEvents())
        .containsExactly("c1 AnswerFailed 487/540487", "c1 CallDisconnected 487/540487");
    assertThat(scene.lastActions()).containsExactly("finish");
  }

  @Test
  void failsWhenTheCallerNeverAcknowledges() {
    scene
        .arrive(Scene.PHONE, "caller", Scene.asked(Scene.OWNED))
        .answer(Scene.OWNED, "c1")
        .ended("caller", LegEnd.FAILED);

    assertThat(scene.lastEvents())
        .containsExactly("c1 AnswerFailed 408/560408", "c1 CallDisconnected 408/560408");
  }

  @Test
  void hangingUpBeforeTheCallerAcknowledgedHangsUpTheCaller() {
    scene
        .arrive(Scene.PHONE, "caller", Scene.asked(Scene.OWNED))
        .answer(Scene.OWNED, "c1")
        .hangUp("c1");

    assertThat(scene.lastActions()).containsExactly("hang up caller", "finish");
    assertThat(scene.lastEvents())
        .containsExactly("c1 AnswerFailed 200/7000", "c1 CallDisconnected 200/7000");
  }

  @Test
  void operationsWaitUntilTheCallIsConnected() {
    scene.arrive(Scene.PHONE, "caller", Scene.asked(Scene.OWNED)).answer(Scene.OWNED, "c1");

    assertThat(scene.add("c1", Scene.rung(Scene.BOB, "desk")).reply())
        .isEqualTo(new CallReply.NotEstablished());
    assertThat(scene.lastEffects()).isEmpty();
  }

  @Test
  void anInvitationIsOverOnceAnswered() {
    scene.create(Scene.ALICE, Scene.asked(Scene.BOB)).answer(Scene.BOB, "c2");

    assertThat(scene.answer(Scene.BOB, "c3").reply()).isEqualTo(new CallReply.InvitationOver());
    assertThat(scene.reject(Scene.BOB, RejectReason.NONE).reply())
        .isEqualTo(new CallReply.InvitationOver());
    assertThat(scene.lastEffects()).isEmpty();
  }

  @Test
  void anInvitationIsOverOnceADeviceAnswered() {
    scene.create(Scene.ALICE, Scene.asked(Scene.BOB, "desk")).answered("desk");

    assertThat(scene.answer(Scene.BOB, "c2").reply()).isEqualTo(new CallReply.InvitationOver());
  }

  @Test
  void anInvitationThatOnlyDevicesGotIsNoApplications() {
    scene.create(Scene.ALICE, Scene.rung(Scene.BOB, "desk"));

    assertThat(scene.answer(Scene.BOB, "c2").reply()).isEqualTo(new CallReply.InvitationOver());
  }

  @Test
  void aCallThatEndedIsUnknown() {
    scene.create(Scene.ALICE, Scene.asked(Scene.BOB)).hangUp("c1");

    assertThat(scene.answer(Scene.BOB, "c2").reply()).isEqualTo(new CallReply.UnknownCall());
    assertThat(scene.lastEffects()).isEmpty();
  }
}
