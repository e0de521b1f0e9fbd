package dev.cordboard.event.grid;

import dev.cordboard.call.GridEvent;
import dev.cordboard.config.EventSettings;
import dev.cordboard.config.GridSubscriptionSettings;
import dev.cordboard.event.grid.GridDelivery.End;
import dev.cordboard.event.grid.Subscription.State;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Everybody who is subscribed to Event Grid events. Those of the configuration are there at every
/// start; those made over the API are kept in the store.
public final class Subscriptions {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
  private static final String KIND = "event-subscription";
  private static final String INCOMING_CALL = "Microsoft.Communication.IncomingCall";
  private static final JsonMapper JSON = new JsonMapper();

  private final EventSettings settings;
  private final GridParts parts;
  private final GridJson json;
  private final GridCourier courier;
  private final Validator validator;
  private final Map<String, Subscription> all = new ConcurrentSkipListMap<>();

  /// The subscriptions of the configuration and of the store; nobody is asked before [#start].
  public Subscriptions(EventSettings settings, GridParts parts) {
    this.settings = settings;
    this.parts = parts;
    this.json = new GridJson(parts.sources());
    this.courier = new GridCourier(settings, parts);
    this.validator = new Validator(settings.grid(), parts, this::activated);
    int number = 1;
    for (var wanted : settings.grid().subscriptions()) {
      var id = "configured-" + number++;
      put(new Subscription(id, wanted, parts.ids().token(16), false, State.AWAITING_VALIDATION));
    }
    for (var row : parts.store().list(KIND)) {
      put(SubscriptionJson.fromRow(row.key(), row.bytes()));
    }
    parts.metrics().gauge("event.grid.subscriptions", all::size);
    parts.metrics().gauge("event.grid.waiting", this::waiting);
  }

  /// Asks every endpoint that has not agreed yet.
  public void start() {
    all.values().forEach(validator::check);
  }

  /// Whether somebody would hear of an incoming call. An endpoint that has not agreed yet counts:
  /// it is asked again before the event.
  public boolean accepts(CommunicationIdentifier from, CommunicationIdentifier to) {
    if (all.isEmpty()) {
      return false;
    }
    var event =
        JSON.createObjectNode()
            .put("eventType", INCOMING_CALL)
            .put("subject", GridJson.incomingSubject(from, to))
            .put("topic", parts.topic().name());
    event.set("data", GridJson.announced(from, to));
    return all.values().stream().anyMatch(each -> each.filter().mayPass(event));
  }

  /// Delivers an event to everybody who wants it; never blocks for long.
  ///
  /// @param done told once nothing more will be tried: true when it may be forgotten, false when
  ///   the server stops first
  public void publish(String eventId, GridEvent event, Consumer<Boolean> done) {
    var message = message(eventId, event);
    var inGridSchema = Schema.eventGrid(message);
    var wanting = all.values().stream().filter(each -> each.filter().passes(inGridSchema)).toList();
    if (wanting.isEmpty()) {
      done.accept(true);
      return;
    }
    var last = new LastOne(wanting.size(), done);
    long now = parts.time().nanoTime();
    wanting.forEach(each -> send(each, new GridDelivery(message, now, last)));
  }

  /// Tries what waits for a retry once more, and nothing after that.
  public void close() {
    courier.close();
    all.values().stream()
        .flatMap(each -> each.drain().stream())
        .forEach(each -> each.end(End.LEFT));
  }

  Subscription create(GridSubscriptionSettings wanted) {
    var subscription =
        new Subscription(
            parts.ids().uuid(), wanted, parts.ids().token(16), true, State.AWAITING_VALIDATION);
    keep(subscription);
    put(subscription);
    validator.check(subscription);
    return subscription;
  }

  Optional<Subscription> find(String id) {
    return Optional.ofNullable(all.get(id));
  }

  List<Subscription> list() {
    return List.copyOf(all.values());
  }

  boolean remove(String id) {
    var subscription = all.remove(id);
    if (subscription == null) {
      return false;
    }
    if (subscription.isKept()) {
      parts.store().delete(KIND, id);
    }
    subscription.remove().forEach(each -> courier.giveUp(subscription, each, "unsubscribed"));
    return true;
  }

  /// Somebody opened the validation URL.
  boolean validate(String id, String code) {
    var found = find(id).filter(each -> each.code().equals(code));
    found.ifPresent(
        subscription -> {
          subscription.activate();
          activated(subscription);
        });
    return found.isPresent();
  }

  private GridMessage message(String eventId, GridEvent event) {
    return new GridMessage(
        eventId,
        parts.topic().name(),
        GridJson.subject(event),
        GridJson.type(event),
        json.data(event),
        event.at(),
        event instanceof GridEvent.IncomingCall);
  }

  private void send(Subscription subscription, GridDelivery delivery) {
    var hold = subscription.hold(delivery, settings.grid().waitingLimit());
    if (hold.held()) {
      validator.check(subscription);
    } else {
      courier.start(subscription, delivery);
    }
    hold.pushedOut().ifPresent(each -> courier.giveUp(subscription, each, "too many wait"));
  }

  private void activated(Subscription subscription) {
    if (subscription.isKept() && !subscription.isRemoved()) {
      keep(subscription);
    }
    subscription.release().forEach(each -> courier.start(subscription, each));
  }

  private void keep(Subscription subscription) {
    parts.store().put(KIND, subscription.id(), SubscriptionJson.row(subscription));
  }

  private void put(Subscription subscription) {
    all.put(subscription.id(), subscription);
    LOG.info("event grid: subscription {} to {}", subscription.id(), subscription.target().host());
  }

  private int waiting() {
    return all.values().stream().mapToInt(Subscription::waiting).sum();
  }
}
