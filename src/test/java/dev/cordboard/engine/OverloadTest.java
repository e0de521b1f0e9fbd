package dev.cordboard.engine;

import static dev.cordboard.engine.EngineFixture.SIMULATED;
import static dev.cordboard.engine.EngineFixture.pickUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallReply;
import dev.cordboard.sdp.Codec;
import dev.cordboard.testkit.FakeStore;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A call that gets more than it can take, and one whose handling has a bug: neither harms another.
class OverloadTest {
  private final EngineFixture house =
      new EngineFixture(EngineFixture.small(2, 16, 100), new FakeStore());

  @Test
  void endsACallWhoseSignalsOverflowItsMailbox() {
    var other = house.create(SIMULATED).terms().connectionId();
    pickUp(house.sip.lastInvited(), Codec.PCMU);
    house.sip.onInvite(
        leg -> {
          for (int i = 0; i < 40; i++) {
            leg.farSide().ringing();
          }
        });

    house.create(SIMULATED);

    assertThat(house.sip.lastInvited().isOver()).isTrue();
    assertThat(house.events.callbacks().getLast().result().subCode()).isEqualTo(9999);
    assertThat(house.calls.live()).hasSize(1);
    assertThat(house.calls.find(other)).isPresent();
  }

  @Test
  void answers503ToCommandsThatFindTheMailboxFull() throws InterruptedException {
    var id = house.create(SIMULATED).terms().connectionId();
    var replies = new ArrayBlockingQueue<CallReply>(8);
    var commands = new ArrayList<Thread>();
    // While the call is being read by this thread, others post: room for two, the rest is refused.
    house.media.whenJoining(
        () -> {
          for (int i = 0; i < 5; i++) {
            commands.add(Thread.ofVirtual().start(() -> replies.add(house.calls.hangUp(id))));
          }
          awaitReplies(replies, 3);
        });

    pickUp(house.sip.lastInvited(), Codec.PCMU);
    for (var command : commands) {
      command.join();
    }

    assertThat(replies)
        .hasSize(5)
        .satisfies(
            all ->
                assertThat(all.stream().filter(CallReply.Overloaded.class::isInstance)).hasSize(3))
        .contains(new CallReply.Accepted(), new CallReply.UnknownCall());
  }

  @Test
  void aBugEndsOneCallAndNoOther() {
    var other = house.create(SIMULATED).terms().connectionId();
    var healthy = house.sip.lastInvited();
    pickUp(healthy, Codec.PCMU);
    house.create(SIMULATED);
    var leg = house.sip.lastInvited();
    house.media.whenJoining(
        () -> {
          throw new IllegalStateException("planted");
        });

    pickUp(leg, Codec.PCMU);

    assertThat(leg.done()).containsExactly("hangUp");
    assertThat(house.events.callbacks().getLast().result())
        .satisfies(result -> assertThat(result.code()).isEqualTo(500))
        .satisfies(result -> assertThat(result.subCode()).isEqualTo(9999));
    assertThat(house.store.unfinishedCalls()).hasSize(1);
    assertThat(house.calls.find(other)).isPresent();
    assertThat(healthy.done()).isEmpty();
  }

  /// The command itself is kept before its effects run: its sender hears of the connection, and the
  /// connection of its end.
  @Test
  void aBugInTheEffectsOfACreateEndsTheConnectionItMade() {
    house.media.whenOffering(
        () -> {
          throw new IllegalStateException("planted");
        });

    var reply = house.calls.create(EngineFixture.creation(SIMULATED));

    assertThat(reply).isInstanceOf(CallReply.Connected.class);
    assertThat(house.calls.live()).isEmpty();
    assertThat(house.events.names()).contains("CallDisconnected");
  }

  private static void awaitReplies(ArrayBlockingQueue<CallReply> replies, int count) {
    try {
      var taken = new ArrayList<CallReply>();
      for (int i = 0; i < count; i++) {
        taken.add(replies.poll(30, TimeUnit.SECONDS));
      }
      replies.addAll(taken);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
