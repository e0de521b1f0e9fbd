package dev.cordboard.simulator;

import java.time.Duration;
import java.time.Instant;

/// Everything that can happen to a simulated phone in a call.
sealed interface PhoneInput {
  /// When it happened.
  Instant at();

  /// The call stands: what this phone does from now on, others hear.
  record Answered(Instant at) implements PhoneInput {}

  /// Time has passed; this is what it has heard so far.
  record Ticked(Instant at, Hearing hearing) implements PhoneInput {}

  /// The other side hung up, gave up or was lost.
  record Gone(Instant at) implements PhoneInput {}

  /// What a phone has heard.
  ///
  /// @param sound whether there was any sound yet
  /// @param silence how long it has been silent
  record Hearing(boolean sound, Duration silence) {
    /// Nothing at all.
    static final Hearing NOTHING = new Hearing(false, Duration.ZERO);
  }
}
