package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.call.CallInput.LegEnd;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallInput.RejectReason;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CallSnapshot;
import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.call.Caller;
import dev.cordboard.call.ConnectionTerms;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.GridEvent;
import dev.cordboard.call.Invitee;
import dev.cordboard.call.LegId;
import dev.cordboard.call.LegSnapshot;
import dev.cordboard.call.Passage;
import dev.cordboard.call.Reach;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One call on a stage: names what tests need, plays inputs, remembers everything it did.
final class Scene {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final CallIds IDS = new CallIds("call-1", "server-call-1", "correlation-1");
  static final String RESOURCE = "8:acs:res_";
  static final CommunicationIdentifier NIL =
      new CommunicationUser(RESOURCE + "00000000-0000-0000-0000-000000000000");
  static final CommunicationUser ALICE = user("alice");
  static final CommunicationUser BOB = user("bob");
  static final CommunicationUser CAROL = user("carol");
  static final PhoneNumber PHONE = new PhoneNumber("+14255550100");
  static final PhoneNumber OTHER_PHONE = new PhoneNumber("+14255550101");
  static final PhoneNumber OWNED = new PhoneNumber("+18005550100");
  static final String VERSION = "2025-06-15";

  static final CallIds SPLIT = new CallIds("call-2", "server-call-2", "correlation-2");

  private final CallIds ids;
  private final List<CallInput> journal = new ArrayList<>();
  private final List<CallEffect> effects = new ArrayList<>();
  private Optional<CallState> state = Optional.empty();
  private Optional<CallReply> reply = Optional.empty();
  private int lastStep;
  private Instant now = START;

  Scene() {
    this(IDS);
  }

  Scene(CallIds ids) {
    this.ids = ids;
  }

  static CommunicationUser user(String name) {
    return new CommunicationUser(RESOURCE + name);
  }

  static ConnectionTerms terms(String connectionId) {
    return new ConnectionTerms(
        connectionId,
        VERSION,
        "https://app.test/" + connectionId,
        Optional.of("context of " + connectionId),
        Optional.empty());
  }

  /// A user with these devices, whom applications may answer for.
  static Invitee asked(CommunicationIdentifier who, String... legs) {
    return new Invitee(who, "invite " + who.rawId(), ring(who, true, legs));
  }

  /// Somebody whom only these devices can answer for.
  static Invitee rung(CommunicationIdentifier who, String... legs) {
    return new Invitee(who, "invite " + who.rawId(), ring(who, false, legs));
  }

  static Invitee nowhere(CommunicationIdentifier who, int code, int subCode) {
    return new Invitee(
        who, "invite " + who.rawId(), new Reach.Nowhere(new CallResult(code, subCode, "Nowhere.")));
  }

  private static Reach ring(CommunicationIdentifier who, boolean incomingCall, String... legs) {
    boolean phone = who instanceof PhoneNumber;
    var devices = new ArrayList<Reach.Device>();
    for (var leg : legs) {
      devices.add(
          new Reach.Device(new LegId(leg), "sip:" + leg + "@test", phone ? "trunk" : "", phone));
    }
    return new Reach.Ring(devices, incomingCall, Duration.ofSeconds(phone ? 115 : 30));
  }

  static Operation operation(String connectionId, String context) {
    return new Operation(connectionId, Optional.of(context), Optional.empty());
  }

  static LegSnapshot snapshot(String leg) {
    return new LegSnapshot("snapshot of " + leg);
  }

  Instant now() {
    return now;
  }

  Scene later(Duration by) {
    now = now.plus(by);
    return this;
  }

  Scene play(CallInput input) {
    var step = state.map(known -> Call.step(known, input)).orElseGet(() -> Call.open(input));
    journal.add(input);
    lastStep = effects.size();
    effects.addAll(step.effects());
    state = Optional.of(step.state());
    reply = step.reply();
    return this;
  }

  Scene create(CommunicationIdentifier source, Invitee... targets) {
    return play(
        new CallInput.Create(
            now,
            ids,
            terms("c1"),
            source,
            true,
            Optional.of(OWNED),
            Optional.empty(),
            List.of(targets),
            CustomContext.NONE));
  }

  Scene arrive(CommunicationIdentifier caller, String leg, Invitee target) {
    return play(
        new CallInput.Arrive(
            now,
            ids,
            new LegId(leg),
            new Caller(caller, Optional.empty(), "Caller"),
            target,
            CustomContext.NONE,
            true,
            snapshot(leg)));
  }

  /// Two trunks and nothing else.
  Scene arriveBare(String leg, String calledLeg) {
    return play(
        new CallInput.Arrive(
            now,
            ids,
            new LegId(leg),
            new Caller(PHONE, Optional.empty(), ""),
            rung(OTHER_PHONE, calledLeg),
            CustomContext.NONE,
            false,
            snapshot(leg)));
  }

