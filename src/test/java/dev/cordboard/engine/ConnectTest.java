package dev.cordboard.engine;

import static dev.cordboard.engine.EngineFixture.ALICE;
import static dev.cordboard.engine.EngineFixture.BOB;
import static dev.cordboard.engine.EngineFixture.OUTSIDE;
import static dev.cordboard.engine.EngineFixture.SIMULATED;
import static dev.cordboard.engine.EngineFixture.pickUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.CustomContext;
import dev.cordboard.engine.CallRequest.Locator;
import dev.cordboard.sdp.Codec;
import dev.cordboard.sip.Origin;
import dev.cordboard.testkit.FakeSipLeg;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Applications that join running calls, by each of their names; and rooms.
class ConnectTest {
  private final EngineFixture house = new EngineFixture();

  @Test
  void joinsACallByItsServerCallId() {
    var first = house.create(SIMULATED);
    pickUp(house.sip.lastInvited(), Codec.PCMU);

    var joined = connected(new Locator.ServerCall(first.ids().serverCallId()));

    assertThat(joined.ids().serverCallId()).isEqualTo(first.ids().serverCallId());
    assertThat(joined.terms().connectionId()).isNotEqualTo(first.terms().connectionId());
    assertThat(joined.ids().correlationId()).isNotEqualTo(first.ids().correlationId());
    assertThat(house.events.callbacks())
        .filteredOn(event -> event.to().connectionId().equals(joined.terms().connectionId()))
        .isNotEmpty()
        .allMatch(event -> event.ids().correlationId().equals(first.ids().correlationId()));
    assertThat(house.calls.find(joined.terms().connectionId()).orElseThrow().participants())
        .hasSize(2);
  }

  @Test
  void joinsAGroupThatPhonesHaveDialled() {
    var caller = house.callFrom(new Origin.User(ALICE.userPart()), "group-g7");
    caller.farSide().answered(Optional.empty());

    connected(new Locator.Group("g7"));

    assertThat(house.calls.live()).hasSize(1);
    assertThat(house.events.names()).contains("CallConnected");
  }

  @Test
  void joinsARoom() {
    var caller = dialRoom("r1", ALICE.userPart());
    caller.farSide().answered(Optional.empty());

    connected(new Locator.Room("r1"));

    assertThat(house.calls.live()).hasSize(1);
  }

  @Test
  void tellsByAnEventThatThereIsNoSuchCall() {
    var known = house.create(SIMULATED);
    house.calls.hangUp(known.terms().connectionId());
    int before = house.events.callbacks().size();

    var joined = connected(new Locator.ServerCall(known.ids().serverCallId()));
    connected(new Locator.Group("g7"));
    connected(new Locator.Room("r1"));

    assertThat(joined.ids().serverCallId()).isEqualTo(known.ids().serverCallId());
    var told = house.events.callbacks();
    assertThat(told.subList(before, told.size()))
        .hasSize(6)
        .allMatch(event -> event.result().code() == 404 && event.result().subCode() == 8522);
    assertThat(house.events.names()).contains("ConnectFailed");
    assertThat(house.calls.live()).isEmpty();
    assertThat(house.store.unfinishedCalls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "not an id!", "a/b\\c"})
  void refusesWhatIsNoServerCallId(String text) {
    assertThat(connect(new Locator.ServerCall(text)))
        .isInstanceOfSatisfying(
            CallReply.InvalidArgument.class,
            fault -> assertThat(fault.member()).isEqualTo("callLocator.serverCallId"));
  }

  @ParameterizedTest
  @CsvSource({
    "r2, alice, refuse 404",
    "r1, bob, refuse 403 5828 Not a participant of this room",
    "r1, '', refuse 403 5830 Rooms are for users only",
  })
  void refusesWhomTheRoomDoesNotKnow(String room, String who, String done) {
    var caller =
        who.isEmpty()
            ? house.callFrom(new Origin.Trunk("simulator"), "room-" + room)
            : dialRoom(room, who.equals("bob") ? BOB.userPart() : ALICE.userPart());

    assertThat(caller.done()).containsExactly(done);
    assertThat(house.media.sessions()).isEmpty();
  }

  @Test
  void refusesToOpenARoomOutsideItsTime() {
    house.rooms.isOpen = false;

    assertThat(dialRoom("r1", ALICE.userPart()).done())
        .containsExactly("refuse 403 5829 The room is not open now");
  }

  @Test
  void callsAPhoneNumberFromARoomOnlyWhenTheRoomAllowsIt() {
    dialRoom("r1", ALICE.userPart()).farSide().answered(Optional.empty());
    var id = connected(new Locator.Room("r1")).terms().connectionId();

    assertThat(add(id)).isInstanceOf(CallReply.Inviting.class);
    assertThat(house.sip.invited()).isEmpty();
    assertThat(house.events.callbacks().getLast().result())
        .satisfies(result -> assertThat(result.code()).isEqualTo(403))
        .satisfies(result -> assertThat(result.message()).contains("room"));

    house.rooms.dialsOut = true;
    add(id);
    assertThat(house.sip.invited()).hasSize(1);
  }

  private CallReply add(String id) {
    var shown = new CallRequest.Shown(Optional.of(EngineFixture.OWNED), Optional.empty());
    var operation = new Operation(id, Optional.empty(), Optional.empty());
    return house.calls.addParticipant(
        new CallRequest.Add(operation, OUTSIDE, shown, 0, CustomContext.NONE));
  }

  private FakeSipLeg dialRoom(String room, String account) {
    return house.callFrom(new Origin.User(account), "room-" + room);
  }

  private ConnectionView connected(Locator locator) {
    return ((CallReply.Connected) connect(locator)).connection();
  }

  private CallReply connect(Locator locator) {
    return house.calls.connect(
        new CallRequest.Connect(EngineFixture.terms(), locator, Optional.empty()));
  }
}
