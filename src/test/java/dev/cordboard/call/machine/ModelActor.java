package dev.cordboard.call.machine;

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
/// comes too late, twice or never belonged to the call.
final class ModelActor {
  private final SplittableRandom random;
  private final List<LegId> legs = new ArrayList<>();
  private final List<String> invitations = new ArrayList<>();
  private final List<String> connections = new ArrayList<>();
  private final List<CommunicationIdentifier> people = new ArrayList<>();
  private Instant now = Scene.START;
  private int names;

  ModelActor(SplittableRandom random) {
    this.random = random;
    legs.add(new LegId("stranger"));
    invitations.add("stranger");
    connections.add("stranger");
    people.add(Scene.user("stranger"));
  }

  CallInput first() {
    return switch (random.nextInt(4)) {
      case 0, 1 -> create();
      case 2 -> arrive();
      default -> join();
    };
  }

  CallInput next() {
    now = now.plusMillis(random.nextInt(1, 20_000));
    int dice = random.nextInt(100);
    if (dice < 55) {
      return signal();
    }
    return dice < 98 ? command() : rare();
  }

  CallInput end() {
    return new CallInput.End(now, new CallResult(500, 9999, "The server stops."));
  }

  private CallInput rare() {
    return switch (random.nextInt(5)) {
      case 0 -> end();
      case 1 -> arrive();
      case 2 -> create();
      default -> join();
    };
  }

  private CallInput signal() {
    var leg = any(legs);
    return switch (random.nextInt(12)) {
      case 0 -> new CallInput.Ringing(now, leg);
      case 1 -> new CallInput.EarlyMedia(now, leg);
      case 2, 3, 4, 5 -> new CallInput.Answered(now, leg, new LegSnapshot("s" + ++names));
      case 6 -> new CallInput.Failed(now, leg, random.nextInt(300, 700), "No");
      case 7 -> new CallInput.Ended(now, leg, any(List.of(LegEnd.values())));
      case 8 -> new CallInput.HeldByPhone(now, leg, random.nextBoolean());
      case 9 -> new CallInput.LegChanged(now, leg, new LegSnapshot("s" + ++names));
      case 10 -> join();
      default -> new CallInput.TimerFired(now, "ring:" + any(invitations));
    };
  }

  private CallInput command() {
    return switch (random.nextInt(12)) {
      case 0, 1 -> answer();
      case 2 -> new CallInput.Reject(now, any(invitations), any(List.of(RejectReason.values())));
      case 3, 4 -> new CallInput.Redirect(now, any(invitations), invitee(), CustomContext.NONE);
      case 5 -> new CallInput.HangUp(now, any(connections));
      case 6 ->
          random.nextInt(3) == 0
              ? new CallInput.Terminate(now, any(connections))
              : new CallInput.HangUp(now, any(connections));
      case 7, 8, 9 -> add();
      case 10 -> new CallInput.CancelAddParticipant(now, operation(), any(invitations));
      default -> new CallInput.RemoveParticipant(now, operation(), any(people));
    };
  }

  private CallInput create() {
    var targets = new ArrayList<Invitee>();
    for (int i = random.nextInt(4); i > 0; i--) {
      targets.add(invitee());
    }
    var source = person();
    return new CallInput.Create(
        now,
        Scene.IDS,
        terms(),
        source,
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
        Scene.IDS,
        leg(),
        caller(),
        bare ? Scene.rung(Scene.PHONE, leg().value()) : invitee(),
        CustomContext.NONE,
        !bare,
        new LegSnapshot("s" + ++names));
  }

  private CallInput join() {
    return new CallInput.Join(
        now,
        Scene.IDS,
        leg(),
        caller(),
        new Gathering(Gathering.Kind.GROUP, "g"),
        new LegSnapshot("s" + ++names));
  }

  private CallInput answer() {
    return new CallInput.Answer(
        now,
        any(invitations),
        terms(),
        Optional.empty(),
        new CallInput.PhoneAnswerer(Scene.NIL, Scene.user("answerer" + ++names)));
  }

  private CallInput add() {
    return new CallInput.AddParticipant(
        now,
        operation(),
        random.nextInt(10) == 0 ? new Invitee(any(people), invitation(), reach(false)) : invitee(),
        Optional.of(Scene.OWNED),
        Optional.empty(),
        random.nextInt(3) * 30,
        CustomContext.NONE);
  }

  private Operation operation() {
    var connection = any(connections);
    return new Operation(connection, Optional.of(connection + " op" + ++names), Optional.empty());
  }

  private Caller caller() {
    return new Caller(person(), Optional.empty(), "");
  }

  private Invitee invitee() {
    var who = person();
    return new Invitee(who, invitation(), reach(who instanceof PhoneNumber));
  }

  private Reach reach(boolean phone) {
    if (random.nextInt(8) == 0) {
      return new Reach.Nowhere(new CallResult(480, 10037, "Nowhere."));
    }
    var devices = new ArrayList<Reach.Device>();
    for (int i = random.nextInt(4); i > 0; i--) {
      devices.add(new Reach.Device(leg(), "sip:x@test", "", phone));
    }
    return new Reach.Ring(devices, random.nextInt(3) > 0, Duration.ofSeconds(30));
  }

  private CommunicationIdentifier person() {
    int name = ++names;
    var who =
        random.nextBoolean()
            ? new CommunicationUser("8:acs:res_" + name)
            : new PhoneNumber("+1" + name);
    people.add(who);
    return who;
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

  /// Rather a recent one than an old one.
  private <T> T any(List<T> known) {
    int from = random.nextInt(4) == 0 ? 0 : Math.max(0, known.size() - 4);
    return known.get(random.nextInt(from, known.size()));
  }
}
