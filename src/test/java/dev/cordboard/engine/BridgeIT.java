package dev.cordboard.engine;

import static dev.cordboard.engine.EngineFixture.OWNED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallReply;
import dev.cordboard.config.CallSettings;
import dev.cordboard.config.MediaSettings;
import dev.cordboard.config.SipSettings;
import dev.cordboard.config.StoreSettings;
import dev.cordboard.config.TrunkSettings;
import dev.cordboard.engine.dial.NumberPlan;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.media.MediaPlane;
import dev.cordboard.sip.SipUserAgent;
import dev.cordboard.sip.UserAgent;
import dev.cordboard.sip.digest.CredentialSource;
import dev.cordboard.sip.refer.ReferListener;
import dev.cordboard.store.Store;
import dev.cordboard.testkit.TalkingPhone;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Calls over real sockets: phones that talk through the engine and hear each other.
@Timeout(120)
class BridgeIT {
  private static final double LOW = 440;
  private static final double MIDDLE = 700;
  private static final double HIGH = 1000;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final RecordedEvents events = new RecordedEvents();
  private final TalkingPhone east = opened(new TalkingPhone(HIGH));
  private final Store store =
      opened(Store.inMemory(StoreSettings.defaults(), TimeSource.system(), Metrics.none()));
  private final UserAgent sip = opened(userAgent());
  private final Engine engine = engine(sip);

  @AfterEach
  void closeAll() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  @Test
  void twoPhonesHearEachOther() throws InterruptedException {
    var west = opened(new TalkingPhone(LOW));

    west.call(uri("load"));
    west.awaitAnswered();
    east.awaitAnswered();

    west.awaitHears(List.of(HIGH), List.of(LOW));
    east.awaitHears(List.of(LOW), List.of(HIGH));
    west.hangUp();
    east.awaitOver();
    awaitNoCalls();
  }

  @Test
  void threeInAGroupHearTheOthersAndNotThemselves() throws InterruptedException {
    var tones = List.of(LOW, MIDDLE, HIGH);
    var phones = tones.stream().map(TalkingPhone::new).map(this::opened).toList();

    for (var phone : phones) {
      phone.call(uri("conf7"));
      phone.awaitAnswered();
    }

    for (int i = 0; i < 3; i++) {
      double own = tones.get(i);
      phones.get(i).awaitHears(tones.stream().filter(each -> each != own).toList(), List.of(own));
    }
    for (var phone : phones) {
      phone.hangUp();
    }
    awaitNoCalls();
  }

  /// Bridges live on shards of their own: the leg goes from one to the other.
  @Test
  void aMoveTakesTheSoundAlong() throws InterruptedException {
    var tones = List.of(LOW, MIDDLE, HIGH);
    var phones = tones.stream().map(TalkingPhone::new).map(this::opened).toList();
    phones.get(0).call(uri("conf7"));
    phones.get(0).awaitAnswered();
    phones.get(2).call(uri("conf8"));
    phones.get(2).awaitAnswered();
    phones.get(1).call(uri("conf7"));
    phones.get(1).awaitAnswered();
    phones.get(1).awaitHears(List.of(LOW), List.of(HIGH));
    var from = joined("conf7");
    var to = joined("conf8");

    var middle = roster(from, 2).get(1).identifier();
    var moved = engine.calls().moveHere(operation(to), List.of(middle), from);

    assertThat(moved).isInstanceOf(CallReply.Moved.class);
    phones.get(1).awaitHears(List.of(HIGH), List.of(LOW));
    phones.get(2).awaitHears(List.of(MIDDLE), List.of(HIGH));
    phones.get(0).awaitHears(List.of(), List.of(MIDDLE, HIGH));
    phones.get(1).hangUp();
    awaitEvent("MoveParticipantSucceeded");
    phones.get(2).awaitHears(List.of(), List.of(MIDDLE));
    phones.get(0).hangUp();
    phones.get(2).hangUp();
    awaitNoCalls();
  }

