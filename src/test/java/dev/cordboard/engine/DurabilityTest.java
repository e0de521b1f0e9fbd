package dev.cordboard.engine;

import static dev.cordboard.engine.EngineFixture.OWNED;
import static dev.cordboard.engine.EngineFixture.SIMULATED;
import static dev.cordboard.engine.EngineFixture.pickUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallReply;
import dev.cordboard.config.CallSettings;
import dev.cordboard.sdp.Codec;
import dev.cordboard.sip.Origin;
import dev.cordboard.testkit.FakeStore;
import dev.cordboard.testkit.FakeStore.Disk;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Nothing is acknowledged and no event leaves before it is on the disk.
class DurabilityTest {
  private final EngineFixture house = new EngineFixture();

  @Test
  void invitesAtOnceButAnswersOnlyWhenTheJournalIsDurable() throws InterruptedException {
    house.store.disk(Disk.HANGS);
    var replies = new ArrayBlockingQueue<CallReply>(1);
    var api =
        Thread.ofVirtual()
            .start(() -> replies.add(house.calls.create(EngineFixture.creation(SIMULATED))));
    house.store.awaitWaiting(1);
    house.sip.awaitInvited(1);

    pickUp(house.sip.lastInvited(), Codec.PCMU);
    var before = Optional.ofNullable(replies.poll());
    var namesBefore = house.events.names();
    house.store.letGo();

    assertThat(before).isEmpty();
    assertThat(namesBefore).isEmpty();
    assertThat(replies.poll(30, TimeUnit.SECONDS)).isInstanceOf(CallReply.Connected.class);
    assertThat(house.events.names()).contains("CallConnected");
    api.join();
  }

  @Test
  void hangsUpWhenTheDiskFailsAndRefusesNewCallsUntilItWorks() {
    house.create(SIMULATED);
    var leg = house.sip.lastInvited();
    pickUp(leg, Codec.PCMU);
    int events = house.events.names().size();

    house.store.disk(Disk.BROKEN);
    leg.farSide().offered(EngineFixture.sdp(Codec.PCMU), _ -> {});
    var refused = house.calls.create(EngineFixture.creation(SIMULATED));
    var caller = house.callFrom(new Origin.Trunk("carrier"), OWNED.value());

    assertThat(leg.done()).containsExactly("hangUp");
    assertThat(house.media.session(0).isClosed()).isTrue();
    assertThat(house.calls.live()).isEmpty();
    assertThat(refused).isEqualTo(new CallReply.Overloaded());
    assertThat(caller.done()).containsExactly("refuse 503");
    assertThat(house.events.names()).hasSize(events);
  }

  @Test
  void tellsTheApplicationsOfALostCallOnceTheDiskWorks() {
    house.create(SIMULATED);
    var leg = house.sip.lastInvited();
    pickUp(leg, Codec.PCMU);
    house.store.disk(Disk.BROKEN);
    leg.farSide().offered(EngineFixture.sdp(Codec.PCMU), _ -> {});

    house.engine.endOrphans();
    assertThat(house.store.unfinishedCalls()).hasSize(1);
    house.store.disk(Disk.WORKS);
    house.engine.endOrphans();

    assertThat(house.events.callbacks().getLast().result().subCode()).isEqualTo(9999);
    assertThat(house.events.names()).contains("CallDisconnected");
    assertThat(house.store.unfinishedCalls()).isEmpty();
    assertThat(house.calls.create(EngineFixture.creation(SIMULATED)))
        .isInstanceOf(CallReply.Connected.class);
  }

  @Test
  void acknowledgesNothingWhenTheFirstEntryCannotBeWritten() {
    house.store.failNext();

    var reply = house.calls.create(EngineFixture.creation(SIMULATED));

    assertThat(reply).isEqualTo(new CallReply.Overloaded());
    assertThat(house.calls.live()).isEmpty();
    assertThat(house.sip.lastInvited().isOver()).isTrue();
  }

  @Test
  void endsWithTheRestartWhatTheLastRunLeftBehind() {
    var id = house.create(SIMULATED).terms().connectionId();
    pickUp(house.sip.lastInvited(), Codec.PCMU);

    var next = new EngineFixture(CallSettings.defaults(), house.store);

    assertThat(next.sip.released()).containsExactly("out-1");
    assertThat(next.events.callbacks()).hasSize(1);
    assertThat(next.events.callbacks().getFirst())
        .satisfies(event -> assertThat(event.to().connectionId()).isEqualTo(id))
        .satisfies(event -> assertThat(event.result().code()).isEqualTo(500))
        .satisfies(event -> assertThat(event.result().subCode()).isEqualTo(9999));
    assertThat(next.events.names()).contains("CallDisconnected", "CallEnded");
    assertThat(next.store.unfinishedCalls()).isEmpty();
    assertThat(next.calls.find(id)).isEmpty();
  }

  @Test
  void letsGoOfACallThatAnotherRunHasTakenOver() {
    house.create(SIMULATED);
    var leg = house.sip.lastInvited();
    pickUp(leg, Codec.PCMU);
    new EngineFixture(CallSettings.defaults(), house.store);

    leg.farSide().offered(EngineFixture.sdp(Codec.PCMU), _ -> {});

    assertThat(leg.done()).containsExactly("hangUp");
    assertThat(house.calls.live()).isEmpty();
  }

  @Test
  void endsEvenACallWhoseJournalIsUnreadable() {
    house.create(SIMULATED);
    house.store.spoil();

    var next = new EngineFixture(CallSettings.defaults(), house.store);

    assertThat(next.store.unfinishedCalls()).isEmpty();
  }

  @Test
  void refusesCommandsAboveItsNumberOfCalls() {
    var small = new EngineFixture(EngineFixture.small(4, 16, 1), new FakeStore());
    small.create(SIMULATED);

    assertThat(small.calls.create(EngineFixture.creation(SIMULATED)))
        .isEqualTo(new CallReply.Overloaded());
    assertThat(small.callFrom(new Origin.Trunk("carrier"), OWNED.value()).done())
        .containsExactly("refuse 503");
  }

  @Test
  void firesNoTimerOfACallThatIsOver() {
    house.create(SIMULATED);
    pickUp(house.sip.lastInvited(), Codec.PCMU);
    house.sip.lastInvited().peerHangsUp();
    int events = house.events.names().size();

    house.time.advance(Duration.ofMinutes(5));
    house.engine.fireTimers();

    assertThat(house.events.names()).hasSize(events);
  }
}
