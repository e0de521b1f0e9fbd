package dev.cordboard.config;

import java.time.Duration;

/// How phones register.
///
/// @param expires how long a registration lasts when the phone names no time
/// @param minExpires the shortest time that a phone may ask for; below it: 423
/// @param maxExpires the longest; above it we answer with this
/// @param maxContacts how many contacts one user may have at once
/// @param maxBindings how many contacts all users may have at once
public record RegistrarSettings(
    Duration expires, Duration minExpires, Duration maxExpires, int maxContacts, int maxBindings) {
  public RegistrarSettings {
    require(minExpires.toSeconds() >= 1, "sip.registrar.min-expires must be at least 1 s");
    require(
        expires.compareTo(minExpires) >= 0 && maxExpires.compareTo(expires) >= 0,
        "sip.registrar.expires must lie between min-expires and max-expires");
    require(maxContacts >= 1, "sip.registrar.max-contacts must be at least 1");
    require(maxBindings >= 1, "sip.registrar.max-bindings must be at least 1");
  }

  /// An hour (one minute to two hours), 16 contacts a user, 100,000 in all.
  public static RegistrarSettings defaults() {
    return new RegistrarSettings(
        Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofHours(2), 16, 100_000);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
