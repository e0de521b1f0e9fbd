package dev.cordboard.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.base.Metrics;
import dev.cordboard.config.StoreSettings;
import dev.cordboard.testkit.ManualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store promises, whatever it is made of.
abstract class StoreContract {
  static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  final ManualTime time = new ManualTime();
  Store store;

  abstract Store open(StoreSettings settings, ManualTime time, Metrics metrics);

  @BeforeEach
  void openStore() {
    store = open(StoreSettings.defaults(), time, Metrics.none());
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void keepsTheEntriesOfACallInOrder() {
    assertThat(append("a", 0, 0, "created")).isEqualTo("durable");
    assertThat(append("b", 0, 0, "other")).isEqualTo("durable");
    assertThat(append("a", 0, 1, "rang", "answered")).isEqualTo("durable");

    assertThat(journal("a")).containsExactly("created", "rang", "answered");
    assertThat(journal("b")).containsExactly("other");
    assertThat(journal("nobody")).isEmpty();
  }

  @Test
  void refusesAWriterThatMissedAnEntry() {
    append("a", 0, 0, "created", "rang");

    assertThat(append("a", 0, 1, "answered")).isEqualTo("STALE_WRITER");
    assertThat(append("a", 0, 3, "answered")).isEqualTo("STALE_WRITER");
    assertThat(append("new", 0, 1, "answered")).isEqualTo("STALE_WRITER");
    assertThat(journal("a")).containsExactly("created", "rang");
    assertThat(journal("new")).isEmpty();
  }

  @Test
  void refusesTheOwnerOfBeforeOnceAnotherHasWritten() {
    append("a", 1, 0, "created");
    assertThat(append("a", 2, 1, "taken over")).isEqualTo("durable");

    assertThat(append("a", 1, 2, "late")).isEqualTo("STALE_WRITER");
    assertThat(append("a", 2, 2, "goes on")).isEqualTo("durable");
    assertThat(store.unfinishedCalls()).containsExactly(new UnfinishedCall("a", 2, 3));
  }

  @Test
  void refusesToGoOnWithAFinishedCall() {
    finish("a", 0, "created");

    assertThat(append("a", 0, 1, "late")).isEqualTo("STALE_WRITER");
    assertThat(append("a", 0, 0, "again")).isEqualTo("STALE_WRITER");
    assertThat(journal("a")).containsExactly("created");
  }

  @Test
  void listsTheCallsThatGoOnOldestFirst() {
    append("b", 0, 0, "created");
    append("a", 3, 0, "created", "rang");
    finish("c", 0, "created");

    assertThat(store.unfinishedCalls())
        .containsExactly(new UnfinishedCall("b", 0, 1), new UnfinishedCall("a", 3, 2));
  }

  @Test
  void keepsEventsUntilTheyAreDelivered() {
    var outcome = new Outcome();
    var rows = List.of(event("e1"), event("e2"), event("e3"));
    store.append(new Append("a", 0, 0, List.of(bytes("x")), rows, true, true), outcome);
    outcome.await();

    store.delivered("e2");
    store.put("flush", "after", new byte[0]);

    assertThat(store.pendingOutbox()).extracting(OutboxRow::eventId).containsExactly("e1", "e3");
    assertThat(store.pendingOutbox().getFirst()).usingRecursiveComparison().isEqualTo(event("e1"));
  }

  @Test
  void aRefusedStepLeavesNoEventBehind() {
    var outcome = new Outcome();
    store.append(
        new Append("a", 0, 7, List.of(bytes("x")), List.of(event("e1")), true, false), outcome);

    assertThat(outcome.await()).isEqualTo("STALE_WRITER");
    assertThat(store.pendingOutbox()).isEmpty();
  }

  @Test
  void writesWhatNobodyWaitsForALittleLater() {
    var outcome = new Outcome();
    store.append(new Append("a", 0, 0, List.of(bytes("rang")), List.of(), false, false), outcome);

    assertThat(outcome.await()).isEqualTo("durable");
    assertThat(journal("a")).containsExactly("rang");
  }

  @Test
  void whatNobodyWaitsForRidesAlongWithWhatSomebodyDoes() {
    store.close();
    var unhurried =
        new StoreSettings(
            Duration.ofSeconds(1), 1_000, 100, Duration.ofDays(1), 10, Duration.ofDays(1), 10);
    store = open(unhurried, time, Metrics.none());
    var unawaited = new Outcome();
    var awaited = new Outcome();
    store.append(new Append("a", 0, 0, List.of(bytes("1")), List.of(), false, false), unawaited);

    store.append(new Append("a", 0, 1, List.of(bytes("2")), List.of(), true, false), awaited);

    assertThat(awaited.await()).isEqualTo("durable");
    assertThat(unawaited.isTold()).isTrue();
  }

  @Test
  void keepsADirectoryOfSmallThings() {
    store.put("user", "b", bytes("Bob"));
    store.put("user", "a", bytes("Alice"));
    store.put("key", "a", bytes("secret"));
    store.put("user", "b", bytes("Bert"));

    assertThat(store.get("user", "b"))
        .hasValueSatisfying(it -> assertThat(text(it)).isEqualTo("Bert"));
    assertThat(store.list("user")).extracting(DirectoryRow::key).containsExactly("a", "b");

    store.delete("user", "a");

    assertThat(store.get("user", "a")).isEmpty();
    assertThat(store.get("key", "a")).isPresent();
    assertThat(store.list("nothing")).isEmpty();
  }

  @Test
  void forgetsFinishedCallsAfterTheirTime() {
    finish("old", 0, "created");
    append("going-on", 0, 0, "created");
    time.advance(Duration.ofDays(8));
    finish("new", 0, "created");

    time.advance(Duration.ofSeconds(2));
    append("going-on", 0, 1, "rang");

    assertThat(journal("old")).isEmpty();
    assertThat(journal("new")).containsExactly("created");
    assertThat(journal("going-on")).containsExactly("created", "rang");
  }

  @Test
  void keepsNoMoreFinishedCallsThanToldTo() {
    store.close();
    store =
        open(
            new StoreSettings(
                Duration.ZERO, 1_000, 100, Duration.ofDays(1), 3, Duration.ofDays(1), 3),
            time,
            Metrics.none());

    for (int i = 0; i < 10; i++) {
      finish("call-" + i, 0, "created");
      time.advance(Duration.ofSeconds(2));
    }
    store.put("flush", "after", new byte[0]);

    assertThat(IntStream.range(0, 10).filter(i -> !journal("call-" + i).isEmpty()))
        .containsExactly(7, 8, 9);
  }

  @Test
  void writesTheStepsOfTwoCallsTogether() {
    append("a", 1, 0, "created");

    assertThat(together(step("a", 1, 1, "gives"), step("b", 1, 0, "takes"))).isEqualTo("durable");

    assertThat(journal("a")).containsExactly("created", "gives");
    assertThat(journal("b")).containsExactly("takes");
    assertThat(store.pendingOutbox())
        .extracting(OutboxRow::eventId)
        .containsExactly("gives", "takes");
  }

  @Test
  void writesNeitherOfTwoStepsWhenOneWriterIsStale() {
    append("a", 1, 0, "created");
    append("b", 2, 0, "created");
    finish("over", 0, "created");

    assertThat(together(step("a", 1, 1, "gives"), step("b", 1, 1, "takes")))
        .isEqualTo("STALE_WRITER");
    assertThat(together(step("b", 1, 1, "gives"), step("a", 1, 1, "takes")))
        .isEqualTo("STALE_WRITER");
    assertThat(together(step("a", 1, 1, "gives"), step("over", 1, 0, "takes")))
        .isEqualTo("STALE_WRITER");
    assertThat(together(step("new", 1, 0, "gives"), step("over", 1, 1, "takes")))
        .isEqualTo("STALE_WRITER");

    assertThat(journal("a")).containsExactly("created");
    assertThat(journal("b")).containsExactly("created");
    assertThat(journal("new")).isEmpty();
    assertThat(store.pendingOutbox()).isEmpty();
    assertThat(append("a", 1, 1, "goes on")).isEqualTo("durable");
    assertThat(append("new", 1, 0, "created")).isEqualTo("durable");
  }

  @Test
  void remembersARequestWithTheStepThatItAskedFor() {
    assertThat(request("r1", step("a", 1, 0, "created"))).isEqualTo("durable");
    assertThat(request("r2", step("a", 1, 0, "created"))).isEqualTo("STALE_WRITER");

    assertThat(store.request("r1"))
        .hasValueSatisfying(it -> assertThat(text(it)).isEqualTo("answer to r1"));
    assertThat(store.request("r2")).isEmpty();
  }

  @Test
  void forgetsRequestsAfterTheirTime() {
    request("old", step("a", 1, 0, "created"));
    time.advance(Duration.ofHours(23));
    request("new", step("a", 1, 1, "rang"));
    time.advance(Duration.ofHours(2));

    assertThat(store.request("old")).isEmpty();
    append("a", 1, 2, "answered");
    assertThat(store.request("new")).isPresent();
  }

  @Test
  void keepsNoMoreRequestsThanToldTo() {
    store.close();
    store =
        open(
            new StoreSettings(
                Duration.ZERO, 1_000, 100, Duration.ofDays(1), 3, Duration.ofDays(1), 3),
            time,
            Metrics.none());

    for (int i = 0; i < 10; i++) {
      request("r" + i, step("call-" + i, 1, 0, "created"));
      time.advance(Duration.ofSeconds(2));
    }
    store.put("flush", "after", new byte[0]);

    assertThat(IntStream.range(0, 10).filter(i -> store.request("r" + i).isPresent()))
        .containsExactly(7, 8, 9);
  }

  @Test
  void saysThatItIsClosed() {
    store.close();

    assertThat(append("a", 0, 0, "created")).isEqualTo("CLOSED");
  }

  String append(String callId, long epoch, long expected, String... entries) {
    return write(callId, epoch, expected, false, entries);
  }

  String finish(String callId, long expected, String... entries) {
    return write(callId, 0, expected, true, entries);
  }

  private String write(
      String callId, long epoch, long expected, boolean finished, String... entries) {
    var outcome = new Outcome();
    var bytes = Arrays.stream(entries).map(StoreContract::bytes).toList();
    store.append(new Append(callId, epoch, expected, bytes, List.of(), true, finished), outcome);
    return outcome.await();
  }

  /// A step of one entry and one event, both of this name.
  static Append step(String callId, long epoch, long expected, String name) {
    return new Append(
        callId, epoch, expected, List.of(bytes(name)), List.of(event(name)), true, false);
  }

  String together(Append... steps) {
    return write(new Batch(List.of(steps), Optional.empty()));
  }

  String request(String key, Append step) {
    var row = new RequestRow(key, bytes("answer to " + key));
    return write(new Batch(List.of(step), Optional.of(row)));
  }

  private String write(Batch batch) {
    var outcome = new Outcome();
    store.append(batch, outcome);
    return outcome.await();
  }

  List<String> journal(String callId) {
    return store.journal(callId).stream().map(StoreContract::text).toList();
  }

  static OutboxRow event(String id) {
    return new OutboxRow(id, "lane", bytes("content of " + id), T0);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
