package dev.cordboard.rooms;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A room as it is kept.
///
/// @param participants who is invited, by raw id
/// @param madeBy the request that made it, where it can be repeated
record Room(
    String id,
    Instant createdAt,
    Instant validFrom,
    Instant validUntil,
    boolean dialsOut,
    SortedMap<String, Role> participants,
    Optional<Repeat> madeBy) {
  private static final JsonMapper JSON = new JsonMapper();

  Room {
    participants = Collections.unmodifiableSortedMap(new TreeMap<>(participants));
  }

  boolean isOpenAt(Instant now) {
    return !now.isBefore(validFrom) && now.isBefore(validUntil);
  }

  Room withTerms(Instant from, Instant until, boolean calls) {
    return new Room(id, createdAt, from, until, calls, participants, madeBy);
  }

  Room withParticipants(Map<String, Role> invited) {
    return new Room(id, createdAt, validFrom, validUntil, dialsOut, new TreeMap<>(invited), madeBy);
  }

  byte[] bytes() {
    var row = JSON.createObjectNode();
    row.put("createdAt", createdAt.toString())
        .put("validFrom", validFrom.toString())
        .put("validUntil", validUntil.toString())
        .put("dialsOut", dialsOut);
    var invited = row.putObject("participants");
    participants.forEach((rawId, role) -> invited.put(rawId, role.text()));
    madeBy.ifPresent(
        repeat ->
            row.putObject("madeBy")
                .put("requestId", repeat.requestId())
                .put("firstSent", repeat.firstSent())
                .put("digest", repeat.digest()));
    return JSON.writeValueAsBytes(row);
  }

  /// The room in a row of the store; empty for a row that nobody of ours wrote.
  static Optional<Room> read(String id, byte[] bytes) {
    try {
      var row = JSON.readTree(bytes);
      var invited = new TreeMap<String, Role>();
      for (var each : row.path("participants").properties()) {
        invited.put(each.getKey(), Role.of(each.getValue().asString()).orElse(Role.ATTENDEE));
      }
      return Optional.of(
          new Room(
              id,
              Instant.parse(row.path("createdAt").asString()),
              Instant.parse(row.path("validFrom").asString()),
              Instant.parse(row.path("validUntil").asString()),
              row.path("dialsOut").asBoolean(),
              invited,
              repeat(row.path("madeBy"))));
    } catch (JacksonException | DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Repeat> repeat(JsonNode node) {
    return node.isObject()
        ? Optional.of(
            new Repeat(
                node.path("requestId").asString(),
                node.path("firstSent").asString(),
                node.path("digest").asString()))
        : Optional.empty();
  }

  /// What makes a request the same as one before (RULINGS §7).
  ///
  /// @param digest of the body
  record Repeat(String requestId, String firstSent, String digest) {}
}
