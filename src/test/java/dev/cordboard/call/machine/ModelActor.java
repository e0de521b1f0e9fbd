package dev.cordboard.call.machine;

import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.call.CallInput.LegEnd;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallInput.RejectReason;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.Caller;
import dev.cordboard.call.ConnectionTerms;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.Invitee;
import dev.cordboard.call.LegId;
import dev.cordboard.call.LegSnapshot;
import dev.cordboard.call.Reach;
import dev.cordboard.call.machine.WatchedCall.Leg;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Plays applications, phones and clocks at random: mostly what makes sense by now, sometimes what
/// comes too late, twice or never belonged to the call. It sees what they would see.
final class ModelActor {
  private static final List<LegEnd> ENDS = List.of(LegEnd.values());
  private static final List<RejectReason> REASONS = List.of(RejectReason.values());

  private final SplittableRandom random;
  private final ModelWorld world;
  private final ModelWatch watch;

  /// Whatever had a name once, live or not.
  private final List<LegId> legs = new ArrayList<>();

  private final List<String> invitations = new ArrayList<>();
  private final List<String> connections = new ArrayList<>();
  private final List<CommunicationIdentifier> people = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private Instant now = Scene.START;
  private int names;

  ModelActor(SplittableRandom random, ModelWorld world, ModelWatch watch) {
    this.random = random;
    this.world = world;
    this.watch = watch;
    legs.add(new LegId("stranger"));
    invitations.add("stranger");
    connections.add("stranger");
    people.add(Scene.user("stranger"));
  }

  ModelAction open() {
    return new ModelAction.Open(
        switch (random.nextInt(16)) {
          case 0, 1, 2, 3, 4, 5 -> create();
          case 6, 7, 8, 9, 10 -> arrive();
          case 11, 12, 13, 14 -> join();
          default ->
              new CallInput.ConnectNowhere(
                  now, ids(), terms(), person(), new CallResult(404, 8522, "Nowhere."));
        });
  }

  ModelAction next() {
    now = now.plusMillis(random.nextInt(1, 20_000));
    int dice = random.nextInt(100);
    if (dice < 50) {
      return reported().orElseGet(this::stray);
    }
    if (dice < 90) {
      return asked().orElseGet(this::stray);
    }
    if (dice < 96) {
      return betweenCalls().orElseGet(this::stray);
    }
    return dice == 99 ? open() : stray();
  }

  ModelAction stop() {
    return new ModelAction.Stop(now);
  }

  /// What a device or a clock does.
  private Optional<ModelAction> reported() {
    var call = liveCall();
    if (call.isEmpty()) {
      return Optional.empty();
    }
    if (random.nextInt(14) == 0 && !call.get().timers.isEmpty()) {
      var timer = any(List.copyOf(call.get().timers));
      return Optional.of(play(new CallInput.TimerFired(now, timer)));
    }
    if (random.nextInt(10) == 0 && call.get().gathering) {
      return Optional.of(new ModelAction.Play(join(), call.get().ids.callId()));
    }
    var all = call.get().legs;
    return all.isEmpty() ? Optional.empty() : Optional.of(play(signal(any(all))));
  }

  private CallInput signal(Leg leg) {
    return switch (leg.stand) {
      case RINGING -> ofRinging(leg.id);
      case CALLING ->
          random.nextInt(3) == 0 ? new CallInput.Ended(now, leg.id, any(ENDS)) : signal(leg.id);
      case ANSWERED -> random.nextInt(4) == 0 ? signal(leg.id) : answered(leg.id);
      case UP -> ofStanding(leg);
    };
  }

  private CallInput ofRinging(LegId leg) {
    int dice = random.nextInt(10);
    if (dice < 5) {
      return answered(leg);
    }
    return dice < 7 ? failed(leg) : signal(leg);
  }

  private CallInput ofStanding(Leg leg) {
    if (leg.askedToRefer && random.nextBoolean()) {
      int status = any(List.of(100, 180, 200, 202, 202, 405, 486, 603));
      return random.nextBoolean()
          ? new CallInput.ReferAnswered(now, leg.id, status)
          : new CallInput.ReferProgress(now, leg.id, status);
    }
    return switch (random.nextInt(8)) {
      case 0, 1 -> new CallInput.Referred(now, leg.id, invitee(), CustomContext.NONE);
      case 2 -> replace(leg.id);
      case 3, 4 -> new CallInput.HeldByPhone(now, leg.id, random.nextBoolean());
      default -> signal(leg.id);
    };
  }

