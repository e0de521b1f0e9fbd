package dev.cordboard.event;

import dev.cordboard.base.Metrics;
import dev.cordboard.call.GridEvent;
import dev.cordboard.config.EventSettings;
import dev.cordboard.event.grid.GridParts;
import dev.cordboard.event.grid.SubscriptionRoutes;
import dev.cordboard.event.grid.Subscriptions;
import dev.cordboard.event.grid.Topic;
import dev.cordboard.event.wire.Alarms;
import dev.cordboard.event.wire.WebClient;
import dev.cordboard.http.Route;
import dev.cordboard.journal.Decoded;
import dev.cordboard.journal.JournalCodec;
import dev.cordboard.journal.OutboxEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers what is durable: callbacks to connections, events to Event Grid subscriptions. Every
/// entry ends in exactly one outcome, is counted, and then forgotten by the store.
public final class Deliverer {
  private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);

  private final EventParts parts;
  private final Alarms alarms;
  private final WebClient client;
  private final Courier courier;
  private final Lanes lanes;
  private final Subscriptions subscriptions;
  private final List<Route> routes;
  private final Pending pending = new Pending();
  private final Outcomes outcomes = new Outcomes();

  /// A deliverer that sends nothing before [#start].
  public Deliverer(EventSettings settings, EventParts parts) {
    this(settings, parts, new Alarms(parts.time()));
  }

  Deliverer(EventSettings settings, EventParts parts, Alarms alarms) {
    this.parts = parts;
    this.alarms = alarms;
    this.client = new WebClient(settings.delivery(), settings.receivers(), alarms, parts.time());
    for (var verdict : Verdict.values()) {
      // So that every outcome is there to be read before it first happens.
      outcome(verdict);
    }
    var tokens =
        new CallbackTokens(parts.key(), () -> issuer(settings), parts.resourceId(), parts.time());
    var schedule = new RetrySchedule(settings.retry(), parts.ids());
    this.courier =
        new Courier(
            settings,
            new Courier.Tools(client, schedule, tokens, alarms),
            parts.time(),
            this::ended);
    this.lanes =
        new Lanes(_ -> new Lane(this::start, alarms, settings.delivery().headOfLine()), alarms);
    this.subscriptions = new Subscriptions(settings, gridParts());
    this.routes = allRoutes(settings);
    parts.metrics().gauge("event.pending", pending::count);
    parts.metrics().gauge("event.retries", courier::waitingForRetry);
    parts.metrics().gauge("event.connections", lanes::size);
    parts.metrics().gauge("event.sockets", client::idleConnections);
  }

  /// Delivers what the last process left behind, and asks the subscribers. To be called when the
  /// server listens: a subscriber may open the validation URL at once.
  public void start() {
    alarms.start();
    subscriptions.start();
    resume();
  }

  /// These entries are durable and may leave; never blocks.
  public void publish(List<OutboxEntry> entries) {
    for (var entry : entries) {
      pending.add();
      switch (entry.content()) {
        case OutboxEntry.Content.Callback(var event) ->
            lanes.add(new Delivery(entry.eventId(), event));
        // Rendered on a thread of its own: the caller is the store's writer.
        case OutboxEntry.Content.Grid(var event) ->
            Thread.ofVirtual().name("event-grid").start(() -> publish(entry.eventId(), event));
      }
    }
  }

  /// The answer that announces a connection was written: its events may leave.
  public void announced(String connectionId) {
    lanes.announced(connectionId);
  }

  /// What became of callbacks that did not simply arrive.
  public Outcomes outcomes() {
    return outcomes;
  }

  /// What sends the requests, for whoever else fetches from places that nobody trusts.
  public WebClient client() {
    return client;
  }

  /// The Event Grid side.
  public Subscriptions subscriptions() {
    return subscriptions;
  }

  /// The routes of subscriptions, keys and OpenID configuration.
  public List<Route> routes() {
    return routes;
  }

  /// Delivers what is pending, for at most this long, and ends. What is left stays in the store for
  /// the next start.
  public void close(Duration longest) {
    lanes.announceAll();
    courier.close();
    subscriptions.close();
    if (!pending.awaitNone(longest)) {
      LOG.warn("event: {} events left for the next start", pending.count());
    }
    client.close();
    alarms.close();
  }

  /// Events of the last process: their connections count as announced.
  private void resume() {
    var entries = new ArrayList<OutboxEntry>();
    for (var row : parts.store().pendingOutbox()) {
      switch (JournalCodec.outboxEntry(row.bytes())) {
        case Decoded.Intact<OutboxEntry>(var entry) -> entries.add(entry);
        case Decoded.Broken<OutboxEntry>(var reason) ->
            LOG.error("event: cannot read outbox row {}: {}", row.eventId(), reason);
      }
    }
    entries.stream()
        .map(OutboxEntry::content)
        .filter(OutboxEntry.Content.Callback.class::isInstance)
        .map(OutboxEntry.Content.Callback.class::cast)
        .map(callback -> callback.event().to().connectionId())
        .distinct()
        .forEach(lanes::announced);
    publish(entries);
  }

  private void publish(String eventId, GridEvent event) {
    subscriptions.publish(eventId, event, finished -> gone(eventId, finished));
  }

  private void start(Delivery delivery, Runnable started, Runnable outcome) {
    courier.start(
        delivery,
        started,
        () -> {
          outcome.run();
          lanes.ended(delivery.connectionId());
        });
  }

  private void ended(Delivery delivery, Verdict verdict) {
    remember(delivery, verdict);
    gone(delivery.eventId(), verdict != Verdict.TRY_AGAIN);
    outcome(verdict).increment();
    if (verdict != Verdict.DELIVERED && verdict != Verdict.NOT_IN_VERSION) {
      LOG.warn("callback {}: {}", verdict.tag(), delivery);
    }
  }

  /// What arrived at once needs no words; a try that shutting down cut off is made again.
  private void remember(Delivery delivery, Verdict verdict) {
    boolean plain =
        switch (verdict) {
          case DELIVERED -> delivery.tries() == 1;
          case NOT_IN_VERSION, TRY_AGAIN -> true;
          case UNANSWERED, REDIRECTED, REFUSED, UNUSABLE, GIVEN_UP -> false;
        };
    if (!plain) {
      var told = new Outcomes.Outcome(parts.time().now(), delivery.told(verdict));
      outcomes.add(delivery.callId(), told);
    }
  }

  private Metrics.Counter outcome(Verdict verdict) {
    return parts.metrics().counter("event.callbacks", "outcome", verdict.tag());
  }

  /// @param finished whether the store may forget it
  private void gone(String eventId, boolean finished) {
    if (finished) {
      parts.store().delivered(eventId);
    }
    pending.remove();
  }

  private String issuer(EventSettings settings) {
    return settings.issuer().orElseGet(parts::bareEndpoint);
  }

  private GridParts gridParts() {
    return new GridParts(
        parts.store(),
        parts.sources(),
        new Topic(parts.resourceId(), parts::bareEndpoint),
        client,
        alarms,
        parts.time(),
        parts.ids(),
        parts.metrics());
  }

  private List<Route> allRoutes(EventSettings settings) {
    var all = new ArrayList<>(new SubscriptionRoutes(subscriptions).routes());
    all.addAll(new ServerRoutes(parts.key(), () -> issuer(settings), parts::bareEndpoint).routes());
    return List.copyOf(all);
  }
}
