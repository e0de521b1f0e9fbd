package dev.cordboard.engine;

import static dev.cordboard.engine.EngineFixture.ALICE;
import static dev.cordboard.engine.EngineFixture.SIMULATED;
import static dev.cordboard.engine.EngineFixture.pickUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CustomContext;
import dev.cordboard.config.CallSettings;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.sdp.Codec;
import dev.cordboard.testkit.FakeSipLeg;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Participants who go from one call to another: their legs, sound, connections and journals.
class MovingTest {
  private static final PhoneNumber OTHER = new PhoneNumber("+442079460123");

  private final EngineFixture house = new EngineFixture();

  @Test
  void takesALegFromOneCallIntoAnother() {
    var source = connected(SIMULATED);
    var leg = house.sip.lastInvited();
    var destination = connected(OTHER);

    var reply = move(destination, List.of(SIMULATED), source);

    assertThat(reply).isInstanceOf(CallReply.Moved.class);
    assertThat(house.media.session(0).bridge()).isEqualTo(house.media.session(1).bridge());
    assertThat(house.media.session(0).place()).isEqualTo("hears isHeard");
    assertThat(leg.done()).isEmpty();
    assertThat(house.calls.find(destination).orElseThrow().participants()).hasSize(3);
    assertThat(house.events.names()).contains("MoveParticipantSucceeded");
    // Nobody was left for the application to talk to.
    assertThat(house.calls.find(source)).isEmpty();
    assertThat(house.calls.live()).hasSize(1);
  }

  @Test
  void hearsOfTheLegInItsNewCall() {
    var source = connected(SIMULATED, ALICE);
    var leg = house.sip.invited().getFirst();
    var destination = connected(OTHER);
    move(destination, List.of(SIMULATED), source);

    leg.peerHangsUp();

    assertThat(house.calls.find(destination).orElseThrow().participants()).hasSize(2);
    assertThat(house.calls.live()).hasSize(2);
  }

  /// What the phone reported while its call was already held for the move is read in the new call.
  @Test
  void newsUnderWayFollowsTheLeg() {
    var source = connected(SIMULATED, ALICE);
    var leg = house.sip.invited().getFirst();
    var destination = connected(OTHER);
    var answer = new AtomicReference<Optional<dev.cordboard.sdp.SessionDescription>>();
    house.media.whenJoining(
        () -> {
          leg.farSide().offered(EngineFixture.sdp(Codec.PCMU), answer::set);
          leg.peerHangsUp();
        });

    move(destination, List.of(SIMULATED), source);

    assertThat(answer.get()).isPresent();
    assertThat(house.calls.find(destination).orElseThrow().participants()).hasSize(2);
  }

  @Test
  void refusesWhatEitherCallRefusesAndChangesNothing() {
    var source = connected(SIMULATED);
    var destination = connected(OTHER);
    int events = house.events.names().size();

    assertThat(move(destination, List.of(ALICE), source))
        .isEqualTo(new CallReply.UnknownParticipant());
    assertThat(move(destination, List.of(SIMULATED), destination))
        .isInstanceOf(CallReply.InvalidArgument.class);
    assertThat(move(destination, List.of(SIMULATED), "nobody"))
        .isEqualTo(new CallReply.UnknownCall());
    assertThat(move("nobody", List.of(SIMULATED), source)).isEqualTo(new CallReply.UnknownCall());

    assertThat(house.events.names()).hasSize(events);
    assertThat(house.media.session(0).bridge()).isNotEqualTo(house.media.session(1).bridge());
  }

  @Test
  void hangsBothCallsUpWhenTheMoveCannotBeWritten() {
    var source = connected(SIMULATED);
    var destination = connected(OTHER);
    house.store.failNext();

    var reply = move(destination, List.of(SIMULATED), source);

    assertThat(reply).isEqualTo(new CallReply.Overloaded());
    assertThat(house.calls.live()).isEmpty();
    assertThat(house.sip.invited()).allMatch(FakeSipLeg::isOver);
    house.engine.endOrphans();
    assertThat(house.store.unfinishedCalls()).isEmpty();
    assertThat(house.events.callbacks().stream().filter(event -> event.result().code() == 500))
        .hasSize(2);
  }

  @Test
  void aRestartFindsEveryLegOnce() {
    var source = connected(SIMULATED, ALICE);
    var destination = connected(OTHER);
    move(destination, List.of(SIMULATED), source);

    var next = new EngineFixture(CallSettings.defaults(), house.store);

    assertThat(next.sip.released()).containsExactlyInAnyOrder("out-1", "out-2", "out-3");
    assertThat(next.store.unfinishedCalls()).isEmpty();
  }

  /// Two applications take each other's participant at the same time, again and again.
  @Test
  void movesThatCrossDoNotLockUp() throws InterruptedException {
    var one = connected(SIMULATED, ALICE);
    var other = connected(OTHER);
    var movers = new ArrayList<Thread>();
    for (var way : List.of(List.of(one, other), List.of(other, one))) {
      movers.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < 200; i++) {
                      move(way.get(0), List.of(SIMULATED), way.get(1));
                    }
                  }));
    }
    for (var mover : movers) {
      mover.join();
    }

    var everywhere =
        house.calls.live().stream()
            .flatMap(call -> call.participants().stream())
            .filter(each -> each.identifier().equals(SIMULATED));
    assertThat(everywhere).hasSize(1);
    assertThat(house.sip.invited().getFirst().isOver()).isFalse();
  }

  @Test
  void commandsToAConnectionFindTheCallItWentTo() {
    house.sip.register(ALICE.userPart(), "sip:a@127.0.0.1:7001");
    var source = connected(SIMULATED);
    var added =
        house.calls.addParticipant(
            new CallRequest.Add(
                operation(source),
                EngineFixture.BOB,
                CallRequest.Shown.NOTHING,
                0,
                CustomContext.NONE));
    assertThat(added).isInstanceOf(CallReply.Inviting.class);
    var answered =
        ((CallReply.Connected)
                house.calls.answer(
                    new CallRequest.Answer(
                        house.events.lastInvitation(), EngineFixture.terms(), Optional.empty())))
            .connection()
            .terms()
            .connectionId();
    var destination = connected(OTHER);

    move(destination, List.of(EngineFixture.BOB), source);

    var found = house.calls.find(answered).orElseThrow().connection();
    assertThat(found.ids().serverCallId())
        .isEqualTo(house.calls.find(destination).orElseThrow().connection().ids().serverCallId());
    assertThat(house.calls.hangUp(answered)).isEqualTo(new CallReply.Accepted());
    assertThat(house.calls.find(source)).isPresent();
    assertThat(house.calls.find(answered)).isEmpty();
  }

  private String connected(CommunicationIdentifier... targets) {
    house.sip.register(ALICE.userPart(), "sip:a@127.0.0.1:7001");
    int before = house.sip.invited().size();
    var id = house.create(targets).terms().connectionId();
    var legs = house.sip.invited();
    legs.subList(before, legs.size()).forEach(leg -> pickUp(leg, Codec.PCMU));
    return id;
  }

  private CallReply move(String to, List<CommunicationIdentifier> who, String from) {
    return house.calls.moveHere(operation(to), List.copyOf(who), from);
  }

  private static Operation operation(String connectionId) {
    return new Operation(connectionId, Optional.of("ours"), Optional.empty());
  }
}
