package dev.cordboard.engine;

import dev.cordboard.identifier.CommunicationIdentifier;
import java.time.Instant;

/// What the engine needs to know about rooms. Called on the SIP loop: must answer from memory.
public interface RoomBook {
  /// Whether somebody may join a room now (RULINGS §8.2).
  Admission mayJoin(String roomId, CommunicationIdentifier who, Instant now);

  /// Whether phone numbers may be called from a room (`pstnDialOutEnabled`); false for no room.
  boolean dialsOut(String roomId);

  /// A server without rooms.
  static RoomBook none() {
    return new RoomBook() {
      @Override
      public Admission mayJoin(String roomId, CommunicationIdentifier who, Instant now) {
        return new Admission.NoRoom();
      }

      @Override
      public boolean dialsOut(String roomId) {
        return false;
      }
    };
  }

  /// Yes, or why not.
  sealed interface Admission {
    /// Come in.
    ///
    /// @param role in the service's words: `Presenter`, `Attendee`, `Consumer` or `Collaborator`
    record Admitted(String role) implements Admission {}

    /// There is no such room.
    record NoRoom() implements Admission {}

    /// Not among the room's participants: 403/5828.
    record NotInvited() implements Admission {}

    /// Too early or too late: 403/5829.
    record OutsideItsTime() implements Admission {}

    /// Rooms are for users of a communication resource: 403/5830.
    record NotAUser() implements Admission {}
  }
}
