package dev.cordboard.simulator;

import dev.cordboard.config.SimulatorSettings.Phone;
import java.time.Instant;
import java.util.Optional;

/// Where a simulated phone is in a call.
sealed interface PhoneState {
  /// It is being called.
  ///
  /// @param answerAt when it will pick up; empty: never
  record Ringing(Phone phone, Optional<Instant> answerAt) implements PhoneState {}

  /// It has picked up, or dials itself, and waits until the call stands.
  record Waiting(Phone phone) implements PhoneState {}

  /// It is in a call.
  ///
  /// @param since when the call stood
  /// @param reacted whether it has done what it does once
  record Talking(Phone phone, Instant since, boolean reacted) implements PhoneState {}

  /// The call is over.
  record Over() implements PhoneState {}
}
