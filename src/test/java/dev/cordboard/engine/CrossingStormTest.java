package dev.cordboard.engine;

import static dev.cordboard.engine.EngineFixture.pickUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallEvent.Detail.CallDisconnected;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CustomContext;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.sdp.Codec;
import dev.cordboard.testkit.FakeMediaSession;
import dev.cordboard.testkit.FakeSipLeg;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Many threads move, transfer, join and end calls that share their participants, while phones hang
/// up: nobody is in two calls, every connection ends once, and nothing is left.
class CrossingStormTest {
  private static final int CALLS = 5;
  private static final int THREADS = 4;
  private static final int ACTIONS = 120;

  private final EngineFixture house = new EngineFixture();
  private final List<String> connections = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @MethodSource("seeds")
  void nobodyIsLostOrDoubled(long seed) throws InterruptedException {
    house.events.nobodySubscribed();
    for (int i = 0; i < CALLS; i++) {
      connections.add(call(number(2 * i), number(2 * i + 1)));
    }

    var failures = new ConcurrentLinkedQueue<Throwable>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < THREADS; i++) {
      var chance = RandomGeneratorFactory.of("L64X128MixRandom").create(100 * seed + i);
      threads.add(
          Thread.ofPlatform()
              .uncaughtExceptionHandler((_, e) -> failures.add(e))
              .start(
                  () -> {
                    for (int action = 0; action < ACTIONS; action++) {
                      act(chance);
                    }
                  }));
    }
    for (var thread : threads) {
      thread.join(Duration.ofSeconds(60));
      assertThat(thread.isAlive()).as("seed %d: locked up", seed).isFalse();
    }

    assertThat(failures).isEmpty();
    assertThat(house.events.names())
        .contains("MoveParticipantSucceeded", "CallConnected", "CallDisconnected");
    assertNobodyIsInTwoCalls(seed);
    assertThat(house.engine.close(Duration.ofSeconds(20))).isTrue();
    assertNothingIsLeft(seed);
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  private void act(RandomGenerator chance) {
    var one = any(chance);
    switch (chance.nextInt(20)) {
      case 0 ->
          connections.add(
              call(number(100 + chance.nextInt(1_000)), number(chance.nextInt(2 * CALLS))));
      case 1 -> house.calls.hangUp(one);
      case 2 -> legs(chance).peerHangsUp();
      case 3, 4 -> pickUpSomebody(chance);
      case 5, 6 ->
          house.calls.transfer(
              new CallRequest.Transfer(
                  operation(one),
                  number(chance.nextInt(2 * CALLS)),
                  somebody(one, chance),
                  Optional.of(EngineFixture.OWNED),
                  CustomContext.NONE));
      case 7 ->
          house
              .calls
              .find(one)
              .ifPresent(
                  found ->
                      house.calls.connect(
                          new CallRequest.Connect(
                              EngineFixture.terms(),
                              new CallRequest.Locator.ServerCall(
                                  found.connection().ids().serverCallId()),
                              Optional.empty())));
      default ->
          somebody(one, chance)
              .ifPresent(who -> house.calls.moveHere(operation(any(chance)), List.of(who), one));
    }
  }

  private void pickUpSomebody(RandomGenerator chance) {
    var leg = legs(chance);
    if (!leg.isOver()) {
      pickUp(leg, Codec.PCMU);
    }
  }

  private FakeSipLeg legs(RandomGenerator chance) {
    var legs = house.sip.invited();
    return legs.get(chance.nextInt(legs.size()));
  }

  private String any(RandomGenerator chance) {
    return connections.get(chance.nextInt(connections.size()));
  }

  private Optional<CommunicationIdentifier> somebody(String connection, RandomGenerator chance) {
    return house
        .calls
        .find(connection)
        .map(Calls.Found::participants)
        .filter(roster -> !roster.isEmpty())
        .map(roster -> roster.get(chance.nextInt(roster.size())).identifier());
  }

  private String call(PhoneNumber... numbers) {
    int before = house.sip.invited().size();
    var id = house.create(numbers).terms().connectionId();
    var legs = house.sip.invited();
    legs.subList(Math.min(before, legs.size()), legs.size())
        .forEach(leg -> pickUp(leg, Codec.PCMU));
    return id;
  }

  private static PhoneNumber number(int n) {
    return new PhoneNumber("+4420794%05d".formatted(n));
  }

  private static Operation operation(String connection) {
    return new Operation(connection, Optional.empty(), Optional.empty());
  }

  /// Applications have identities of their own, each on one call at most.
  private void assertNobodyIsInTwoCalls(long seed) {
    var applications =
        house.calls.live().stream()
            .flatMap(call -> call.participants().stream())
            .map(each -> each.identifier().rawId())
            .filter(id -> id.startsWith("8:"))
            .toList();
    assertThat(applications).as("seed %d", seed).doesNotHaveDuplicates();
  }

  private void assertNothingIsLeft(long seed) {
    for (var gauge : List.of("calls.live", "calls.legs", "calls.dialogs")) {
      assertThat(house.metrics.read(gauge)).as("seed %d: %s", seed, gauge).isZero();
    }
    assertThat(house.sip.invited()).as("seed %d", seed).allMatch(FakeSipLeg::isOver);
    assertThat(house.media.sessions()).allMatch(FakeMediaSession::isClosed);
    assertThat(house.store.unfinishedCalls()).isEmpty();
    var ended =
        house.events.callbacks().stream()
            .filter(event -> event.detail() instanceof CallDisconnected)
            .map(event -> event.to().connectionId())
            .toList();
    assertThat(ended).as("seed %d", seed).doesNotHaveDuplicates().containsAll(connections);
    assertThat(house.events.callbacks())
        .as("seed %d: a bug ended a call", seed)
        .noneMatch(event -> event.result().subCode() == 9999);
  }
}
