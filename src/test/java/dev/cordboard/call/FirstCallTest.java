package dev.cordboard.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstCallTest {
  @Test
  void anApplicationCallsAPhoneThatAnswersAndHangsUp() {
    var scene = new Scene().create(Scene.ALICE, Scene.rung(Scene.PHONE, "leg1"));
    assertThat(scene.lastActions()).hasSize(2);

    scene.answered("leg1");
    assertThat(scene.lastEvents())
        .containsExactly("c1 CallConnected", "c1 ParticipantsUpdated 1 [alice,+14255550100]");

    scene.ended("leg1");
    assertThat(scene.lastEvents()).containsExactly("c1 CallDisconnected 200/560000");
    assertThat(scene.lastActions()).containsExactly(new CallEffect.Finish());
  }

  @Test
  void anApplicationAnswersACallFromAPhone() {
    var scene = new Scene().arrive(Scene.PHONE, "caller", Scene.asked(Scene.OWNED));
    assertThat(scene.lastGrid()).containsExactly("IncomingCall +14255550100 → +18005550100");
    assertThat(scene.lastActions()).contains(new CallEffect.Ring(new LegId("caller")));

    scene.answer(Scene.OWNED, "c1");
    assertThat(scene.lastActions()).contains(new CallEffect.AnswerLeg(new LegId("caller")));
    assertThat(scene.lastEvents()).isEmpty();

    scene.answered("caller");
    assertThat(scene.lastEvents())
        .containsExactly("c1 CallConnected", "c1 ParticipantsUpdated 1 [+14255550100,answerer]");
    assertThat(Call.replay(scene.journal())).isEqualTo(scene.state());
  }
}
