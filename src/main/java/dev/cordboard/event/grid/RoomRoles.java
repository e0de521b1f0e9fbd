package dev.cordboard.event.grid;

import java.util.Optional;

/// Knows what participants of rooms may do there; declared here because rooms are made above.
@FunctionalInterface
public interface RoomRoles {
  /// The role of a raw id in a room, in the service's words; empty for whoever has none there.
  Optional<String> role(String roomId, String rawId);
}