  @Test
  void aMutedPhoneIsNotHeardAndOneOnHoldHearsNothingEither() throws InterruptedException {
    var west = opened(new TalkingPhone(LOW));
    var middle = opened(new TalkingPhone(MIDDLE));
    west.call(uri("conf7"));
    west.awaitAnswered();
    middle.call(uri("conf7"));
    middle.awaitAnswered();
    var id = joined("conf7");
    var calls = engine.calls();
    var callers = roster(id, 2);

    calls.mute(operation(id), callers.get(0).identifier(), true);
    middle.awaitHears(List.of(), List.of(LOW));
    west.awaitHears(List.of(MIDDLE), List.of());
    calls.mute(operation(id), callers.get(0).identifier(), false);
    middle.awaitHears(List.of(LOW), List.of());
    calls.hold(operation(id), callers.get(1).identifier(), true);
    middle.awaitHears(List.of(), List.of(LOW));
    west.awaitHears(List.of(), List.of(MIDDLE));
    calls.hold(operation(id), callers.get(1).identifier(), false);
    middle.awaitHears(List.of(LOW), List.of());
    west.awaitHears(List.of(MIDDLE), List.of());

    west.hangUp();
    middle.hangUp();
    awaitNoCalls();
  }

  @Test
  void aPhoneThatTransfersLeavesTheOthersTogether() throws InterruptedException {
    var west = opened(new TalkingPhone(LOW));
    var middle = opened(new TalkingPhone(MIDDLE));
    west.call(uri("conf7"));
    west.awaitAnswered();
    middle.call(uri("conf7"));
    middle.awaitAnswered();
    west.awaitHears(List.of(MIDDLE), List.of());
    var told = new ArrayBlockingQueue<Integer>(8);

    middle.transferTo(uri("+442079460123"), outcome(told));

    assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo(200);
    middle.awaitOver();
    west.awaitHears(List.of(HIGH), List.of(MIDDLE));
    east.awaitHears(List.of(LOW), List.of(MIDDLE));
    west.hangUp();
    // A group lasts until the last one leaves it.
    east.hangUp();
    awaitNoCalls();
  }

  /// Takes the last thing that is told about a REFER.
  private static ReferListener outcome(BlockingQueue<Integer> told) {
    return new ReferListener() {
      @Override
      public void accepted() {}

      @Override
      public void refused(int status) {
        told.add(status);
      }

      @Override
      public void progress(int status) {}

      @Override
      public void finished(int status) {
        told.add(status);
      }

      @Override
      public void lost() {
        told.add(0);
      }
    };
  }

  private String joined(String group) {
    var reply =
        engine
            .calls()
            .connect(
                new CallRequest.Connect(
                    EngineFixture.terms(), new CallRequest.Locator.Group(group), Optional.empty()));
    return ((CallReply.Connected) reply).connection().terms().connectionId();
  }

  /// The participants, once there are so many: a phone that hears its answer has not yet
  /// acknowledged it.
  private List<Participant> roster(String connectionId, int size) throws InterruptedException {
    events.await(
        _ ->
            events.callbacks().stream()
                .map(CallEvent::detail)
                .anyMatch(
                    detail ->
                        detail instanceof Detail.ParticipantsUpdated updated
                            && updated.participants().size() == size),
        Duration.ofSeconds(20));
    return engine.calls().find(connectionId).orElseThrow().participants();
  }

  private static Operation operation(String connectionId) {
    return new Operation(connectionId, Optional.empty(), Optional.empty());
  }

  @Test
  void anApplicationCallsAPhoneAndHangsUp() throws InterruptedException {
    var reply = engine.calls().create(EngineFixture.creation(new PhoneNumber("+442079460123")));
    east.awaitAnswered();
    var id = ((CallReply.Connected) reply).connection().terms().connectionId();
    awaitEvent("CallConnected");

    var caller = east.incoming().caller();
    var over = engine.calls().hangUp(id);
    east.awaitOver();

    assertThat(caller.displayName()).isEqualTo("Front desk");
    assertThat(over).isEqualTo(new CallReply.Accepted());
    awaitEvent("CallDisconnected");
    awaitNoCalls();
  }

