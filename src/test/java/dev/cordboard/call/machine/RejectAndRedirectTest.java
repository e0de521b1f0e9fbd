package dev.cordboard.call.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.RejectReason;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.Caller;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.LegId;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// BEHAVIOUR §1.3 and §1.4, RULINGS §2.1, §2.4 and §3.3.
class RejectAndRedirectTest {
  private final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource(RejectReason.class)
  void aCreatorIsToldTheSameForEveryReason(RejectReason reason) {
    scene.create(Scene.ALICE, Scene.asked(Scene.BOB, "desk")).reject(Scene.BOB, reason);

    assertThat(scene.reply()).isEqualTo(new CallReply.Accepted());
    assertThat(scene.lastActions()).containsExactly("cancel desk", "stop ring:bob", "finish");
    assertThat(scene.lastEvents())
        .containsExactly("c1 CreateCallFailed 200/5002", "c1 CallDisconnected 200/5002");
  }

  @ParameterizedTest
  @CsvSource({"NONE, 603", "BUSY, 486", "FORBIDDEN, 403"})
  void aCallingPhoneIsRefusedWithTheStatusOfTheReason(RejectReason reason, int status) {
    scene.arrive(Scene.PHONE, "caller", Scene.asked(Scene.OWNED)).reject(Scene.OWNED, reason);

    assertThat(scene.lastActions())
        .containsExactly("stop ring:+18005550100", "refuse caller " + status, "finish");
    assertThat(scene.lastEvents()).isEmpty();
  }

  @Test
  void aRedirectRaisesANewInvitationInPlaceOfTheOld() {
    scene
        .create(Scene.ALICE, Scene.asked(Scene.BOB, "desk"))
        .redirect(Scene.BOB, Scene.asked(Scene.CAROL, "cell"));

    assertThat(scene.reply()).isEqualTo(new CallReply.Accepted());
    assertThat(scene.lastActions())
        .containsExactly("cancel desk", "stop ring:bob", "invite cell", "set ring:carol +30s");
    assertThat(scene.lastGrid()).containsExactly("IncomingCall alice → carol");
    assertThat(scene.lastEvents()).isEmpty();
    assertThat(scene.answer(Scene.BOB, "c2").reply()).isEqualTo(new CallReply.InvitationOver());
  }

  @Test
  void aRedirectSendsAlongWhatCameOrWhatItSaysItself() {
    var own = new CustomContext(Map.of("User-To-User", "b"), Map.of());
    var came = new CustomContext(Map.of("User-To-User", "a"), Map.of());
    scene
        .play(
            new CallInput.Arrive(
                scene.now(),
                Scene.IDS,
                new LegId("caller"),
                new Caller(Scene.PHONE, Optional.empty(), ""),
                Scene.asked(Scene.BOB),
                came,
                true,
                Scene.snapshot("caller")))
        .redirect(Scene.BOB, Scene.asked(Scene.CAROL));
    assertThat(scene.lastIncomingCall().customContext()).contains(came);

    var to = Scene.rung(Scene.ALICE, "desk");
    scene.play(new CallInput.Redirect(scene.now(), "invite " + Scene.CAROL.rawId(), to, own));
    assertThat(scene.lastInvite().customContext()).isEqualTo(own);
  }

  @Test
  void theRedirectedOneAnswers() {
    scene
        .create(Scene.ALICE, Scene.asked(Scene.BOB))
        .redirect(Scene.BOB, Scene.rung(Scene.CAROL, "cell"))
        .answered("cell");

    assertThat(scene.lastEvents())
        .containsExactly("c1 CallConnected", "c1 ParticipantsUpdated 1 [alice,carol]");
    assertThat(scene.connection("c1").targets()).containsExactly(Scene.BOB);
  }

  @Test
  void aPhoneIsShownTheOriginalCallersNumber() {
    scene
        .arrive(Scene.PHONE, "caller", Scene.asked(Scene.OWNED))
        .redirect(Scene.OWNED, Scene.rung(Scene.OTHER_PHONE, "leg"));

    assertThat(scene.lastEffects())
        .filteredOn(CallEffect.Invite.class::isInstance)
        .singleElement()
        .satisfies(
            effect ->
                assertThat(((CallEffect.Invite) effect).caller().callerId()).contains(Scene.PHONE));
  }

  @Test
  void aCallFromAUserCannotGoToAPhone() {
    scene
        .create(Scene.ALICE, Scene.asked(Scene.BOB, "desk"))
        .redirect(Scene.BOB, Scene.rung(Scene.PHONE, "leg"));

    assertThat(scene.reply()).isInstanceOf(CallReply.InvalidArgument.class);
    assertThat(scene.lastEffects()).isEmpty();
    assertThat(scene.answer(Scene.BOB, "c2").reply()).isInstanceOf(CallReply.Connected.class);
  }

  @Test
  void aRedirectToNobodyFailsLikeTheirInvitation() {
    scene
        .arrive(Scene.PHONE, "caller", Scene.asked(Scene.OWNED))
        .redirect(Scene.OWNED, Scene.nowhere(new PhoneNumber("+19"), 403, 511532));

    assertThat(scene.reply()).isEqualTo(new CallReply.Accepted());
    assertThat(scene.lastActions()).contains("refuse caller 403", "finish");
  }

  @Test
  void anAddedParticipantWhoIsRedirectedCountsAsTheOneAskedFor() {
    scene
        .create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg"))
        .answered("leg")
        .add("c1", Scene.asked(Scene.BOB))
        .redirect(Scene.BOB, Scene.rung(Scene.CAROL, "cell"))
        .answered("cell");

    assertThat(scene.lastEvents())
        .containsExactly(
            "c1 AddParticipantSucceeded bob",
            "c1 ParticipantsUpdated 4 [alice,+14255550100,carol]");
  }
}
