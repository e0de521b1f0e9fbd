package dev.cordboard.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.GridEvent;
import dev.cordboard.config.DeliverySettings;
import dev.cordboard.config.EventSettings;
import dev.cordboard.config.GridSettings;
import dev.cordboard.config.ReceiverSettings;
import dev.cordboard.config.RetrySettings;
import dev.cordboard.config.StoreSettings;
import dev.cordboard.event.grid.GridSources;
import dev.cordboard.event.wire.Alarms;
import dev.cordboard.identity.SigningKey;
import dev.cordboard.journal.JournalCodec;
import dev.cordboard.journal.OutboxEntry;
import dev.cordboard.store.Append;
import dev.cordboard.store.Commit;
import dev.cordboard.store.OutboxRow;
import dev.cordboard.store.Store;
import dev.cordboard.testkit.CountingIds;
import dev.cordboard.testkit.CountingMetrics;
import dev.cordboard.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A deliverer with a clock moved by hand, over a store in memory.
public final class EventRig implements AutoCloseable {
  public static final Instant T0 = Instant.parse("2026-01-01T00:00:00.1234500Z");
  public static final String RESOURCE = "11111111-2222-4333-8444-555555555555";
  public static final CallIds IDS = new CallIds("call-1", "c2VydmVyQ2FsbA==", "correlation-1");

  /// Made once: it takes half a second.
  public static final SigningKey KEY = SigningKey.of(memory());

  private static final long PATIENCE_NANOS = 10_000_000_000L;

  public final ManualTime time = new ManualTime();
  public final CountingMetrics metrics = new CountingMetrics();
  public final Alarms alarms = new Alarms(time);
  public final Store store;
  public final Deliverer deliverer;
  private int calls;

  private EventRig(EventSettings settings, Store store) {
    this.store = store;
    this.deliverer =
        new Deliverer(
            settings,
            new EventParts(
                store,
                KEY,
                new GridSources(
                    (callId, invitationId, _) -> "context-of-" + callId + "-" + invitationId,
                    (_, _) -> Optional.empty()),
                () -> "https://localhost:8443/",
                RESOURCE,
                time,
                new CountingIds(),
                metrics),
            alarms);
  }

  public static EventRig start() {
    return start(settings(GridSettings.defaults()));
  }

  public static EventRig start(EventSettings settings) {
    return new EventRig(settings, memory());
  }

  private static Store memory() {
    return Store.inMemory(StoreSettings.defaults(), new ManualTime(), new CountingMetrics());
  }

  /// A second deliverer over the same store: what a restart makes.
  public EventRig restarted() {
    return new EventRig(settings(GridSettings.defaults()), store);
  }

  /// The defaults without jitter.
  public static EventSettings settings(GridSettings grid) {
    return new EventSettings(
        Optional.empty(),
        DeliverySettings.defaults(),
        new RetrySettings(Duration.ofSeconds(1), Duration.ofSeconds(30), 0, Duration.ofMinutes(10)),
        ReceiverSettings.defaults(),
        grid);
  }

  /// A CallConnected to this URL.
  public OutboxEntry connected(String eventId, String connectionId, String url) {
    return entry(eventId, connectionId, url, "2025-06-15", new Detail.CallConnected());
  }

  public OutboxEntry entry(
      String eventId, String connectionId, String url, String version, Detail detail) {
    var event =
        new CallEvent(
            T0,
            new CallEvent.Recipient(connectionId, version, url),
            IDS,
            Optional.of("my context"),
            CallResult.OK,
            detail);
    return new OutboxEntry(eventId, T0, new OutboxEntry.Content.Callback(event));
  }

  public OutboxEntry entry(String eventId, GridEvent event) {
    return new OutboxEntry(eventId, T0, new OutboxEntry.Content.Grid(event));
  }

  /// Makes the entries durable and hands them over, as the engine does.
  public void publish(OutboxEntry... entries) {
    var rows =
        List.of(entries).stream()
            .map(each -> new OutboxRow(each.eventId(), "lane", JournalCodec.encode(each), T0))
            .toList();
    var durable = new CompletableFuture<String>();
    store.append(
        new Append("call-" + calls++, 0, 0, List.of(), rows, true, true),
        new Commit() {
          @Override
          public void durable() {
            deliverer.publish(List.of(entries));
            durable.complete("durable");
          }

          @Override
          public void failed(Failure failure) {
            durable.complete(failure.name());
          }
        });
    assertThat(durable.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("durable");
  }

  /// Waits until so many alarms were set: whoever sent a request may not yet have begun to wait for
  /// the answer when the receiver has it, and would then wait from a moved clock on.
  public void awaitAlarms(long everSet) {
    await("alarm number " + everSet, () -> alarms.everSet() >= everSet);
  }

  /// Moves the clock and rings what is due.
  public void advance(Duration by) {
    time.advance(by);
    alarms.ringDue();
  }

  /// Waits a bounded time for something that another thread does.
  public static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
      Thread.yield();
    }
    assertThat(condition.getAsBoolean()).as(what).isTrue();
  }

  public void awaitRetries(int count) {
    await(count + " retries", () -> metrics.read("event.retries") == count);
  }

  public void awaitOutcome(String outcome, int count) {
    await(
        count + " " + outcome,
        () -> metrics.count("event.callbacks{outcome=" + outcome + "}") == count);
  }

  /// The events that the store still has.
  public List<String> kept() {
    store.put("flush", "after", new byte[0]);
    return store.pendingOutbox().stream().map(OutboxRow::eventId).toList();
  }

  @Override
  public void close() {
    deliverer.close(Duration.ZERO);
    store.close();
  }
}
