package dev.cordboard.event;

import dev.cordboard.base.TimeSource;
import dev.cordboard.config.EventSettings;
import dev.cordboard.event.wire.Alarms;
import dev.cordboard.event.wire.Alarms.Alarm;
import dev.cordboard.event.wire.HostGate;
import dev.cordboard.event.wire.Request;
import dev.cordboard.event.wire.Request.Field;
import dev.cordboard.event.wire.Target;
import dev.cordboard.event.wire.WebClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries to deliver callbacks, again and again where that makes sense, and says how each ended.
final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private static final Field CONTENT_TYPE =
      new Field("Content-Type", "application/json; charset=utf-8");
  private static final Field USER_AGENT = new Field("User-Agent", "Cordboard");
  private static final Field ACCEPT = new Field("Accept", "*/*");

  private final EventSettings settings;
  private final WebClient client;
  private final HostGate gate;
  private final RetrySchedule schedule;
  private final CallbackTokens tokens;
  private final Alarms alarms;
  private final TimeSource time;
  private final BiConsumer<Delivery, Verdict> ended;
  private final Map<Delivery, Alarm> retries = new ConcurrentHashMap<>();
  private volatile boolean closing;

  /// What a courier works with.
  record Tools(WebClient client, RetrySchedule schedule, CallbackTokens tokens, Alarms alarms) {}

  /// @param ended told once for each delivery; [Verdict#TRY_AGAIN] means that the server stops
  ///   first
  Courier(
      EventSettings settings, Tools tools, TimeSource time, BiConsumer<Delivery, Verdict> ended) {
    this.settings = settings;
    this.client = tools.client();
    this.gate = new HostGate(settings.delivery().perHost());
    this.schedule = tools.schedule();
    this.tokens = tools.tokens();
    this.alarms = tools.alarms();
    this.time = time;
    this.ended = ended;
  }

  /// Starts a try; never blocks.
  ///
  /// @param started told when its turn at the host has come
  /// @param outcome told when it has an outcome, whatever that is
  void start(Delivery delivery, Runnable started, Runnable outcome) {
    var target = Target.of(delivery.url());
    if (target.isEmpty()) {
      // On a thread of its own like any other: the caller is the store's writer.
      Thread.startVirtualThread(
          () -> {
            ended.accept(delivery, Verdict.UNUSABLE);
            outcome.run();
          });
      return;
    }
    gate.submit(
        target.get(),
        () -> {
          started.run();
          var verdict = attempt(delivery, target.get());
          try {
            settle(delivery, verdict);
          } finally {
            outcome.run();
          }
        });
  }

  /// Tries everything that waits for a retry once more, and nothing after that.
  void close() {
    closing = true;
    retries.forEach(
        (delivery, alarm) -> {
          if (alarm.stop()) {
            retry(delivery);
          }
        });
  }

  int waitingForRetry() {
    return retries.size();
  }

  private Verdict attempt(Delivery delivery, Target target) {
    try {
      delivery.tried(time.nanoTime());
      var body = delivery.body();
      if (body.isEmpty()) {
        return Verdict.NOT_IN_VERSION;
      }
      return Verdict.of(client.send(target, request(body.get())));
    } catch (RuntimeException e) {
      // A bug of ours in this one event must not stop the others of its lane.
      LOG.error("callback {} failed here", delivery, e);
      return Verdict.UNUSABLE;
    }
  }

  private Request request(byte[] body) {
    return new Request(
        "POST",
        List.of(
            CONTENT_TYPE,
            new Field("Authorization", "Bearer " + tokens.current()),
            USER_AGENT,
            ACCEPT),
        body,
        settings.delivery().answerTimeout(),
        false);
  }

  private void settle(Delivery delivery, Verdict verdict) {
    if (verdict != Verdict.TRY_AGAIN || closing) {
      ended.accept(delivery, verdict);
      return;
    }
    var sinceFirst = Duration.ofNanos(time.nanoTime() - delivery.firstTryNanos());
    nextWait(delivery, sinceFirst)
        .ifPresentOrElse(
            wait -> later(delivery, wait), () -> ended.accept(delivery, Verdict.GIVEN_UP));
  }

  private Optional<Duration> nextWait(Delivery delivery, Duration sinceFirst) {
    return retries.size() < settings.delivery().pendingLimit()
        ? schedule.waitAfter(delivery.tries(), sinceFirst)
        : Optional.empty();
  }

  private void later(Delivery delivery, Duration wait) {
    // The alarm may ring before it is in the table: then there is nothing to take out yet.
    synchronized (delivery) {
      retries.put(delivery, alarms.set(wait, () -> retry(delivery)));
    }
    if (closing) {
      Optional.ofNullable(retries.get(delivery))
          .filter(Alarm::stop)
          .ifPresent(_ -> retry(delivery));
    }
  }

  private void retry(Delivery delivery) {
    synchronized (delivery) {
      retries.remove(delivery);
    }
    start(delivery, () -> {}, () -> {});
  }
}
