package dev.cordboard.engine;

import static dev.cordboard.engine.EngineFixture.ALICE;
import static dev.cordboard.engine.EngineFixture.SIMULATED;
import static dev.cordboard.engine.EngineFixture.pickUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallEvent.Detail.ParticipantsUpdated;
import dev.cordboard.sdp.Codec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Everybody of a group answers at the same moment, while the call is still being created: nobody
/// is lost, and the rosters that the application hears of only grow.
class GroupRaceTest {
  private static final int CALLS = 400;

  @Test
  void theApplicationHearsOfEverybodyHoweverTheAnswersCross() throws InterruptedException {
    var house = new EngineFixture();
    house.events.nobodySubscribed();
    house.sip.register(ALICE.userPart(), "sip:a@127.0.0.1:7001");
    var phones = new ConcurrentLinkedQueue<Thread>();

    for (int i = 0; i < CALLS; i++) {
      var both = new CountDownLatch(2);
      house.sip.onInvite(
          leg ->
              phones.add(
                  Thread.ofPlatform()
                      .start(
                          () -> {
                            both.countDown();
                            leg.farSide().ringing();
                            pickUp(leg, Codec.PCMU);
                          })));
      var id = house.create(SIMULATED, ALICE).terms().connectionId();
      assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
      for (var phone = phones.poll(); phone != null; phone = phones.poll()) {
        phone.join(Duration.ofSeconds(10));
      }

      var rosters = rosters(house.events.callbacks(), id);
      assertThat(rosters.getLast()).as("call %d: %s", i, rosters).isEqualTo(3);
      assertThat(rosters).as("call %d", i).isSorted();
      house.calls.terminate(id);
    }

    assertThat(house.calls.live()).isEmpty();
  }

  private static List<Integer> rosters(List<CallEvent> events, String connectionId) {
    var sizes = new ArrayList<Integer>();
    for (var event : events) {
      if (event.to().connectionId().equals(connectionId)
          && event.detail() instanceof ParticipantsUpdated(var participants, var _)) {
        sizes.add(participants.size());
      }
    }
    return sizes;
  }
}
