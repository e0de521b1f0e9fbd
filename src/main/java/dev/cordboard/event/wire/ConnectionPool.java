package dev.cordboard.event.wire;

import dev.cordboard.base.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Connections that wait for another request, by origin; the one used last is used next, so that
/// the others grow old and go.
final class ConnectionPool implements AutoCloseable {
  private final TimeSource time;
  private final Alarms alarms;
  private final Duration longest;
  private final int mostPerOrigin;
  private final Map<String, Deque<Connection>> idle = new HashMap<>();
  private boolean sweeping;
  private boolean closed;

  ConnectionPool(TimeSource time, Alarms alarms, Duration longest, int mostPerOrigin) {
    this.time = time;
    this.alarms = alarms;
    this.longest = longest;
    this.mostPerOrigin = mostPerOrigin;
  }

  synchronized Optional<Connection> take(String origin) {
    var waiting = idle.get(origin);
    if (waiting == null || waiting.isEmpty()) {
      return Optional.empty();
    }
    var newest = waiting.removeLast();
    if (newest.isIdleFor(longest.toNanos(), time.nanoTime())) {
      newest.close();
      return Optional.empty();
    }
    return Optional.of(newest);
  }

  synchronized void put(String origin, Connection connection) {
    var waiting = idle.computeIfAbsent(origin, _ -> new ArrayDeque<>());
    if (closed || longest.isZero() || waiting.size() >= mostPerOrigin) {
      connection.close();
      return;
    }
    connection.idleSince(time.nanoTime());
    waiting.addLast(connection);
    if (!sweeping) {
      sweeping = true;
      alarms.set(longest, this::sweep);
    }
  }

  synchronized int size() {
    return idle.values().stream().mapToInt(Deque::size).sum();
  }

  @Override
  public void close() {
    List<Connection> all = new ArrayList<>();
    synchronized (this) {
      closed = true;
      idle.values().forEach(all::addAll);
      idle.clear();
    }
    all.forEach(Connection::close);
  }

  private synchronized void sweep() {
    long now = time.nanoTime();
    for (var waiting : idle.values()) {
      while (!waiting.isEmpty() && waiting.getFirst().isIdleFor(longest.toNanos(), now)) {
        waiting.removeFirst().close();
      }
    }
    idle.values().removeIf(Deque::isEmpty);
    sweeping = !idle.isEmpty();
    if (sweeping) {
      alarms.set(longest, this::sweep);
    }
  }
}
