package dev.cordboard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.audio.Goertzel;
import dev.cordboard.audio.SilenceDetector;
import dev.cordboard.audio.ToneGenerator;
import dev.cordboard.base.IdSource;
import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.MediaSettings;
import dev.cordboard.config.SimulatorSettings;
import dev.cordboard.config.SipSettings;
import dev.cordboard.config.SipTransportSettings;
import dev.cordboard.config.TrunkSettings;
import dev.cordboard.media.MediaPlane;
import dev.cordboard.simulator.PhoneCallView.Progress;
import dev.cordboard.sip.SipUserAgent;
import dev.cordboard.sip.UserAgent;
import dev.cordboard.sip.digest.CredentialSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The simulated phones over real SIP and RTP on loopback; the other side is a plain user agent.
class SimulatorIT {
  private static final TimeSource TIME = TimeSource.system();
  private static final IdSource IDS = IdSource.random();
  private static UserAgent phones;
  private static Simulator simulator;
  private static TestCaller caller;

  @BeforeAll
  static void start() {
    phones = agent();
    phones.start();
    simulator = new Simulator(SimulatorSettings.defaults(), TIME, IDS, phones, media());
    caller = new TestCaller(agent(), media());
    simulator.start(caller.address());
  }

  @AfterAll
  static void stop() {
    simulator.close();
    phones.close();
    caller.close();
  }

  @Test
  void ringsThenAnswersAndStaysUntilTheOtherSideHangsUp() {
    var call = caller.call("+14255550100", simulator.address());

    call.awaitRinging();
    call.awaitAnswer();
    call.hangUp();

    var view = awaitEnd("+14255550100");
    assertThat(view.answeredAt()).isPresent();
    assertThat(view.sipStatus()).isEmpty();
  }

  @Test
  void playsBackWhatItHears() {
    var call = caller.call("+14255550101", simulator.address());
    call.awaitAnswer();
    call.hum(620);

    call.awaitSound(frame -> Goertzel.amplitude(frame, 620) > 4_000, 50);
    call.hangUp();

    var heard = awaitEnd("+14255550101").heard();
    assertThat(heard.tones()).first().matches(tone -> Math.abs(tone.hz() - 620) <= 4);
    assertThat(heard.sound()).isPositive();
  }

  @Test
  void refusesAsBusyDeclinedOrUnknown() {
    assertThat(caller.call("+14255550102", simulator.address()).awaitRefusal()).isEqualTo(486);
    assertThat(caller.call("+14255550103", simulator.address()).awaitRefusal()).isEqualTo(603);
    assertThat(caller.call("+14255550105", simulator.address()).awaitRefusal()).isEqualTo(404);
    assertThat(caller.call("+14255559999", simulator.address()).awaitRefusal()).isEqualTo(404);
    assertThat(awaitEnd("+14255550102").sipStatus()).contains(486);
  }

  @Test
  void ringsUntilTheCallerGivesUp() {
    var call = caller.call("+14255550104", simulator.address());
    call.awaitRinging();

    call.hangUp();

    assertThat(call.awaitRefusal()).isEqualTo(487);
    assertThat(awaitEnd("+14255550104").answeredAt()).isEmpty();
  }

  @Test
  void pressesItsDigitsOnceItsCallerFellSilent() {
    var call = caller.call("+14255550106", simulator.address());
    call.awaitAnswer();
    call.say(ToneGenerator.of(500, 8_000), 25);

    assertThat(call.awaitDigits(5)).isEqualTo("1234#");
    call.hangUp();
  }

  @Test
  void hangsUpAfterThreeSeconds() {
    var call = caller.call("+14255550107", simulator.address());
    var answered = call.awaitAnswer();

    var ended = call.awaitEnd();

    assertThat(ended.toMillis() - answered.toMillis()).isBetween(2_900L, 4_500L);
  }

  @Test
  void saysConfirmOnceItsCallerFellSilent() {
    var call = caller.call("+14255550108", simulator.address());
    call.awaitAnswer();
    call.say(ToneGenerator.of(500, 8_000), 25);

    call.awaitSound(frame -> SilenceDetector.level(frame) > 1_000);
    call.hangUp();
  }

  @Test
  void greetsAndBeepsAsAVoicemail() {
    var call = caller.call("+14255550109", simulator.address());
    call.awaitAnswer();

    call.awaitSound(frame -> Goertzel.amplitude(frame, 1_000) > 6_000);
    call.hangUp();
  }

  @Test
  void callsOutAndHumsAndPressesWhatItIsTold() {
    var placed = simulator.place("+14255550100", "+18005550100", 700);
    var call = caller.awaitIncoming();

    assertThat(call.from()).isEqualTo("+14255550100");
    call.answer();
    call.awaitSound(frame -> Goertzel.amplitude(frame, 700) > 4_000);
    var id = ((Simulator.Placed.Calling) placed).id();
    assertThat(simulator.tell(id, phone -> phone.press("42"))).isTrue();
    assertThat(call.awaitDigits(2)).isEqualTo("42");
    assertThat(simulator.tell(id, PhoneCall::hangUp)).isTrue();
    call.awaitEnd();
    assertThat(simulator.tell(id, PhoneCall::hangUp)).isFalse();
  }

  @Test
  void placesNoCallFromANumberThatIsNone() {
    assertThat(simulator.place("+1999", "+18005550100", 0))
        .isEqualTo(new Simulator.Placed.NoSuchPhone("+1999"));
  }

  private static PhoneCallView awaitEnd(String number) {
    return TestCaller.await(
        () ->
            simulator.calls().views().stream()
                .filter(view -> view.facts().number().equals(number))
                .findFirst()
                .filter(view -> view.progress() == Progress.ENDED));
  }

  private static UserAgent agent() {
    var trunk =
        new TrunkSettings(
            "peer",
            List.of("127.0.0.1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var settings =
        SipSettings.defaults()
            .withTransport(SipTransportSettings.defaults().bound("127.0.0.1", 0))
            .withTrunks(List.of(trunk));
    return SipUserAgent.open(
        settings,
        new SipUserAgent.Parts(TIME, IDS, Metrics.none(), CredentialSource.none(), Map.of()));
  }

  private static MediaPlane media() {
    var settings =
        new MediaSettings("127.0.0.1", new MediaSettings.PortRange(0, 0), 0, 1, 1, false, 0, 5, 0);
    return MediaPlane.start(settings, TIME, IDS, Metrics.none());
  }
}