  /// Any signal, whether it fits or not.
  private CallInput signal(LegId leg) {
    return switch (random.nextInt(11)) {
      case 0 -> new CallInput.Ringing(now, leg);
      case 1 -> new CallInput.EarlyMedia(now, leg);
      case 2 -> answered(leg);
      case 3 -> failed(leg);
      case 4 -> new CallInput.Ended(now, leg, any(ENDS));
      case 5 -> new CallInput.HeldByPhone(now, leg, random.nextBoolean());
      case 6 -> new CallInput.LegChanged(now, leg, snapshot());
      case 7 -> new CallInput.ReferAnswered(now, leg, random.nextBoolean() ? 202 : 405);
      case 8 -> new CallInput.ReferProgress(now, leg, random.nextBoolean() ? 200 : 486);
      case 9 -> new CallInput.Referred(now, leg, invitee(), CustomContext.NONE);
      default -> new CallInput.Ringing(now, leg);
    };
  }

  private CallInput answered(LegId leg) {
    return new CallInput.Answered(now, leg, snapshot());
  }

  private CallInput failed(LegId leg) {
    return new CallInput.Failed(now, leg, random.nextInt(300, 700), "No");
  }

  private CallInput replace(LegId seat) {
    var caller = random.nextInt(3) == 0 ? any(people) : person();
    return new CallInput.Replace(
        now, leg(), new Caller(caller, Optional.empty(), ""), seat, snapshot());
  }

  /// What an application does.
  private Optional<ModelAction> asked() {
    var call = liveCall();
    if (call.isEmpty()) {
      return Optional.empty();
    }
    var known = call.get();
    if (!known.timers.isEmpty() && random.nextInt(3) == 0) {
      return Optional.of(play(ofInvitation(any(List.copyOf(known.timers)))));
    }
    if (known.connections.isEmpty() || random.nextInt(12) == 0) {
      return Optional.of(
          new ModelAction.Play(new CallInput.Connect(now, terms(), person()), known.ids.callId()));
    }
    var connection = any(List.copyOf(known.connections.keySet()));
    return Optional.of(play(operation(connection, participants(known))));
  }

  private CallInput ofInvitation(String timer) {
    var invitation = timer.substring(timer.indexOf(':') + 1);
    return switch (random.nextInt(8)) {
      case 0 -> new CallInput.Reject(now, invitation, any(REASONS));
      case 1 -> new CallInput.Redirect(now, invitation, invitee(), CustomContext.NONE);
      case 2 -> new CallInput.CancelAddParticipant(now, operation(any(connections)), invitation);
      default -> answer(invitation);
    };
  }

  private CallInput answer(String invitation) {
    return new CallInput.Answer(
        now,
        invitation,
        terms(),
        Optional.empty(),
        new CallInput.PhoneAnswerer(Scene.NIL, Scene.user("answerer" + ++names)));
  }

  private List<Participant> participants(WatchedCall call) {
    return world.call(call.ids.callId()).orElseThrow().state.snapshot().participants();
  }

  private CallInput operation(String connection, List<Participant> participants) {
    var somebody =
        participants.isEmpty() || random.nextInt(10) == 0
            ? any(people)
            : any(participants).identifier();
    var operation = operation(connection);
    return switch (random.nextInt(20)) {
      case 0 -> new CallInput.HangUp(now, connection);
      case 1 ->
          random.nextInt(3) == 0
              ? new CallInput.Terminate(now, connection)
              : new CallInput.HangUp(now, connection);
      case 2, 3, 4 -> add(operation);
      case 5 -> addSeveral(operation);
      case 6 -> new CallInput.CancelAddParticipant(now, operation, any(invitations));
      case 7 -> new CallInput.RemoveParticipant(now, operation, somebody);
      case 8, 9, 10 -> new CallInput.Mute(now, operation, somebody, random.nextInt(3) > 0);
      case 11, 12, 13 -> new CallInput.Hold(now, operation, somebody, random.nextInt(3) > 0);
      default -> transfer(operation, somebody);
    };
  }

