package dev.cordboard.event.grid;

import dev.cordboard.config.GridSettings;
import dev.cordboard.event.grid.Subscription.State;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps asking endpoints that have not agreed yet, so that an application may start after the
/// server.
final class Validator {
  private static final Logger LOG = LoggerFactory.getLogger(Validator.class);

  /// While events wait, an endpoint is asked more often; never more often than this.
  private static final Duration SOONEST = Duration.ofSeconds(1);

  private final GridSettings settings;
  private final GridParts parts;
  private final Handshake handshake;
  private final Consumer<Subscription> activated;

  /// @param activated told when an endpoint agreed
  Validator(GridSettings settings, GridParts parts, Consumer<Subscription> activated) {
    this.settings = settings;
    this.parts = parts;
    this.activated = activated;
    this.handshake =
        new Handshake(
            parts.client(), settings.answerTimeout(), parts.topic(), parts.time(), parts.ids());
  }

  /// Asks the endpoint now, unless it is being asked; does not wait for it.
  void check(Subscription subscription) {
    if (subscription.beginCheck()) {
      Thread.ofVirtual().name("event-validation").start(() -> ask(subscription));
    }
  }

  private void ask(Subscription subscription) {
    var outcome = State.FAILED;
    try {
      outcome = handshake.ask(subscription);
    } catch (RuntimeException e) {
      LOG.error("event grid: asking subscription {} failed here", subscription.id(), e);
    }
    parts.metrics().counter("event.grid.validations", "outcome", outcome.text()).increment();
    subscription.endCheck(outcome);
    if (subscription.state() == State.ACTIVE) {
      LOG.info("event grid: subscription {} is active", subscription.id());
      activated.accept(subscription);
    } else {
      parts.alarms().set(nextIn(subscription), () -> check(subscription));
    }
    subscription.firstCheck().countDown();
  }

  private Duration nextIn(Subscription subscription) {
    return subscription.waiting() > 0 ? SOONEST : settings.revalidateAfter();
  }
}