  Scene join(CommunicationIdentifier caller, String leg) {
    return join(caller, leg, "g1");
  }

  Scene join(CommunicationIdentifier caller, String leg, String group) {
    return play(
        new CallInput.Join(
            now,
            ids,
            new LegId(leg),
            new Caller(caller, Optional.empty(), ""),
            new Gathering(Gathering.Kind.GROUP, group),
            snapshot(leg)));
  }

  Scene reject(CommunicationIdentifier invited, RejectReason reason) {
    return play(new CallInput.Reject(now, "invite " + invited.rawId(), reason));
  }

  Scene redirect(CommunicationIdentifier invited, Invitee target) {
    return play(
        new CallInput.Redirect(now, "invite " + invited.rawId(), target, CustomContext.NONE));
  }

  Scene answer(CommunicationIdentifier invited, String connectionId) {
    return play(
        new CallInput.Answer(
            now,
            "invite " + invited.rawId(),
            terms(connectionId),
            Optional.empty(),
            new CallInput.PhoneAnswerer(NIL, user("answerer"))));
  }

  Scene answered(String leg) {
    return play(new CallInput.Answered(now, new LegId(leg), snapshot(leg)));
  }

  Scene failed(String leg, int status, String reason) {
    return play(new CallInput.Failed(now, new LegId(leg), status, reason));
  }

  Scene ended(String leg) {
    return play(new CallInput.Ended(now, new LegId(leg), CallInput.LegEnd.HUNG_UP));
  }

  Scene ended(String leg, LegEnd cause) {
    return play(new CallInput.Ended(now, new LegId(leg), cause));
  }

  Scene ringing(String leg) {
    return play(new CallInput.Ringing(now, new LegId(leg)));
  }

  Scene earlyMedia(String leg) {
    return play(new CallInput.EarlyMedia(now, new LegId(leg)));
  }

  Scene holds(String leg, boolean held) {
    return play(new CallInput.HeldByPhone(now, new LegId(leg), held));
  }

  Scene changed(String leg, String snapshot) {
    return play(new CallInput.LegChanged(now, new LegId(leg), new LegSnapshot(snapshot)));
  }

  Scene stop() {
    return play(new CallInput.End(now, new CallResult(500, 9999, "The server stops.")));
  }

  Scene hangUp(String connectionId) {
    return play(new CallInput.HangUp(now, connectionId));
  }

  Scene terminate(String connectionId) {
    return play(new CallInput.Terminate(now, connectionId));
  }

  Scene add(String connectionId, Invitee participant) {
    return play(
        new CallInput.AddParticipant(
            now,
            operation(connectionId, "add"),
            participant,
            Optional.of(OWNED),
            Optional.empty(),
            0,
            CustomContext.NONE));
  }

  Scene cancelAdd(String connectionId, CommunicationIdentifier invited) {
    return play(
        new CallInput.CancelAddParticipant(
            now, operation(connectionId, "cancel"), "invite " + invited.rawId()));
  }

  Scene remove(String connectionId, CommunicationIdentifier participant) {
    return play(
        new CallInput.RemoveParticipant(now, operation(connectionId, "remove"), participant));
  }

  /// An application joins as no party; it acts as `connector`.
  Scene connect(String connectionId) {
    return play(new CallInput.Connect(now, terms(connectionId), user("connector")));
  }

  Scene mute(String connectionId, CommunicationIdentifier participant, boolean muted) {
    return play(new CallInput.Mute(now, operation(connectionId, "mute"), participant, muted));
  }

  Scene hold(String connectionId, CommunicationIdentifier participant, boolean held) {
    return play(new CallInput.Hold(now, operation(connectionId, "hold"), participant, held));
  }

  /// Of the only other party.
  Scene transfer(String connectionId, Invitee target) {
    return transfer(connectionId, target, Optional.empty(), false);
  }

  Scene transfer(String connectionId, CommunicationIdentifier transferee, Invitee target) {
    return transfer(connectionId, target, Optional.of(transferee), false);
  }

  /// Of the only other party, whose far end may be asked.
  Scene transferByRefer(String connectionId, Invitee target) {
    return transfer(connectionId, target, Optional.empty(), true);
  }

  private Scene transfer(
      String connectionId,
      Invitee target,
      Optional<CommunicationIdentifier> transferee,
      boolean byRefer) {
    return play(
        new CallInput.Transfer(
            now,
            operation(connectionId, "transfer"),
            target,
            transferee,
            Optional.empty(),
            CustomContext.NONE,
            SPLIT,
            byRefer));
  }

  Scene referAnswered(String leg, int status) {
    return play(new CallInput.ReferAnswered(now, new LegId(leg), status));
  }

  Scene referProgress(String leg, int status) {
    return play(new CallInput.ReferProgress(now, new LegId(leg), status));
  }

