package dev.cordboard.event;

import static dev.cordboard.testkit.WebhookSink.after;
import static dev.cordboard.testkit.WebhookSink.redirect;
import static dev.cordboard.testkit.WebhookSink.silence;
import static dev.cordboard.testkit.WebhookSink.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.config.DeliverySettings;
import dev.cordboard.config.EventSettings;
import dev.cordboard.config.GridSettings;
import dev.cordboard.config.ReceiverSettings;
import dev.cordboard.config.RetrySettings;
import dev.cordboard.journal.OutboxEntry;
import dev.cordboard.testkit.WebhookSink;
import dev.cordboard.testkit.WebhookSink.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class DelivererTest {
  private final WebhookSink sink = WebhookSink.start();
  private final EventRig rig = EventRig.start();

  @AfterEach
  void stop() {
    sink.close();
    rig.close();
  }

  @Test
  void sendsOneCloudEventInAnArrayAsRecorded() {
    rig.publish(rig.connected("e1", "c1", sink.url("/api/callbacks/8:acs:x?n=+1")));
    rig.deliverer.announced("c1");

    var request = sink.next();
    assertThat(request.target()).isEqualTo("/api/callbacks/8:acs:x?n=+1");
    assertThat(request.field("content-type")).contains("application/json; charset=utf-8");
    assertThat(request.body())
        .isEqualTo(
            "[{\"id\":\"e1\",\"source\":\"calling/callConnections/c1\","
                + "\"type\":\"Microsoft.Communication.CallConnected\",\"data\":{"
                + "\"version\":\"2025-06-15\",\"operationContext\":\"my context\","
                + "\"resultInformation\":{\"code\":200,\"subCode\":0,\"message\":\"\"},"
                + "\"callConnectionId\":\"c1\",\"serverCallId\":\"c2VydmVyQ2FsbA==\","
                + "\"correlationId\":\"correlation-1\","
                + "\"publicEventType\":\"Microsoft.Communication.CallConnected\"},"
                + "\"time\":\"2026-01-01T00:00:00.12345+00:00\",\"specversion\":\"1.0\","
                + "\"datacontenttype\":\"application/json\","
                + "\"subject\":\"calling/callConnections/c1\"}]");
    rig.awaitOutcome("delivered", 1);
    assertThat(rig.kept()).isEmpty();
    assertThat(told()).isEmpty();
  }

  @Test
  void holdsEventsUntilTheirConnectionIsAnnounced() {
    rig.publish(rig.connected("held", "c1", sink.url("/1")));
    rig.publish(rig.connected("free", "c2", sink.url("/2")));
    rig.deliverer.announced("c2");

    assertThat(id(sink.next())).isEqualTo("free");
    assertThat(sink.isEmpty()).isTrue();

    rig.deliverer.announced("c1");
    assertThat(id(sink.next())).isEqualTo("held");
  }

  @Test
  void aConnectionThatIsNeverAnnouncedDoesNotKeepItsEventsForEver() {
    rig.publish(rig.connected("e1", "c1", sink.url("/")));

    rig.advance(Duration.ofSeconds(60));

    assertThat(id(sink.next())).isEqualTo("e1");
  }

  @Test
  void startsFirstTriesInOrder() {
    rig.deliverer.announced("c1");
    var entries =
        IntStream.range(0, 200)
            .mapToObj(i -> rig.connected("e" + i, "c1", sink.url("/")))
            .toArray(OutboxEntry[]::new);

    rig.publish(entries);

    assertThat(sink.next(200).stream().map(DelivererTest::id))
        .containsExactlyElementsOf(IntStream.range(0, 200).mapToObj(i -> "e" + i).toList());
  }

  @Test
  void waitsTwoSecondsForAReceiverThatDoesNotAnswer() {
    sink.then(silence());
    rig.deliverer.announced("c1");
    rig.publish(
        rig.connected("stuck", "c1", sink.url("/")), rig.connected("next", "c1", sink.url("/")));
    assertThat(id(sink.next())).isEqualTo("stuck");
    rig.awaitAlarms(3);

    rig.advance(Duration.ofMillis(1_999));
    assertThat(sink.isEmpty()).isTrue();
    rig.advance(Duration.ofMillis(1));

    assertThat(id(sink.next())).isEqualTo("next");
    rig.awaitOutcome("delivered", 1);

    rig.advance(Duration.ofSeconds(8));
    rig.awaitOutcome("unanswered", 1);
    assertThat(rig.kept()).isEmpty();
    assertThat(sink.isEmpty()).isTrue();
  }

  @Test
  void aSlowReceiverDelaysNobodyElse() {
    var slow = new CountDownLatch(1);
    sink.then(after(slow));
    rig.deliverer.announced("c1");
    rig.deliverer.announced("c2");
    rig.publish(rig.connected("slow", "c1", sink.url("/slow")));
    assertThat(id(sink.next())).isEqualTo("slow");

    rig.publish(
        rig.connected("behind", "c1", sink.url("/slow")),
        rig.connected("operation", "c1", sink.url("/operation")),
        rig.connected("other", "c2", sink.url("/other")));

    assertThat(sink.next(2).stream().map(DelivererTest::id))
        .containsExactlyInAnyOrder("operation", "other");
    slow.countDown();
    assertThat(id(sink.next())).isEqualTo("behind");
  }

  @Test
  void triesAgainWithTheSameIdAfterATemporaryFailure() {
    sink.then(status(500), status(429), status(408), WebhookSink.hangUp(), status(503));
    rig.deliverer.announced("c1");
    rig.publish(rig.connected("e1", "c1", sink.url("/")));

    var bodies = new ArrayList<>(List.of(sink.next().body()));
    for (int wait : new int[] {1, 2, 4, 8, 16}) {
      rig.awaitRetries(1);
      rig.advance(Duration.ofSeconds(wait).minusMillis(1));
      assertThat(sink.isEmpty()).isTrue();
      rig.advance(Duration.ofMillis(1));
      bodies.add(sink.next().body());
    }

    assertThat(bodies).hasSize(6).containsOnly(bodies.getFirst());
    rig.awaitOutcome("delivered", 1);
    assertThat(told()).containsExactly("CallConnected delivered after 6 tries");
    assertThat(rig.kept()).isEmpty();
  }

  @Test
  void aFailureDoesNotHoldUpTheNextEvent() {
    sink.then(status(500));
    rig.deliverer.announced("c1");

    rig.publish(
        rig.connected("failing", "c1", sink.url("/")), rig.connected("next", "c1", sink.url("/")));

    assertThat(sink.next(2).stream().map(DelivererTest::id)).containsExactly("failing", "next");
    rig.awaitRetries(1);
    rig.awaitOutcome("delivered", 1);
    assertThat(rig.kept()).containsExactly("failing");
  }

  @Test
  void reachesAnApplicationThatStartsLate() {
    int port = sink.port();
    sink.close();
    rig.deliverer.announced("c1");
    rig.publish(rig.connected("e1", "c1", "http://127.0.0.1:" + port + "/"));
    rig.awaitRetries(1);

    try (var late = WebhookSink.on(port)) {
      rig.advance(Duration.ofSeconds(1));

      assertThat(id(late.next())).isEqualTo("e1");
      rig.awaitOutcome("delivered", 1);
    }
  }

  @Test
  void givesUpAfterTenMinutes() {
    sink.always(status(500));
    rig.deliverer.announced("c1");
    rig.publish(rig.connected("e1", "c1", sink.url("/")));

    int tries = 0;
    for (sink.next(); rig.metrics.count("event.callbacks{outcome=given-up}") == 0; tries++) {
      EventRig.await(
          "a retry or the end",
          () ->
              rig.metrics.read("event.retries") == 1
                  || rig.metrics.count("event.callbacks{outcome=given-up}") == 1);
      rig.advance(Duration.ofSeconds(30));
    }

    // 1 + 2 + 4 + 8 + 16 s, then every 30 s; the clock moves in steps of 30 s here.
    assertThat(tries).isBetween(19, 22);
    assertThat(rig.kept()).isEmpty();
  }

  @Test
  void doesNotRepeatWhatWasRefusedOrRedirected() {
    sink.then(status(404), redirect(sink.url("/elsewhere")), status(401));
    rig.deliverer.announced("c1");

    rig.publish(
        rig.connected("a", "c1", sink.url("/")),
        rig.connected("b", "c1", sink.url("/")),
        rig.connected("c", "c1", sink.url("/")));

    sink.next(3);
    rig.awaitOutcome("refused", 2);
    rig.awaitOutcome("redirected", 1);
    assertThat(rig.kept()).isEmpty();
    assertThat(sink.isEmpty()).isTrue();
    assertThat(rig.metrics.read("event.pending")).isZero();
    assertThat(told())
        .containsExactlyInAnyOrder(
            "CallConnected refused", "CallConnected redirected", "CallConnected refused");
  }

  @Test
  void dropsWhatTheVersionDoesNotHaveAndWhatHasNoUrl() {
    rig.deliverer.announced("c1");
    rig.publish(
        rig.entry("old", "c1", sink.url("/"), "2023-03-06", new Detail.CreateCallFailed()),
        rig.connected("nowhere", "c1", "not a url"),
        rig.connected("last", "c1", sink.url("/")));

    assertThat(id(sink.next())).isEqualTo("last");
    rig.awaitOutcome("not-in-version", 1);
    rig.awaitOutcome("unusable", 1);
    rig.awaitOutcome("delivered", 1);
    assertThat(rig.kept()).isEmpty();
  }

  @Test
  void forgetsAConnectionOnceItIsOver() {
    rig.deliverer.announced("c1");
    rig.publish(rig.entry("bye", "c1", sink.url("/"), "2025-06-15", new Detail.CallDisconnected()));
    sink.next();
    EventRig.await("forgotten", () -> rig.metrics.read("event.connections") == 0);

    rig.publish(
        rig.entry("straggler", "c1", sink.url("/"), "2025-06-15", new Detail.CreateCallFailed()));

    assertThat(id(sink.next())).isEqualTo("straggler");
    EventRig.await("forgotten again", () -> rig.metrics.read("event.connections") == 0);
  }

  @Test
  void keepsFewRequestsUnderWayPerHost() {
    var open = new CountDownLatch(1);
    sink.always(after(open));
    var delivery =
        new DeliverySettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            3,
            Duration.ofSeconds(4),
            100);
    var settings =
        new EventSettings(
            Optional.empty(),
            delivery,
            RetrySettings.defaults(),
            ReceiverSettings.defaults(),
            GridSettings.defaults());
    try (var narrow = EventRig.start(settings)) {
      for (int i = 0; i < 10; i++) {
        narrow.deliverer.announced("c" + i);
        narrow.publish(narrow.connected("e" + i, "c" + i, sink.url("/")));
      }
      sink.next(3);
      assertThat(sink.connections()).isEqualTo(3);
      assertThat(sink.isEmpty()).isTrue();

      open.countDown();

      assertThat(sink.next(7)).hasSize(7);
      assertThat(sink.connections()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void deliversWhatIsPendingBeforeItCloses() {
    sink.then(status(500));
    rig.publish(rig.connected("never-announced", "c1", sink.url("/1")));
    rig.deliverer.announced("c2");
    rig.publish(rig.connected("retry", "c2", sink.url("/2")));
    sink.next();
    rig.awaitRetries(1);

    rig.deliverer.close(Duration.ofSeconds(10));

    assertThat(sink.next(2).stream().map(DelivererTest::id))
        .containsExactlyInAnyOrder("never-announced", "retry");
    assertThat(rig.kept()).isEmpty();
  }

  @Test
  void leavesToTheNextStartWhatCannotBeDelivered() {
    sink.then(status(500), status(500));
    rig.deliverer.announced("c1");
    rig.publish(rig.connected("e1", "c1", sink.url("/")));
    sink.next();
    rig.awaitRetries(1);

    rig.deliverer.close(Duration.ofSeconds(10));
    assertThat(id(sink.next())).isEqualTo("e1");
    assertThat(rig.kept()).containsExactly("e1");

    rig.restarted().deliverer.start();
    assertThat(id(sink.next())).isEqualTo("e1");
    EventRig.await("delivered", () -> rig.kept().isEmpty());
  }

  private List<String> told() {
    return rig.deliverer.outcomes().of(EventRig.IDS.callId()).stream()
        .map(Outcomes.Outcome::what)
        .toList();
  }

  private static String id(Received request) {
    return event(request).path("id").asString("");
  }

  private static JsonNode event(Received request) {
    return new JsonMapper().readTree(request.body()).path(0);
  }
}
