package dev.cordboard.event;

import dev.cordboard.event.wire.Alarms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The lanes of every connection, and the gate before them: nothing of a connection leaves before
/// the HTTP answer that announces it has been written.
final class Lanes {
  /// Ended connections are remembered for stragglers (CreateCallFailed follows CallDisconnected).
  private static final int REMEMBERED = 10_000;

  /// An answer is written within its request's time; a connection that was never announced must not
  /// keep its events for ever.
  private static final Duration ANNOUNCED_AT_LAST = Duration.ofSeconds(60);

  private final Function<String, Lane> newLane;
  private final Alarms alarms;
  private final Map<String, Connection> connections = new HashMap<>();
  private final Map<String, Boolean> ended = new LinkedHashMap<>();

  private static final class Connection {
    boolean announced;
    boolean over;
    final List<Delivery> held = new ArrayList<>();
    final Map<String, Lane> lanes = new HashMap<>();

    boolean isIdle() {
      return held.isEmpty() && lanes.values().stream().allMatch(Lane::isIdle);
    }
  }

  /// @param newLane makes the lane of a URI
  Lanes(Function<String, Lane> newLane, Alarms alarms) {
    this.newLane = newLane;
    this.alarms = alarms;
  }

  synchronized void add(Delivery delivery) {
    var connection = connection(delivery.connectionId());
    connection.over |= delivery.isLastOfItsConnection();
    if (connection.announced) {
      toLane(connection, delivery);
    } else {
      if (connection.held.isEmpty()) {
        alarms.set(ANNOUNCED_AT_LAST, () -> announced(delivery.connectionId()));
      }
      connection.held.add(delivery);
    }
  }

  synchronized void announced(String connectionId) {
    if (ended.containsKey(connectionId)) {
      return;
    }
    var connection = connections.computeIfAbsent(connectionId, _ -> new Connection());
    connection.announced = true;
    connection.held.forEach(each -> toLane(connection, each));
    connection.held.clear();
  }

  /// Lets everything go: after a restart, and when the server stops.
  synchronized void announceAll() {
    List.copyOf(connections.keySet()).forEach(this::announced);
  }

  /// A try of this connection has ended: a connection that is over and idle is forgotten.
  synchronized void ended(String connectionId) {
    var connection = connections.get(connectionId);
    if (connection != null && connection.over && connection.isIdle()) {
      connections.remove(connectionId);
      ended.put(connectionId, true);
      if (ended.size() > REMEMBERED) {
        ended.remove(ended.keySet().iterator().next());
      }
    }
  }

  /// How many connections have events to come.
  synchronized int size() {
    return connections.size();
  }

  private Connection connection(String id) {
    var connection = connections.computeIfAbsent(id, _ -> new Connection());
    if (ended.remove(id) != null) {
      connection.announced = true;
      connection.over = true;
    }
    return connection;
  }

  private void toLane(Connection connection, Delivery delivery) {
    connection.lanes.computeIfAbsent(delivery.url(), newLane).add(delivery);
  }
}