  Scene referred(String leg, Invitee target) {
    return play(new CallInput.Referred(now, new LegId(leg), target, CustomContext.NONE));
  }

  Scene replace(CommunicationIdentifier caller, String leg, String seat) {
    return play(
        new CallInput.Replace(
            now,
            new LegId(leg),
            new Caller(caller, Optional.empty(), ""),
            new LegId(seat),
            snapshot(leg)));
  }

  Scene moveOut(String connectionId, CommunicationIdentifier... participants) {
    return play(new CallInput.MoveOut(now, connectionId, List.of(participants)));
  }

  Scene moveIn(String connectionId, Passage passage, String fromConnection) {
    return play(
        new CallInput.MoveIn(now, operation(connectionId, "move"), passage, fromConnection));
  }

  Scene giveSeat(String referrer) {
    return play(new CallInput.GiveSeat(now, new LegId(referrer)));
  }

  Scene takeSeat(String seat, Passage passage) {
    return play(new CallInput.TakeSeat(now, new LegId(seat), passage));
  }

  /// The call of those whom the last input split off.
  Scene splitCall() {
    var other = new Scene(SPLIT);
    other.now = now;
    return other.play(new CallInput.Continue(now, SPLIT, passage()));
  }

  /// Who left this call with the last input.
  Passage passage() {
    return lastEffects().stream()
        .flatMap(
            effect ->
                switch (effect) {
                  case CallEffect.HandOver(var passage) -> Stream.of(passage);
                  case CallEffect.Split(var _, var passage) -> Stream.of(passage);
                  default -> Stream.<Passage>empty();
                })
        .findFirst()
        .orElseThrow();
  }

  /// The last device that was invited.
  CallEffect.Invite lastInvite() {
    return effects.reversed().stream()
        .filter(CallEffect.Invite.class::isInstance)
        .map(CallEffect.Invite.class::cast)
        .findFirst()
        .orElseThrow();
  }

  Scene timeIsUp(CommunicationIdentifier invited) {
    return play(new CallInput.TimerFired(now, "ring:invite " + invited.rawId()));
  }

  /// The reply to the last command.
  CallReply reply() {
    return reply.orElseThrow();
  }

  CallState state() {
    return state.orElseThrow();
  }

  List<CallInput> journal() {
    return List.copyOf(journal);
  }

  CallSnapshot snapshot() {
    return state().snapshot();
  }

  ConnectionView connection(String id) {
    return snapshot().connections().stream()
        .filter(known -> known.terms().connectionId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /// Everything the last input did.
  List<CallEffect> lastEffects() {
    return List.copyOf(effects.subList(lastStep, effects.size()));
  }

  /// What the last input did to legs, timers and the bridge, each in one line.
  List<String> lastActions() {
    return EventLines.actions(lastEffects());
  }

  List<CallEffect> effects() {
    return List.copyOf(effects);
  }

  /// The callbacks of the last input, each in one line.
  List<String> lastEvents() {
    return callbacks(lastEffects()).map(EventLines::line).toList();
  }

  /// The result in the last callback.
  CallResult lastResult() {
    return lastCallback().result();
  }

  /// The last callback.
  CallEvent lastCallback() {
    return callbacks(effects.reversed()).findFirst().orElseThrow();
  }

  /// All callbacks so far, each in one line with the text of its result.
  List<String> eventsWithTexts() {
    return callbacks(effects)
        .map(event -> (EventLines.line(event) + " " + event.result().message()).strip())
        .toList();
  }

  /// The callbacks so far that carry an operation context, with it.
  List<String> contexts() {
    return callbacks(effects)
        .filter(event -> event.operationContext().isPresent())
        .map(
            event ->
                event.detail().getClass().getSimpleName()
                    + ": "
                    + event.operationContext().orElseThrow())
        .toList();
  }

  /// The Event Grid events of the last input, each in one line.
  List<String> lastGrid() {
    return announcements(lastEffects()).map(EventLines::line).toList();
  }

  /// All Event Grid events so far, each in one line.
  List<String> grid() {
    return announcements(effects).map(EventLines::line).toList();
  }

  /// The last invitation that applications were told.
  GridEvent.IncomingCall lastIncomingCall() {
    return announcements(effects.reversed())
        .filter(GridEvent.IncomingCall.class::isInstance)
        .map(GridEvent.IncomingCall.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Stream<CallEvent> callbacks(List<CallEffect> effects) {
    return effects.stream()
        .filter(CallEffect.Publish.class::isInstance)
        .map(effect -> ((CallEffect.Publish) effect).event());
  }

  private static Stream<GridEvent> announcements(List<CallEffect> effects) {
    return effects.stream()
        .filter(CallEffect.PublishGrid.class::isInstance)
        .map(effect -> ((CallEffect.PublishGrid) effect).event());
  }
}
