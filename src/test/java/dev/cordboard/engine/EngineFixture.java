package dev.cordboard.engine;

import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.CustomContext;
import dev.cordboard.config.CallSettings;
import dev.cordboard.config.RouteSettings;
import dev.cordboard.config.TrunkSettings;
import dev.cordboard.engine.dial.NumberPlan;
import dev.cordboard.engine.dial.People;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.sdp.Codec;
import dev.cordboard.sdp.LocalStream;
import dev.cordboard.sdp.OfferAnswer;
import dev.cordboard.sdp.SessionDescription;
import dev.cordboard.sip.CallerIdentity;
import dev.cordboard.sip.IncomingLeg;
import dev.cordboard.sip.Origin;
import dev.cordboard.testkit.CountingIds;
import dev.cordboard.testkit.CountingMetrics;
import dev.cordboard.testkit.FakeMedia;
import dev.cordboard.testkit.FakeSipLeg;
import dev.cordboard.testkit.FakeStore;
import dev.cordboard.testkit.FakeUserAgent;
import dev.cordboard.testkit.ManualTime;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// An engine between fakes: SIP without a network, media without ports, a disk that the test plays,
/// a clock that it moves.
final class EngineFixture {
  static final String RESOURCE = "5f0e4b3c-0000-4000-8000-00000000000a";
  static final CommunicationUser ALICE = new CommunicationUser("8:acs:" + RESOURCE + "_alice");
  static final CommunicationUser BOB = new CommunicationUser("8:acs:" + RESOURCE + "_bob");
  static final CommunicationUser DESK = new CommunicationUser("8:acs:" + RESOURCE + "_desk");
  static final PhoneNumber OWNED = new PhoneNumber("+18005550100");
  static final PhoneNumber SIMULATED = new PhoneNumber("+14255550100");
  static final PhoneNumber OUTSIDE = new PhoneNumber("+442079460123");

  final FakeUserAgent sip = new FakeUserAgent();
  final FakeMedia media = new FakeMedia();
  final FakeStore store;
  final RecordedEvents events = new RecordedEvents();
  final OneRoom rooms = new OneRoom();
  final ManualTime time = new ManualTime();
  final CountingMetrics metrics = new CountingMetrics();
  final CountingIds ids = new CountingIds();
  final Engine engine;
  final Calls calls;

  EngineFixture() {
    this(CallSettings.defaults(), new FakeStore());
  }

  EngineFixture(CallSettings settings, FakeStore store) {
    this.store = store;
    var tools = new EngineParts.Tools(time, ids, metrics);
    var parts = new EngineParts(sip, media, store, events, new TwoPeople(), rooms, tools);
    engine = new Engine(parts, plan(), settings);
    engine.begin();
    calls = engine.calls();
  }

  static NumberPlan plan() {
    return new NumberPlan(
        RESOURCE,
        Set.of(OWNED.value()),
        Set.of(SIMULATED.value()),
        List.of(
            route("", "load", "trunk carrier"),
            route("", "conf[0-9]+", "group $0"),
            route("carrier", "desk-(.*)", "user $1"),
            route("", "\\+44.*", "trunk carrier"),
            route("", "joe", "simulator +14255550100")),
        List.of(
            TrunkSettings.of("carrier", "127.0.0.1:5092").withRefer(true, false),
            TrunkSettings.of("pbx", "127.0.0.1:5091")),
        InetAddress.getLoopbackAddress());
  }

  static RouteSettings route(String fromTrunk, String match, String to) {
    return new RouteSettings(
        Optional.of(fromTrunk).filter(name -> !name.isEmpty()), Pattern.compile(match), to);
  }

  /// Commands wait for 20 ms only.
  static CallSettings hasty() {
    var usual = CallSettings.defaults();
    return new CallSettings(
        usual.maxCalls(),
        usual.mailboxCommands(),
        usual.mailboxSignals(),
        Duration.ofMillis(20),
        usual.userRing(),
        usual.numberRing(),
        usual.maxDevices());
  }

