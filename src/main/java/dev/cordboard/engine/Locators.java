package dev.cordboard.engine;

import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallResult;
import dev.cordboard.engine.CallRequest.Locator;
import dev.cordboard.engine.RoomBook.Admission;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.time.Instant;
import java.util.Optional;

/// Finds the running call that a request names.
final class Locators {
  private Locators() {}

  /// What no call could be named.
  static Optional<CallReply> fault(Locator locator) {
    return switch (locator) {
      case Locator.ServerCall(var id) ->
          ServerCallId.isWellFormed(id) ? Optional.empty() : fault("callLocator.serverCallId");
      case Locator.Group(var id) ->
          id.isBlank() ? fault("callLocator.groupCallId") : Optional.empty();
      case Locator.Room(var id) -> id.isBlank() ? fault("callLocator.roomId") : Optional.empty();
    };
  }

  private static Optional<CallReply> fault(String member) {
    return Optional.of(
        new CallReply.InvalidArgument(member, "The value names no call: " + member + "."));
  }

  static Optional<LiveCall> find(Registry registry, Locator locator) {
    return switch (locator) {
      case Locator.ServerCall(var id) -> registry.byServerCallId(id);
      case Locator.Group(var id) -> registry.gathering(new Gathering(Gathering.Kind.GROUP, id));
      case Locator.Room(var id) -> registry.gathering(new Gathering(Gathering.Kind.ROOM, id));
    };
  }

  /// Why a user may not come into the room that a request names (RULINGS §8.2); empty for whoever
  /// may, and where there is no such room, which has no call either.
  static Optional<CallResult> barred(
      RoomBook rooms, Locator locator, CommunicationIdentifier user, Instant now) {
    return locator instanceof Locator.Room(var id)
        ? switch (rooms.mayJoin(id, user, now)) {
          case Admission.Admitted _, Admission.NoRoom _ -> Optional.empty();
          case Admission.NotInvited _ ->
              Optional.of(CallResult.of(403, 5828, "The user is not a participant of the room."));
          case Admission.OutsideItsTime _ ->
              Optional.of(CallResult.of(403, 5829, "The room is not open now."));
          case Admission.NotAUser _ ->
              Optional.of(CallResult.of(403, 5830, "Rooms are for users only."));
        }
        : Optional.empty();
  }

  /// The service's name of a call that there is not: the one that the request used, where it did.
  static String serverCallId(Locator locator, String otherwise) {
    return locator instanceof Locator.ServerCall(var id) ? id : otherwise;
  }
}
