package dev.cordboard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.SimulatorSettings.Phone;
import dev.cordboard.simulator.PhoneInput.Hearing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhoneScriptTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Hearing SPEECH = new Hearing(true, Duration.ZERO);
  private static final Hearing SHORT_PAUSE = new Hearing(true, Duration.ofMillis(980));
  private static final Hearing PAUSE = new Hearing(true, Duration.ofSeconds(1));

  @Test
  void ringsForASecondThenAnswersAndStays() {
    var phone = new Play(Phone.ANSWERS).called();
    phone.tick(999, Hearing.NOTHING);
    assertThat(phone.actions).containsExactly(new PhoneAction.Ring());

    phone.tick(1_000, Hearing.NOTHING).answered(1_010).tick(3_600_000, PAUSE);

    assertThat(phone.actions).containsExactly(new PhoneAction.Ring(), new PhoneAction.Answer());
    assertThat(phone.state).isInstanceOf(PhoneState.Talking.class);
  }

  @Test
  void answersAtOnceAndEchoes() {
    var phone = new Play(Phone.ECHOES).called().answered(10);

    assertThat(phone.actions).containsExactly(new PhoneAction.Answer(), new PhoneAction.Echo());
  }

  @Test
  void refusesAsBusyDeclinedOrUnknown() {
    assertThat(new Play(Phone.BUSY).called().actions).containsExactly(new PhoneAction.Refuse(486));
    assertThat(new Play(Phone.DECLINES).called().actions)
        .containsExactly(new PhoneAction.Refuse(603));
    assertThat(new Play(Phone.UNKNOWN).called().actions)
        .containsExactly(new PhoneAction.Refuse(404));
  }

  @Test
  void ringsForEverUntilTheCallerGivesUp() {
    var phone = new Play(Phone.RINGS).called().tick(86_400_000, Hearing.NOTHING);
    assertThat(phone.actions).containsExactly(new PhoneAction.Ring());

    phone.gone(86_400_001);

    assertThat(phone.state).isEqualTo(new PhoneState.Over());
  }

  @Test
  void pressesDigitsOnceAfterASecondOfSilenceAfterSound() {
    var phone = new Play(Phone.PRESSES).called().answered(0);
    phone.tick(5_000, Hearing.NOTHING).tick(6_000, SPEECH).tick(7_000, SHORT_PAUSE);
    assertThat(phone.actions).containsExactly(new PhoneAction.Answer());

    phone.tick(7_020, PAUSE).tick(9_000, SPEECH).tick(11_000, PAUSE);

    assertThat(phone.actions)
        .containsExactly(new PhoneAction.Answer(), new PhoneAction.Press("1234#"));
  }

  @Test
  void hangsUpThreeSecondsAfterTheCallStood() {
    var phone = new Play(Phone.HANGS_UP).called().answered(500).tick(3_499, SPEECH);
    assertThat(phone.actions).containsExactly(new PhoneAction.Answer());

    phone.tick(3_500, SPEECH).tick(3_520, SPEECH);

    assertThat(phone.actions).containsExactly(new PhoneAction.Answer(), new PhoneAction.HangUp());
    assertThat(phone.state).isEqualTo(new PhoneState.Over());
  }

  @Test
  void saysConfirmAfterASecondOfSilenceAfterSound() {
    var phone =
        new Play(Phone.CONFIRMS).called().answered(0).tick(1_000, SPEECH).tick(2_000, PAUSE);

    assertThat(phone.actions)
        .containsExactly(new PhoneAction.Answer(), new PhoneAction.Say(Clip.CONFIRM));
  }

  @Test
  void greetsAndBeepsAsAVoicemail() {
    var phone = new Play(Phone.VOICEMAIL).called().answered(0).tick(9_000, PAUSE);

    assertThat(phone.actions)
        .containsExactly(
            new PhoneAction.Answer(),
            new PhoneAction.Say(Clip.GREETING),
            new PhoneAction.Say(Clip.BEEP));
  }

  @Test
  void doesTheSameWhenItPlacedTheCall() {
    var phone = new Play(Phone.HANGS_UP).dialled().tick(9_000, SPEECH);
    assertThat(phone.actions).isEmpty();

    phone.answered(10_000).tick(13_000, SPEECH);

    assertThat(phone.actions).containsExactly(new PhoneAction.HangUp());
  }

  @Test
  void doesNothingMoreOnceTheCallIsOver() {
    for (var each : Phone.values()) {
      var phone = new Play(each).called().gone(10);
      var before = List.copyOf(phone.actions);

      phone.answered(20).tick(9_000, PAUSE).gone(9_001);

      assertThat(phone.actions).as(each.name()).isEqualTo(before);
      assertThat(phone.state).as(each.name()).isEqualTo(new PhoneState.Over());
    }
  }

  /// Plays a script and collects what it does; times are milliseconds after T0.
  private static final class Play {
    private final Phone phone;
    private final List<PhoneAction> actions = new ArrayList<>();
    private PhoneState state = new PhoneState.Over();

    private Play(Phone phone) {
      this.phone = phone;
    }

    private Play called() {
      return take(PhoneScript.called(phone, T0));
    }

    private Play dialled() {
      return take(PhoneScript.dialled(phone));
    }

    private Play answered(long millis) {
      return take(PhoneScript.step(state, new PhoneInput.Answered(T0.plusMillis(millis))));
    }

    private Play tick(long millis, Hearing hearing) {
      return take(PhoneScript.step(state, new PhoneInput.Ticked(T0.plusMillis(millis), hearing)));
    }

    private Play gone(long millis) {
      return take(PhoneScript.step(state, new PhoneInput.Gone(T0.plusMillis(millis))));
    }

    private Play take(PhoneScript.Step step) {
      state = step.state();
      actions.addAll(step.actions());
      return this;
    }
  }
}
