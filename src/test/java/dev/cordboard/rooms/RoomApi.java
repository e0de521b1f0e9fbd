package dev.cordboard.rooms;

import dev.cordboard.base.Metrics;
import dev.cordboard.config.RoomSettings;
import dev.cordboard.config.StoreSettings;
import dev.cordboard.http.Exchange;
import dev.cordboard.http.Exchange.Principal;
import dev.cordboard.http.Reply;
import dev.cordboard.http.Route;
import dev.cordboard.store.Store;
import dev.cordboard.testkit.CountingIds;
import dev.cordboard.testkit.ManualTime;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The routes of the Rooms API without a server around them.
final class RoomApi implements AutoCloseable {
  static final String VERSION = "2025-03-13";
  static final RoomSettings SETTINGS = RoomSettings.defaults();
  private static final JsonMapper JSON = new JsonMapper();

  final ManualTime time = new ManualTime();
  final CountingIds ids = new CountingIds();
  final Store store = Store.inMemory(StoreSettings.defaults(), time, Metrics.none());
  private final RoomSettings settings;
  Rooms rooms;
  private RoomRoutes routes;

  RoomApi(RoomSettings settings) {
    this.settings = settings;
    restart();
  }

  /// Forgets what is in memory.
  void restart() {
    rooms = new Rooms(settings, store, time, ids);
    routes = new RoomRoutes(rooms, settings, () -> "https://cordboard.test:8443/");
  }

  Answer send(String method, String target, String body) {
    return send(method, target, body, Map.of("api-version", VERSION), Map.of());
  }

  Answer send(
      String method,
      String target,
      String body,
      Map<String, String> query,
      Map<String, String> headers) {
    var segments = target.substring(1).split("/", -1);
    var template = "/rooms" + (segments.length > 1 ? "/{roomId}" : "");
    var path = new HashMap<String, String>();
    if (segments.length > 1) {
      path.put("roomId", segments[1]);
    }
    var whole = segments.length > 2 ? template + "/" + segments[2] : template;
    var route =
        routes.routes().stream()
            .filter(each -> each.method().equals(method) && each.template().equals(whole))
            .findFirst()
            .orElseThrow();
    return new Answer(route.action().handle(exchange(route, target, path, query, headers, body)));
  }

  /// A room with these participants, as JSON members.
  String create(String body) {
    return send("POST", "/rooms", body).json().path("id").stringValue();
  }

  private static Exchange exchange(
      Route route,
      String target,
      Map<String, String> path,
      Map<String, String> query,
      Map<String, String> headers,
      String body) {
    return new Exchange(
        route.method(),
        target + "?api-version=" + query.getOrDefault("api-version", ""),
        path,
        query,
        name -> Optional.ofNullable(headers.get(name)),
        body.getBytes(StandardCharsets.UTF_8),
        new Principal.Resource());
  }

  @Override
  public void close() {
    store.close();
  }

  record Answer(Reply reply) {
    int status() {
      return reply.status();
    }

    JsonNode json() {
      return JSON.readTree(reply.body());
    }

    String text() {
      return new String(reply.body(), StandardCharsets.UTF_8);
    }
  }
}
