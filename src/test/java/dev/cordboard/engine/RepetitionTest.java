package dev.cordboard.engine;

import static dev.cordboard.engine.EngineFixture.OUTSIDE;
import static dev.cordboard.engine.EngineFixture.SIMULATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallReply;
import dev.cordboard.config.CallSettings;
import dev.cordboard.engine.repeat.Attempt;
import dev.cordboard.engine.repeat.RepeatableRequest;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.sdp.Codec;
import dev.cordboard.testkit.FakeStore.Disk;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A request that is sent again is carried out once (RULINGS §7).
class RepetitionTest {
  private final EngineFixture house = new EngineFixture();

  @Test
  void remembersWhatACommandCameTo() {
    var reply = create("r1");

    assertThat(reply).isInstanceOf(CallReply.Connected.class);
    assertThat(memory(house.calls.attempt("r1"))).isEqualTo("Connected");
    assertThat(house.calls.attempt("r2")).isInstanceOf(Attempt.First.class);
  }

  @Test
  void remembersAcrossARestart() {
    create("r1");

    var next = new EngineFixture(CallSettings.defaults(), house.store);

    assertThat(memory(next.calls.attempt("r1"))).isEqualTo("Connected");
  }

  @Test
  void remembersAMoveThatIsAStepOfTwoCalls() {
    var source = connected(SIMULATED);
    var destination = connected(OUTSIDE);

    move(destination, source);

    assertThat(memory(house.calls.attempt("r1"))).isEqualTo("Moved");
  }

  @Test
  void doesNotRememberAMoveThatOneOfTheCallsRefused() {
    var source = connected(SIMULATED);
    var destination = connected(SIMULATED);

    move(destination, source);

    assertThat(house.calls.attempt("r1")).isInstanceOf(Attempt.First.class);
  }

  private void move(String to, String from) {
    house
        .calls
        .remembering(request("r1"))
        .moveHere(new Operation(to, Optional.empty(), Optional.empty()), List.of(SIMULATED), from);
  }

  @Test
  void doesNotRememberWhatWasRefused() {
    try (var _ = (Attempt.First) house.calls.attempt("r1")) {
      house.calls.remembering(request("r1")).hangUp("nobody");
    }

    assertThat(house.calls.attempt("r1")).isInstanceOf(Attempt.First.class);
  }

  @Test
  void remembersNothingThatIsNotInTheJournal() {
    house.store.failNext();

    assertThat(create("r1")).isEqualTo(new CallReply.Overloaded());

    assertThat(house.calls.attempt("r1")).isInstanceOf(Attempt.First.class);
  }

  /// The second comes while the first waits for the disk.
  @Test
  void theSecondOfTwoAtOnceSeesWhatTheFirstCameTo() throws InterruptedException {
    house.store.disk(Disk.HANGS);
    var first = Thread.ofVirtual().start(() -> create("r1"));
    house.store.awaitWaiting(1);
    var seen = new ArrayBlockingQueue<Attempt>(1);
    Thread.ofVirtual().start(() -> seen.add(house.calls.attempt("r1")));

    var before = seen.poll(50, TimeUnit.MILLISECONDS);
    house.store.letGo();
    first.join();

    assertThat(Optional.ofNullable(before)).isEmpty();
    assertThat(memory(seen.poll(30, TimeUnit.SECONDS))).isEqualTo("Connected");
    assertThat(house.sip.invited()).hasSize(1);
  }

  @Test
  void oneOfManyAtOnceIsCarriedOut() throws InterruptedException {
    var outcomes = new ConcurrentLinkedQueue<String>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 40; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    switch (house.calls.attempt("r1")) {
                      case Attempt.First first -> {
                        try (first) {
                          house
                              .calls
                              .remembering(request("r1"))
                              .create(EngineFixture.creation(SIMULATED));
                          outcomes.add("first");
                        }
                      }
                      case Attempt.Again(var bytes) -> outcomes.add(text(bytes));
                      case Attempt.TooSoon _ -> outcomes.add("too soon");
                    }
                  }));
    }
    for (var thread : threads) {
      thread.join();
    }

    assertThat(outcomes).hasSize(40).containsOnlyOnce("first");
    assertThat(outcomes).filteredOn("Connected"::equals).hasSize(39);
    assertThat(house.sip.invited()).hasSize(1);
  }

  @Test
  void givesUpWaitingForOneThatTakesTooLong() {
    var small = new EngineFixture(EngineFixture.hasty(), house.store);
    try (var _ = (Attempt.First) small.calls.attempt("r1")) {
      assertThat(small.calls.attempt("r1")).isInstanceOf(Attempt.TooSoon.class);
    }

    assertThat(small.calls.attempt("r1")).isInstanceOf(Attempt.First.class);
  }

  /// Its sender gave up, but nobody knows yet what it came to.
  @Test
  void isNotCarriedOutTwiceWhileTheDiskHangs() {
    var small = new EngineFixture(EngineFixture.hasty(), house.store);
    house.store.disk(Disk.HANGS);
    try (var _ = (Attempt.First) small.calls.attempt("r1")) {
      assertThat(small.calls.remembering(request("r1")).create(EngineFixture.creation(SIMULATED)))
          .isEqualTo(new CallReply.Overloaded());
    }

    assertThat(small.calls.attempt("r1")).isInstanceOf(Attempt.TooSoon.class);
    house.store.letGo();
    assertThat(memory(small.calls.attempt("r1"))).isEqualTo("Connected");
  }

  private CallReply create(String key) {
    try (var _ = (Attempt.First) house.calls.attempt(key)) {
      return house.calls.remembering(request(key)).create(EngineFixture.creation(SIMULATED));
    }
  }

  private String connected(PhoneNumber number) {
    var id = house.create(number).terms().connectionId();
    EngineFixture.pickUp(house.sip.lastInvited(), Codec.PCMU);
    return id;
  }

  private static RepeatableRequest request(String key) {
    return new RepeatableRequest(
        key, reply -> reply.getClass().getSimpleName().getBytes(StandardCharsets.UTF_8));
  }

  private static String memory(Attempt attempt) {
    return attempt instanceof Attempt.Again(var bytes) ? text(bytes) : attempt.toString();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
