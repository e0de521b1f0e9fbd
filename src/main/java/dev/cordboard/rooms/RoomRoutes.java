package dev.cordboard.rooms;

import dev.cordboard.config.RoomSettings;
import dev.cordboard.http.DatedVersion;
import dev.cordboard.http.ErrorReply;
import dev.cordboard.http.Exchange;
import dev.cordboard.http.Reply;
import dev.cordboard.http.Route;
import dev.cordboard.http.Route.Access;
import dev.cordboard.rooms.Room.Repeat;
import dev.cordboard.rooms.RoomRequest.Reading;
import dev.cordboard.rooms.Rooms.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// The Rooms API as the official rooms SDKs call it, in the shape it has since 2023-03-31-preview;
/// older versions are served that shape too.
public final class RoomRoutes {
  private static final String ROOMS = "/rooms";
  private static final String ROOM = ROOMS + "/{roomId}";
  private static final String PARTICIPANTS = ROOM + "/participants";

  /// The query item by which a list goes on, as the service calls it: the last one listed, in
  /// base64url, because the Python SDK signs a query decoded that it sends encoded.
  private static final String AFTER = "nextLink";

  private static final Pattern ROOM_ID = Pattern.compile("\\d{1,20}");

  private final Rooms rooms;
  private final Supplier<String> endpoint;
  private final int pageSize;

  /// @param endpoint where clients reach the server, with a trailing slash; known once it is bound
  public RoomRoutes(Rooms rooms, RoomSettings settings, Supplier<String> endpoint) {
    this.rooms = rooms;
    this.endpoint = endpoint;
    this.pageSize = settings.pageSize();
  }

  /// The routes, for the server's table.
  public List<Route> routes() {
    return List.of(
        versioned("POST", ROOMS, this::create),
        versioned("GET", ROOMS, this::list),
        versioned("GET", ROOM, onRoom((request, id) -> found(request, rooms.find(id)))),
        versioned("PATCH", ROOM, onRoom(this::update)),
        versioned(
            "DELETE", ROOM, onRoom((_, id) -> rooms.delete(id) ? Reply.empty(204) : unknown())),
        versioned("GET", PARTICIPANTS, onRoom(this::participants)),
        versioned("PATCH", PARTICIPANTS, onRoom(this::updateParticipants)));
  }

  private record Request(Exchange exchange, DatedVersion version) {
    /// What was listed last; a list starts over after what is none of ours.
    String after() {
      try {
        var token = exchange.query().getOrDefault(AFTER, "");
        return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException _) {
        return "";
      }
    }

    Optional<String> header(String name) {
      return exchange.headers().first(name);
    }
  }

  private Reply create(Request request) {
    var id = request.header("repeatability-request-id");
    var firstSent = request.header("repeatability-first-sent");
    if (id.isPresent() != firstSent.isPresent()) {
      return RoomJson.fault(
          RoomFault.argument(
              id.isPresent() ? "Repeatability-First-Sent" : "Repeatability-Request-ID",
              "One repeatability header does not come without the other."));
    }
    var repeat =
        id.map(it -> new Repeat(it, firstSent.orElseThrow(), digest(request.exchange().body())));
    return read(
        request,
        body -> rooms.create(body, repeat),
        room ->
            RoomJson.reply(
                201,
                RoomJson.room(room, request.version()),
                repeat.isPresent()
                    ? Map.of("location", room.id(), "repeatability-result", "accepted")
                    : Map.of("location", room.id())));
  }

  private Reply list(Request request) {
    var some =
        rooms.after(request.after()).stream()
            .limit(pageSize + 1L)
            .map(room -> RoomJson.room(room, request.version()))
            .toList();
    return page(request, some, "id");
  }

  private Reply update(Request request, String id) {
    return read(
        request,
        body -> rooms.update(id, body),
        room -> RoomJson.reply(200, RoomJson.room(room, request.version()), Map.of()));
  }

  private Reply participants(Request request, String id) {
    return rooms
        .find(id)
        .map(
            room ->
                room.participants().tailMap(request.after() + "\0").entrySet().stream()
                    .limit(pageSize + 1L)
                    .map(each -> RoomJson.participant(each.getKey(), each.getValue()))
                    .toList())
        .map(some -> page(request, some, "rawId"))
        .orElseGet(RoomRoutes::unknown);
  }

  private Reply updateParticipants(Request request, String id) {
    return read(
        request,
        body -> rooms.updateParticipants(id, body),
        _ -> Reply.json(200, "{}".getBytes(StandardCharsets.US_ASCII)));
  }

  private static Reply found(Request request, Optional<Room> room) {
    return room.map(it -> RoomJson.reply(200, RoomJson.room(it, request.version()), Map.of()))
        .orElseGet(RoomRoutes::unknown);
  }

  private static Reply read(
      Request request, Function<RoomRequest, Outcome> action, Function<Room, Reply> answer) {
    return switch (RoomRequest.read(request.exchange().body(), request.version())) {
      case Reading.Bad(var fault) -> RoomJson.fault(fault);
      case Reading.Read(var body) ->
          switch (action.apply(body)) {
            case Outcome.Refused(var fault) -> RoomJson.fault(fault);
            case Outcome.Done(var room) -> answer.apply(room);
          };
    };
  }

  /// One more than a page means that there is another.
  private Reply page(Request request, List<ObjectNode> some, String key) {
    if (some.size() <= pageSize) {
      return RoomJson.reply(200, RoomJson.page(some, Optional.empty()), Map.of());
    }
    var page = some.subList(0, pageSize);
    var path = request.exchange().rawTarget().replaceFirst("\\?.*$", "");
    var last = page.getLast().path(key).asString().getBytes(StandardCharsets.UTF_8);
    var link =
        endpoint.get().replaceFirst("/$", "")
            + path
            + "?"
            + AFTER
            + "="
            + Base64.getUrlEncoder().withoutPadding().encodeToString(last)
            + "&api-version="
            + request.version().text();
    return RoomJson.reply(200, RoomJson.page(page, Optional.of(link)), Map.of());
  }

  private static Function<Request, Reply> onRoom(BiFunction<Request, String, Reply> action) {
    return request -> {
      var id = request.exchange().pathParameters().getOrDefault("roomId", "");
      return ROOM_ID.matcher(id).matches()
          ? action.apply(request, id)
          : RoomJson.fault(RoomFault.roomId());
    };
  }

  private static Route versioned(String method, String path, Function<Request, Reply> action) {
    return new Route(
        method,
        path,
        Access.KEY,
        exchange ->
            DatedVersion.of(exchange)
                .map(version -> action.apply(new Request(exchange, version)))
                .orElseGet(() -> ErrorReply.noResource(exchange)));
  }

  private static Reply unknown() {
    return RoomJson.fault(RoomFault.unknownRoom());
  }

  private static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
