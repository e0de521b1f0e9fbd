package dev.cordboard.simulator;

import dev.cordboard.config.SimulatorSettings.Phone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What simulated phones do, as a pure state machine: no sockets, no clock, no threads.
final class PhoneScript {
  private static final Duration RING = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration SHORT_CALL = Duration.ofSeconds(3);
  private static final String DIGITS = "1234#";
  private static final int BUSY = 486;
  private static final int DECLINE = 603;
  private static final int NOT_FOUND = 404;

  private PhoneScript() {}

  /// A state and what is done on the way into it.
  record Step(PhoneState state, List<PhoneAction> actions) {
    Step {
      actions = List.copyOf(actions);
    }

    private static Step of(PhoneState state, PhoneAction... actions) {
      return new Step(state, List.of(actions));
    }
  }

  /// A call comes in.
  static Step called(Phone phone, Instant at) {
    return switch (phone) {
      case BUSY -> refuse(BUSY);
      case DECLINES -> refuse(DECLINE);
      case UNKNOWN -> refuse(NOT_FOUND);
      case RINGS ->
          Step.of(new PhoneState.Ringing(phone, Optional.empty()), new PhoneAction.Ring());
      case ANSWERS ->
          Step.of(
              new PhoneState.Ringing(phone, Optional.of(at.plus(RING))), new PhoneAction.Ring());
      case ECHOES, PRESSES, HANGS_UP, CONFIRMS, VOICEMAIL ->
          Step.of(new PhoneState.Waiting(phone), new PhoneAction.Answer());
    };
  }

  /// The phone calls somebody; once answered it does what it does when it is called.
  static Step dialled(Phone phone) {
    return Step.of(new PhoneState.Waiting(phone));
  }

  /// What comes next.
  static Step step(PhoneState state, PhoneInput input) {
    return switch (state) {
      case PhoneState.Ringing ringing -> whileRinging(ringing, input);
      case PhoneState.Waiting waiting -> whileWaiting(waiting, input);
      case PhoneState.Talking talking -> whileTalking(talking, input);
      // Whatever crossed with the end of the call.
      case PhoneState.Over _ -> Step.of(state);
    };
  }

  private static Step whileRinging(PhoneState.Ringing ringing, PhoneInput input) {
    return switch (input) {
      case PhoneInput.Ticked(var at, var _) ->
          ringing.answerAt().filter(due -> !at.isBefore(due)).isPresent()
              ? Step.of(new PhoneState.Waiting(ringing.phone()), new PhoneAction.Answer())
              : Step.of(ringing);
      case PhoneInput.Gone _ -> Step.of(new PhoneState.Over());
      // It has not picked up: nothing can stand yet.
      case PhoneInput.Answered _ -> Step.of(ringing);
    };
  }

  private static Step whileWaiting(PhoneState.Waiting waiting, PhoneInput input) {
    return switch (input) {
      case PhoneInput.Answered(var at) -> pickUp(waiting.phone(), at);
      case PhoneInput.Ticked _ -> Step.of(waiting);
      case PhoneInput.Gone _ -> Step.of(new PhoneState.Over());
    };
  }

  private static Step pickUp(Phone phone, Instant at) {
    return switch (phone) {
      case ECHOES -> Step.of(new PhoneState.Talking(phone, at, true), new PhoneAction.Echo());
      case VOICEMAIL ->
          Step.of(
              new PhoneState.Talking(phone, at, true),
              new PhoneAction.Say(Clip.GREETING),
              new PhoneAction.Say(Clip.BEEP));
      case ANSWERS, BUSY, DECLINES, RINGS, UNKNOWN ->
          Step.of(new PhoneState.Talking(phone, at, true));
      case PRESSES, HANGS_UP, CONFIRMS -> Step.of(new PhoneState.Talking(phone, at, false));
    };
  }

  private static Step whileTalking(PhoneState.Talking talking, PhoneInput input) {
    return switch (input) {
      case PhoneInput.Ticked(var at, var hearing) ->
          !talking.reacted() && isDue(talking, at, hearing) ? react(talking) : Step.of(talking);
      case PhoneInput.Gone _ -> Step.of(new PhoneState.Over());
      // A second ACK or a re-INVITE: the call stood already.
      case PhoneInput.Answered _ -> Step.of(talking);
    };
  }

  private static boolean isDue(PhoneState.Talking talking, Instant at, PhoneInput.Hearing hearing) {
    return talking.phone() == Phone.HANGS_UP
        ? !at.isBefore(talking.since().plus(SHORT_CALL))
        : hearing.sound() && hearing.silence().compareTo(PAUSE) >= 0;
  }

  private static Step react(PhoneState.Talking talking) {
    var reacted = new PhoneState.Talking(talking.phone(), talking.since(), true);
    return switch (talking.phone()) {
      case HANGS_UP -> Step.of(new PhoneState.Over(), new PhoneAction.HangUp());
      case PRESSES -> Step.of(reacted, new PhoneAction.Press(DIGITS));
      case CONFIRMS -> Step.of(reacted, new PhoneAction.Say(Clip.CONFIRM));
      case ANSWERS, ECHOES, BUSY, DECLINES, RINGS, UNKNOWN, VOICEMAIL -> Step.of(reacted);
    };
  }

  private static Step refuse(int sipStatus) {
    return Step.of(new PhoneState.Over(), new PhoneAction.Refuse(sipStatus));
  }
}
