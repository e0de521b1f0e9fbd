package dev.cordboard.engine;

import dev.cordboard.call.CallEvent;
import dev.cordboard.call.GridEvent;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.journal.OutboxEntry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The events that became durable, in order.
final class RecordedEvents implements EventSink {
  private final List<OutboxEntry> durable = new CopyOnWriteArrayList<>();
  private final Set<String> announced = ConcurrentHashMap.newKeySet();
  private volatile boolean subscribed = true;

  void nobodySubscribed() {
    subscribed = false;
  }

  List<String> names() {
    return durable.stream()
        .map(
            entry ->
                switch (entry.content()) {
                  case OutboxEntry.Content.Callback(var event) ->
                      event.detail().getClass().getSimpleName();
                  case OutboxEntry.Content.Grid(var event) -> event.getClass().getSimpleName();
                })
        .toList();
  }

  List<CallEvent> callbacks() {
    return durable.stream()
        .flatMap(
            entry ->
                entry.content() instanceof OutboxEntry.Content.Callback(var event)
                    ? Stream.of(event)
                    : Stream.empty())
        .toList();
  }

  /// The invitation of the IncomingCall that was raised last.
  String lastInvitation() {
    return durable.reversed().stream()
        .flatMap(
            entry ->
                entry.content() instanceof OutboxEntry.Content.Grid(GridEvent.IncomingCall call)
                    ? Stream.of(call.invitationId())
                    : Stream.empty())
        .findFirst()
        .orElseThrow();
  }

  /// Waits until the names of the events are as wanted.
  synchronized void await(Predicate<List<String>> wanted, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!wanted.test(names())) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("so far only " + names());
      }
      wait(left);
    }
  }

  Set<String> announcedConnections() {
    return Set.copyOf(announced);
  }

  @Override
  public synchronized void durable(List<OutboxEntry> entries) {
    durable.addAll(entries);
    notifyAll();
  }

  @Override
  public void announced(String connectionId) {
    announced.add(connectionId);
  }

  @Override
  public boolean incomingCallSubscribed(CommunicationIdentifier from, CommunicationIdentifier to) {
    return subscribed;
  }
}
