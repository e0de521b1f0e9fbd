package dev.cordboard.rooms;

import dev.cordboard.http.DatedVersion;
import dev.cordboard.http.Reply;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Answers about rooms, as they were recorded of the live service.
final class RoomJson {
  private static final JsonMapper JSON = new JsonMapper();

  /// `pstnDialOutEnabled` is in answers from this version on.
  private static final String DIAL_OUT_SINCE = "2023-10-30";

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 7, true)
          .appendOffset("+HH:MM", "+00:00")
          .toFormatter()
          .withZone(ZoneOffset.UTC);

  private RoomJson() {}

  static ObjectNode room(Room room, DatedVersion version) {
    var node =
        JSON.createObjectNode()
            .put("id", room.id())
            .put("createdAt", text(room.createdAt()))
            .put("validFrom", text(room.validFrom()))
            .put("validUntil", text(room.validUntil()));
    return version.isFrom(DIAL_OUT_SINCE) ? node.put("pstnDialOutEnabled", room.dialsOut()) : node;
  }

  static ObjectNode participant(String rawId, Role role) {
    return JSON.createObjectNode().put("rawId", rawId).put("role", role.text());
  }

  static ObjectNode page(List<ObjectNode> items, Optional<String> nextLink) {
    var node = JSON.createObjectNode();
    node.putArray("value").addAll(items);
    nextLink.ifPresent(link -> node.put("nextLink", link));
    return node;
  }

  static Reply fault(RoomFault fault) {
    var body = JSON.createObjectNode();
    var error = body.putObject("error").put("code", fault.code()).put("message", fault.message());
    fault
        .detail()
        .ifPresent(
            detail ->
                error
                    .putArray("details")
                    .addObject()
                    .put("code", "BadArgument")
                    .put("message", detail.message())
                    .put("target", detail.target()));
    return reply(fault.status(), body, Map.of("x-ms-error-code", fault.code()));
  }

  static Reply reply(int status, ObjectNode body, Map<String, String> headers) {
    var plain = Reply.json(status, JSON.writeValueAsBytes(body));
    var all = new HashMap<>(plain.headers());
    all.putAll(headers);
    return new Reply(plain.status(), all, plain.body(), plain.afterFlush());
  }

  private static String text(Instant time) {
    return TIME.format(time);
  }
}
