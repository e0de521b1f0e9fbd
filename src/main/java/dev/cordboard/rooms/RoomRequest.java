package dev.cordboard.rooms;

import dev.cordboard.http.DatedVersion;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a request about a room says. A member that is null says nothing, as the SDKs mean it.
///
/// @param participants whom to invite or change, and, with nothing, to remove
record RoomRequest(
    Optional<Instant> validFrom,
    Optional<Instant> validUntil,
    Optional<Boolean> dialsOut,
    Map<String, Optional<Role>> participants) {

  RoomRequest {
    participants = Map.copyOf(participants);
  }

  static Reading read(byte[] body, DatedVersion version) {
    return new RoomRequestReader(version).read(body);
  }

  boolean namesTimes() {
    return validFrom.isPresent() || validUntil.isPresent();
  }

  /// A request, or what is wrong with it.
  sealed interface Reading {
    record Read(RoomRequest request) implements Reading {}

    record Bad(RoomFault fault) implements Reading {}
  }
}
