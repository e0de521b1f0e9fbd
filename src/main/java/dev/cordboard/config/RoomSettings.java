package dev.cordboard.config;

import java.time.Duration;

/// The Rooms API.
///
/// @param limit how many rooms there may be; rooms that are over go first when one more is made
/// @param participantsPerRoom how many a room may have
/// @param longestValidity how far a room's begin and end may be apart; also how long a room is open
///   whose request names no end
/// @param pageSize how many rooms or participants one answer lists
public record RoomSettings(
    int limit, int participantsPerRoom, Duration longestValidity, int pageSize) {
  public RoomSettings {
    Checks.that(limit > 0, "rooms.limit is 1 at least");
    Checks.that(participantsPerRoom > 0, "rooms.participants-per-room is 1 at least");
    Checks.that(longestValidity.isPositive(), "rooms.longest-validity is above 0");
    Checks.that(pageSize > 0, "rooms.page-size is 1 at least");
  }

  /// The service's limits.
  public static RoomSettings defaults() {
    return new RoomSettings(10_000, 350, Duration.ofDays(180), 100);
  }
}