  private CallInput addSeveral(Operation operation) {
    var several = new ArrayList<Invitee>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      several.add(invitee());
    }
    return new CallInput.AddParticipants(
        now, operation, several, Optional.of(Scene.OWNED), random.nextInt(3) * 30);
  }

  private CallInput add(Operation operation) {
    return new CallInput.AddParticipant(
        now,
        operation,
        random.nextInt(10) == 0 ? new Invitee(any(people), invitation(), reach(false)) : invitee(),
        Optional.of(Scene.OWNED),
        Optional.empty(),
        random.nextInt(3) * 30,
        CustomContext.NONE);
  }

  private CallInput transfer(Operation operation, CommunicationIdentifier transferee) {
    return new CallInput.Transfer(
        now,
        operation,
        random.nextInt(10) == 0 ? new Invitee(any(people), invitation(), reach(false)) : invitee(),
        random.nextInt(3) == 0 ? Optional.empty() : Optional.of(transferee),
        random.nextInt(10) == 0 ? Optional.empty() : Optional.of(Scene.OWNED),
        CustomContext.NONE,
        ids(),
        random.nextBoolean());
  }

  private Optional<ModelAction> betweenCalls() {
    var from = liveCall();
    var to = liveCall();
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (random.nextInt(3) == 0) {
      return seat(from.get(), to.get());
    }
    if (from.get().connections.isEmpty() || to.get().connections.isEmpty()) {
      return Optional.empty();
    }
    var who = new ArrayList<CommunicationIdentifier>();
    for (var participant : participants(from.get())) {
      if (random.nextBoolean()) {
        who.add(participant.identifier());
      }
    }
    return Optional.of(
        new ModelAction.Move(
            now,
            any(List.copyOf(from.get().connections.keySet())),
            who,
            operation(any(List.copyOf(to.get().connections.keySet())))));
  }

  private Optional<ModelAction> seat(WatchedCall from, WatchedCall to) {
    return from.legs.isEmpty() || to.legs.isEmpty()
        ? Optional.empty()
        : Optional.of(new ModelAction.Seat(now, any(from.legs).id, any(to.legs).id));
  }

  /// What comes too late, twice, or to the wrong call.
  private ModelAction stray() {
    return new ModelAction.Play(
        switch (random.nextInt(12)) {
          case 0 -> arrive();
          case 1 -> create();
          case 2 -> join();
          case 3 -> new CallInput.TimerFired(now, "ring:" + any(invitations));
          case 4 -> operation(any(connections), List.of());
          case 5 -> answer(any(invitations));
          case 6 -> replace(any(legs));
          case 7 ->
              random.nextInt(8) == 0
                  ? new CallInput.End(now, new CallResult(500, 9999, "The server stops."))
                  : new CallInput.Connect(now, terms(), person());
          default -> signal(any(legs));
        },
        any(calls));
  }

  private CallInput create() {
    var targets = new ArrayList<Invitee>();
    for (int i = random.nextInt(5) - 1; i > -1; i--) {
      targets.add(invitee());
    }
    return new CallInput.Create(
        now,
        ids(),
        terms(),
        person(),
        true,
        Optional.of(Scene.OWNED),
        Optional.empty(),
        targets,
        CustomContext.NONE);
  }

  private CallInput arrive() {
    boolean bare = random.nextInt(8) == 0;
    return new CallInput.Arrive(
        now,
        ids(),
        leg(),
        caller(),
        bare ? Scene.rung(phone(), leg().value()) : invitee(),
        CustomContext.NONE,
        !bare,
        snapshot());
  }

  private CallInput join() {
    return new CallInput.Join(
        now, ids(), leg(), caller(), new Gathering(Gathering.Kind.GROUP, "g"), snapshot());
  }

  private Operation operation(String connection) {
    var context = "op" + ++names;
    return new Operation(
        connection,
        Optional.of(context),
        random.nextBoolean() ? Optional.empty() : Optional.of("https://op.test/" + context));
  }

  private Caller caller() {
    return new Caller(person(), Optional.empty(), "");
  }

  private Invitee invitee() {
    var who = person();
    return new Invitee(who, invitation(), reach(who instanceof PhoneNumber));
  }

  private Reach reach(boolean phone) {
    if (random.nextInt(10) == 0) {
      return new Reach.Nowhere(new CallResult(480, 10037, "Nowhere."));
    }
    var devices = new ArrayList<Reach.Device>();
    for (int i = any(List.of(0, 1, 1, 1, 2, 3)); i > 0; i--) {
      devices.add(new Reach.Device(leg(), "sip:x@test", "", phone));
    }
    return new Reach.Ring(devices, random.nextInt(3) > 0, Duration.ofSeconds(30));
  }

  private CommunicationIdentifier person() {
    return random.nextBoolean() ? phone() : user();
  }

  private CommunicationIdentifier user() {
    people.add(new CommunicationUser("8:acs:res_" + ++names));
    return people.getLast();
  }

  private CommunicationIdentifier phone() {
    people.add(new PhoneNumber("+1" + ++names));
    return people.getLast();
  }

  private LegSnapshot snapshot() {
    return new LegSnapshot("s" + ++names);
  }

  private LegId leg() {
    legs.add(new LegId("leg" + ++names));
    return legs.getLast();
  }

  private String invitation() {
    invitations.add("invitation" + ++names);
    return invitations.getLast();
  }

  private ConnectionTerms terms() {
    connections.add("connection" + ++names);
    return Scene.terms(connections.getLast());
  }

  private CallIds ids() {
    calls.add("call" + ++names);
    return new CallIds(calls.getLast(), "server " + calls.getLast(), "c " + calls.getLast());
  }

  private static ModelAction play(CallInput input) {
    return new ModelAction.Play(input, "nowhere");
  }

  private Optional<WatchedCall> liveCall() {
    var live = new ArrayList<WatchedCall>(4);
    for (var call : watch.calls()) {
      if (!call.finished) {
        live.add(call);
      }
    }
    return live.isEmpty() ? Optional.empty() : Optional.of(any(live));
  }

  private <T> T any(List<T> known) {
    return known.get(random.nextInt(known.size()));
  }
}
