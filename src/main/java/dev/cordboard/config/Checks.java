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

  /// A port to listen on, 0 for any.
  static void port(String key, int port) {
    that(port >= 0 && port <= 65_535, key + " is a port from 0 to 65535, not " + port);
  }
}
