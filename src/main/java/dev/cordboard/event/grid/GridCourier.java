package dev.cordboard.event.grid;

import dev.cordboard.base.Metrics;
import dev.cordboard.config.EventSettings;
import dev.cordboard.event.grid.GridDelivery.End;
import dev.cordboard.event.wire.Alarms.Alarm;
import dev.cordboard.event.wire.Answer;
import dev.cordboard.event.wire.HostGate;
import dev.cordboard.event.wire.Request;
import dev.cordboard.event.wire.Request.Field;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers events to subscriptions that agreed; in no order, as the service does.
final class GridCourier {
  private static final Logger LOG = LoggerFactory.getLogger(GridCourier.class);

  private final EventSettings settings;
  private final GridParts parts;
  private final GridRetries retries;
  private final HostGate gate;
  private final Map<GridDelivery, Waiting> waiting = new ConcurrentHashMap<>();
  private final Metrics.Counter delivered;
  private final Metrics.Counter failedTries;
  private final Metrics.Counter givenUp;
  private volatile boolean closing;

  private record Waiting(Subscription subscription, Alarm alarm) {}

  GridCourier(EventSettings settings, GridParts parts) {
    this.settings = settings;
    this.parts = parts;
    this.retries = new GridRetries(settings.grid());
    this.gate = new HostGate(settings.delivery().perHost());
    this.delivered = parts.metrics().counter("event.grid", "outcome", "delivered");
    this.failedTries = parts.metrics().counter("event.grid.tries", "result", "failed");
    this.givenUp = parts.metrics().counter("event.grid", "outcome", "given-up");
    parts.metrics().gauge("event.grid.retries", waiting::size);
  }

  /// Starts a try; never blocks.
  void start(Subscription subscription, GridDelivery delivery) {
    if (subscription.isRemoved() || isTooOld(delivery)) {
      giveUp(subscription, delivery, "too late");
      return;
    }
    gate.submit(subscription.target(), () -> attempt(subscription, delivery));
  }

  void giveUp(Subscription subscription, GridDelivery delivery, String why) {
    givenUp.increment();
    var message = delivery.message();
    LOG.warn(
        "event grid: gave up event={} type={} subscription={} tries={} because={}",
        message.id(),
        message.type(),
        subscription.id(),
        delivery.tries(),
        why);
    delivery.end(End.GIVEN_UP);
  }

  /// Tries what waits for a retry once more, and nothing after that.
  void close() {
    closing = true;
    waiting.forEach(
        (delivery, retry) -> {
          if (retry.alarm.stop()) {
            again(retry.subscription, delivery);
          }
        });
  }

  private void attempt(Subscription subscription, GridDelivery delivery) {
    Answer answer;
    try {
      answer = parts.client().send(subscription.target(), request(subscription, delivery));
    } catch (RuntimeException e) {
      LOG.error("event grid: a delivery failed here", e);
      answer = new Answer.Unusable("internal");
    }
    if (GridRetries.isDelivered(answer, delivery.message().urgent())) {
      delivered.increment();
      delivery.end(End.DELIVERED);
      return;
    }
    failedTries.increment();
    if (closing) {
      delivery.end(End.LEFT);
      return;
    }
    var reason = answer instanceof Answer.Answered it ? "status " + it.status() : answer.toString();
    wait(delivery, answer)
        .ifPresentOrElse(
            wait -> later(subscription, delivery, wait),
            () -> giveUp(subscription, delivery, reason));
  }

  private Optional<Duration> wait(GridDelivery delivery, Answer answer) {
    if (waiting.size() >= settings.delivery().pendingLimit()) {
      return Optional.empty();
    }
    return retries.waitAfter(answer, delivery.message().urgent(), delivery.tries(), age(delivery));
  }

  private void later(Subscription subscription, GridDelivery delivery, Duration wait) {
    synchronized (delivery) {
      var alarm = parts.alarms().set(wait, () -> again(subscription, delivery));
      waiting.put(delivery, new Waiting(subscription, alarm));
    }
  }

  private void again(Subscription subscription, GridDelivery delivery) {
    synchronized (delivery) {
      waiting.remove(delivery);
    }
    start(subscription, delivery);
  }

  private Request request(Subscription subscription, GridDelivery delivery) {
    var schema = subscription.schema();
    return new Request(
        "POST",
        List.of(
            new Field("Content-Type", schema.contentType()),
            new Field("aeg-event-type", "Notification"),
            new Field("aeg-subscription-name", subscription.id()),
            new Field("aeg-delivery-count", Integer.toString(delivery.tried())),
            new Field("aeg-data-version", "1.0"),
            new Field("aeg-metadata-version", "1")),
        schema.body(delivery.message()),
        settings.grid().answerTimeout(),
        false);
  }

  private boolean isTooOld(GridDelivery delivery) {
    return age(delivery).compareTo(retries.timeToLive(delivery.message().urgent())) > 0;
  }

  private Duration age(GridDelivery delivery) {
    return Duration.ofNanos(parts.time().nanoTime() - delivery.bornNanos());
  }
}