  @Test
  void aCallToAnOwnNumberIsTwoCalls() throws InterruptedException {
    var caller = engine.calls().create(EngineFixture.creation(OWNED));
    awaitEvent("IncomingCall");

    var callee =
        engine
            .calls()
            .answer(
                new CallRequest.Answer(
                    events.lastInvitation(), EngineFixture.terms(), Optional.empty()));
    awaitEvents("CallConnected", 2);

    assertThat(caller).isInstanceOf(CallReply.Connected.class);
    assertThat(callee).isInstanceOf(CallReply.Connected.class);
    assertThat(engine.calls().live()).hasSize(2);
    engine.calls().hangUp(((CallReply.Connected) callee).connection().terms().connectionId());
    awaitEvents("CallDisconnected", 2);
    awaitNoCalls();
  }

  @Test
  void aCallerWhoDialsNothingHears404() throws InterruptedException {
    var west = opened(new TalkingPhone(LOW));

    west.call(uri("nobody"));

    assertThat(west.awaitOver()).isEqualTo(404);
    awaitNoCalls();
  }

  @Test
  void aStopHangsUpEveryPhone() throws InterruptedException {
    var west = opened(new TalkingPhone(LOW));
    west.call(uri("load"));
    west.awaitAnswered();
    east.awaitAnswered();

    boolean quiet = engine.close(Duration.ofSeconds(10));

    assertThat(quiet).isTrue();
    west.awaitOver();
    east.awaitOver();
  }

  /// The process is gone: nothing of it but the store is left. Its phones get a BYE from the next.
  @Test
  void aRestartHangsUpThePhonesOfTheLastRun() throws InterruptedException {
    engine.calls().create(EngineFixture.creation(new PhoneNumber("+442079460123")));
    east.awaitAnswered();
    awaitEvent("CallConnected");
    sip.close();

    engine(opened(userAgent()));

    east.awaitOver();
    awaitEvent("CallDisconnected");
    assertThat(events.callbacks().getLast().result().subCode()).isEqualTo(9999);
    assertThat(store.unfinishedCalls()).isEmpty();
  }

  private UserAgent userAgent() {
    var settings = SipSettings.defaults();
    var agent =
        SipUserAgent.open(
            settings.withTransport(settings.transport().bound("127.0.0.1", 0)).withTrunks(trunks()),
            new SipUserAgent.Parts(
                TimeSource.system(),
                IdSource.random(),
                Metrics.none(),
                CredentialSource.none(),
                Map.of()));
    agent.start();
    return agent;
  }

  private Engine engine(UserAgent agent) {
    var media =
        opened(
            MediaPlane.start(
                new MediaSettings(
                    "127.0.0.1", new MediaSettings.PortRange(0, 0), 0, 3, 1, false, 60, 5, 0),
                TimeSource.system(),
                IdSource.random(),
                Metrics.none()));
    var tools = new EngineParts.Tools(TimeSource.system(), IdSource.random(), Metrics.none());
    var people = new EngineFixture.TwoPeople();
    var plan =
        new NumberPlan(
            EngineFixture.RESOURCE,
            Set.of(OWNED.value()),
            Set.of(),
            EngineFixture.plan().routes(),
            trunks(),
            InetAddress.getLoopbackAddress());
    var built =
        new Engine(
            new EngineParts(agent, media, store, events, people, RoomBook.none(), tools),
            plan,
            CallSettings.defaults());
    built.start();
    open.push(() -> built.close(Duration.ofSeconds(2)));
    return built;
  }

  /// `carrier` is the phone in the east; every other phone of this machine calls from `pbx`.
  private List<TrunkSettings> trunks() {
    var pbx =
        new TrunkSettings(
                "pbx",
                List.of("127.0.0.1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())
            .withRefer(false, true);
    return List.of(TrunkSettings.of("carrier", "127.0.0.1:" + east.port()), pbx);
  }

  private String uri(String user) {
    return "sip:" + user + "@127.0.0.1:" + sip.udpAddress().orElseThrow().getPort();
  }

  private void awaitEvent(String name) throws InterruptedException {
    awaitEvents(name, 1);
  }

  private void awaitEvents(String name, int count) throws InterruptedException {
    events.await(
        names -> names.stream().filter(name::equals).count() >= count, Duration.ofSeconds(20));
  }

  private void awaitNoCalls() throws InterruptedException {
    assertThat(engine.awaitNoCalls(Duration.ofSeconds(20))).isTrue();
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }
}