  static CallSettings small(int commands, int signals, int maxCalls) {
    var usual = CallSettings.defaults();
    return new CallSettings(
        maxCalls,
        commands,
        signals,
        Duration.ofSeconds(5),
        usual.userRing(),
        usual.numberRing(),
        usual.maxDevices());
  }

  ConnectionView create(CommunicationIdentifier... targets) {
    return ((CallReply.Connected) calls.create(creation(targets))).connection();
  }

  static CallRequest.Create creation(CommunicationIdentifier... targets) {
    var shown = new CallRequest.Shown(Optional.of(OWNED), Optional.of("Front desk"));
    return new CallRequest.Create(
        terms(), Optional.empty(), shown, List.of(targets), CustomContext.NONE);
  }

  static CallRequest.Terms terms() {
    return new CallRequest.Terms(
        "2024-09-15", "https://app.example/cb", Optional.of("mine"), Optional.empty());
  }

  FakeSipLeg callFrom(Origin origin, String user) {
    return callFrom(origin, user, Optional.of(sdp(Codec.PCMU, Codec.PCMA)));
  }

  FakeSipLeg callFrom(Origin origin, String user, Optional<SessionDescription> offer) {
    var name =
        origin instanceof Origin.User(var account)
            ? new CallerIdentity.Name.Account(account)
            : new CallerIdentity.Name.Telephone("+14255550177");
    return sip.call(
        leg ->
            new IncomingLeg(
                leg,
                new IncomingLeg.Dialled(user, "sip:" + user + "@127.0.0.1"),
                new CallerIdentity(name, ""),
                origin,
                Map.of("X-MS-Custom-Case", "17"),
                offer));
  }

  /// The far side of an invited leg answers with this codec.
  static void pickUp(FakeSipLeg leg, Codec codec) {
    leg.farSide().answered(Optional.of(answerTo(leg, codec)));
  }

  static SessionDescription answerTo(FakeSipLeg leg, Codec codec) {
    var local =
        new LocalStream(
            dev.cordboard.sdp.Origin.ours(7, 1, "127.0.0.1"), "127.0.0.1", 4000, List.of(codec));
    var outcome = OfferAnswer.answer(leg.invite().offer().orElseThrow(), local);
    return ((OfferAnswer.Outcome.Agreed) outcome).answer();
  }

  static SessionDescription sdp(Codec... codecs) {
    return OfferAnswer.offer(
        new LocalStream(
            dev.cordboard.sdp.Origin.ours(7, 1, "127.0.0.1"), "127.0.0.1", 4000, List.of(codecs)));
  }

  /// The room `r1`, of Alice alone; it is open unless the test shuts it.
  static final class OneRoom implements RoomBook {
    volatile boolean isOpen = true;
    volatile boolean dialsOut;

    @Override
    public Admission mayJoin(String roomId, CommunicationIdentifier who, Instant now) {
      if (!roomId.equals("r1")) {
        return new Admission.NoRoom();
      }
      if (!(who instanceof CommunicationUser)) {
        return new Admission.NotAUser();
      }
      if (!who.equals(ALICE)) {
        return new Admission.NotInvited();
      }
      return isOpen ? new Admission.Admitted("Attendee") : new Admission.OutsideItsTime();
    }

    @Override
    public boolean dialsOut(String roomId) {
      return dialsOut;
    }
  }

  /// Two users: `alice` has the alias of her name, `bob` too.
  static final class TwoPeople implements People {
    @Override
    public Optional<CommunicationUser> named(String name) {
      return switch (name) {
        case "alice" -> Optional.of(ALICE);
        case "bob" -> Optional.of(BOB);
        default ->
            name.startsWith(RESOURCE)
                ? Optional.of(new CommunicationUser("8:acs:" + name))
                : Optional.empty();
      };
    }

    @Override
    public List<String> accounts(CommunicationUser user) {
      return user.equals(ALICE) ? List.of(user.userPart(), "alice") : List.of(user.userPart());
    }

    @Override
    public List<String> staticContacts(CommunicationUser user) {
      return user.equals(DESK) ? List.of("sip:load@127.0.0.1:5092") : List.of();
    }
  }
}
