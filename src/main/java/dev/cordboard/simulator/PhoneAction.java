package dev.cordboard.simulator;

/// What a simulated phone does.
sealed interface PhoneAction {
  /// Ring (180).
  record Ring() implements PhoneAction {}

  /// Answer (200).
  record Answer() implements PhoneAction {}

  /// Refuse the call.
  record Refuse(int sipStatus) implements PhoneAction {}

  /// Press keys, one after the other.
  record Press(String digits) implements PhoneAction {}

  /// Say a clip.
  record Say(Clip clip) implements PhoneAction {}

  /// Play back from now on what it hears.
  record Echo() implements PhoneAction {}

  /// Hang up.
  record HangUp() implements PhoneAction {}
}
