package dev.cordboard.rooms;

import dev.cordboard.http.DatedVersion;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import dev.cordboard.rooms.RoomRequest.Reading;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads one request body; the first fault it meets is the one that is told.
final class RoomRequestReader {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST_RAW_ID = 256;
  private static final String PARTICIPANTS = "Participants";

  private final DatedVersion version;
  private final List<RoomFault> faults = new ArrayList<>();

  RoomRequestReader(DatedVersion version) {
    this.version = version;
  }

  /// No body at all is one without members.
  Reading read(byte[] body) {
    JsonNode root;
    try {
      root = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
    } catch (JacksonException _) {
      return new Reading.Bad(RoomFault.body("The request body is not valid JSON."));
    }
    if (!root.isObject()) {
      return new Reading.Bad(RoomFault.body("The request body is not a JSON object."));
    }
    var request =
        new RoomRequest(
            time(root.path("validFrom"), "ValidFrom"),
            time(root.path("validUntil"), "ValidUntil"),
            truth(root.path("pstnDialOutEnabled")),
            participants(root.path("participants")));
    return faults.isEmpty() ? new Reading.Read(request) : new Reading.Bad(faults.getFirst());
  }

  private Optional<Instant> time(JsonNode node, String target) {
    if (isNothing(node)) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(node.asString("")).toInstant());
    } catch (DateTimeException _) {
      return fault(RoomFault.argument(target, "Not a date and time with its offset."));
    }
  }

  private Optional<Boolean> truth(JsonNode node) {
    if (isNothing(node)) {
      return Optional.empty();
    }
    return node.isBoolean()
        ? Optional.of(node.booleanValue())
        : fault(RoomFault.argument("PstnDialOutEnabled", "Neither true nor false."));
  }

  private Map<String, Optional<Role>> participants(JsonNode node) {
    var participants = new LinkedHashMap<String, Optional<Role>>();
    if (isNothing(node)) {
      return participants;
    }
    if (!node.isObject()) {
      faults.add(RoomFault.argument(PARTICIPANTS, "Not an object of raw ids."));
    }
    for (var each : node.properties()) {
      if (!isUser(each.getKey())) {
        faults.add(RoomFault.identifier());
      }
      participants.put(
          each.getKey(), each.getValue().isNull() ? Optional.empty() : role(each.getValue()));
    }
    return participants;
  }

  /// Nothing said makes an attendee, of a participant that is already there too (recorded).
  private Optional<Role> role(JsonNode participant) {
    if (!participant.isObject()) {
      return fault(RoomFault.argument(PARTICIPANTS, "A participant is an object or null."));
    }
    var role = participant.path("role");
    if (isNothing(role)) {
      return Optional.of(Role.ATTENDEE);
    }
    return Role.of(role.asString(""))
        .filter(known -> version.isFrom(known.since()))
        .or(() -> fault(RoomFault.argument("Role", "There is no such role.")));
  }

  private <T> Optional<T> fault(RoomFault fault) {
    faults.add(fault);
    return Optional.empty();
  }

  private static boolean isUser(String rawId) {
    return rawId.length() <= LONGEST_RAW_ID
        && rawId.matches("8:[a-z-]+:[!-~]+")
        && CommunicationIdentifier.fromRawId(rawId) instanceof CommunicationUser;
  }

  private static boolean isNothing(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
