package dev.cordboard.rooms;

import java.util.Optional;

/// Why a request about rooms was refused, in the words of the live service where those were
/// recorded.
record RoomFault(int status, String code, String message, Optional<Detail> detail) {
  private static final String BAD_REQUEST = "BadRequest";

  /// What exactly is wrong.
  ///
  /// @param target the member it is about, in the service's PascalCase
  record Detail(String message, String target) {}

  static RoomFault argument(String target, String message) {
    return new RoomFault(
        400,
        BAD_REQUEST,
        "The request could not be understood by the server due to malformed syntax.",
        Optional.of(new Detail(message, target)));
  }

  static RoomFault body(String message) {
    return new RoomFault(400, BAD_REQUEST, message, Optional.empty());
  }

  static RoomFault past() {
    return argument("ValidUntil", "The time range end is in the past.");
  }

  static RoomFault range(long days) {
    return argument("ValidUntil", "The time range is incorrect, or larger than " + days + " days.");
  }

  static RoomFault identifier() {
    return body("Invalid format for communication identifier.");
  }

  static RoomFault roomId() {
    return body("Invalid room ID.");
  }

  static RoomFault unknownRoom() {
    return new RoomFault(404, "NotFound", "The room was not found.", Optional.empty());
  }

  static RoomFault tooManyParticipants(int limit) {
    return argument("Participants", "A room has at most " + limit + " participants.");
  }

  static RoomFault tooManyRooms(int limit) {
    return new RoomFault(
        403, "LimitExceeded", "This server keeps at most " + limit + " rooms.", Optional.empty());
  }

  /// The same request id with another time or another body (RULINGS §7).
  static RoomFault otherRepetition() {
    return argument(
        "Repeatability-Request-ID",
        "The request id was used for another request before; use a new one.");
  }
}
