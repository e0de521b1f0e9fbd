package dev.cordboard.config;

/// What settings records ask of their values; the message is shown to whoever wrote the file.
final class Checks {
  private Checks() {}

  /// Refuses with this message unless the condition holds.
  static void that(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
