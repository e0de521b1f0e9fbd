package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.LegEnd;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.call.GridEvent;
import dev.cordboard.call.LegId;
import dev.cordboard.call.Passage;
import dev.cordboard.call.Passage.Traveller;
import dev.cordboard.call.Reach;
import dev.cordboard.call.machine.WatchedCall.Connection;
import dev.cordboard.call.machine.WatchedCall.Leg;
import dev.cordboard.call.machine.WatchedCall.Stand;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Watches several calls from outside and knows only the contract: what legs, timers, connections
/// and operations may do, in a call and between calls. Throws [Violation] at the first breach.
final class ModelWatch {
  /// A breach of the contract.
  static final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    Violation(String what) {
      super(what, null, false, false);
    }
  }

  private final Map<String, WatchedCall> calls = new HashMap<>();
  private final Map<LegId, WatchedCall> owners = new HashMap<>();
  private final Map<String, WatchedCall> holders = new HashMap<>();
  private final Map<LegId, CommunicationIdentifier> dialled = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final List<Leg> legsUnderWay = new ArrayList<>();
  private final List<Connection> connectionsUnderWay = new ArrayList<>();
  private final Set<Class<?>> seen;

  /// @param seen where the kinds of what happened are noted
  ModelWatch(Set<Class<?>> seen) {
    this.seen = seen;
  }

  Collection<WatchedCall> calls() {
    return calls.values();
  }

  Optional<String> callOfLeg(LegId leg) {
    return Optional.ofNullable(owners.get(leg)).map(call -> call.ids.callId());
  }

  Optional<String> callOfConnection(String id) {
    return Optional.ofNullable(holders.get(id)).map(call -> call.ids.callId());
  }

  Optional<String> callOfTimer(String timer) {
    for (var call : calls.values()) {
      if (call.timers.contains(timer)) {
        return Optional.of(call.ids.callId());
      }
    }
    return Optional.empty();
  }

  void opened(CallIds ids, CallInput first) {
    calls.put(ids.callId(), new WatchedCall(ids, first));
  }

  /// Whoever left a call has arrived in another by the end of the same action.
  void settled() {
    check(legsUnderWay.isEmpty(), "legs that belong to no call");
    check(connectionsUnderWay.isEmpty(), "connections that belong to no call");
  }

  /// All calls are over.
  void over() {
    for (var call : calls.values()) {
      check(call.finished, "the call did not end");
    }
  }

  void see(String callId, CallInput input, CallState before, Step step) {
    var call = calls.get(callId);
    boolean asked =
        input instanceof CallInput.Command
            || input instanceof CallInput.GiveSeat
            || input instanceof CallInput.TakeSeat;
    check(step.reply().isPresent() == asked, "a reply for whoever asks and nobody else");
    step.reply().ifPresent(reply -> seen.add(reply.getClass()));
    if (call.finished) {
      check(step.effects().isEmpty(), "effects after the end");
      check(
          step.reply().stream().allMatch(CallReply.UnknownCall.class::isInstance),
          "reply after the end");
      return;
    }
    if (step.isRefused()) {
      check(step.effects().isEmpty() && step.state().equals(before), "refused and yet changed");
      return;
    }
    seen.add(input.getClass());
    before(call, input);
    step.reply().ifPresent(reply -> replied(call, input, reply));
    for (var effect : step.effects()) {
      check(!call.finished, "an effect after Finish");
      seen.add(effect.getClass());
      see(call, effect);
    }
    check(!call.finished || mayEndACall(input), "ended by what ends no call");
    after(call, step.state());
  }

  /// What only changes a call, or brings somebody in.
  private static boolean mayEndACall(CallInput input) {
    return switch (input) {
      case CallInput.Mute _,
          CallInput.Hold _,
          CallInput.Connect _,
          CallInput.AddParticipant _,
          CallInput.AddParticipants _,
          CallInput.Transfer _,
          CallInput.MoveIn _,
          CallInput.TakeSeat _,
          CallInput.Continue _,
          CallInput.Join _,
          CallInput.Replace _,
          CallInput.Ringing _,
          CallInput.EarlyMedia _,
          CallInput.HeldByPhone _,
          CallInput.LegChanged _,
          CallInput.ReferAnswered _,
          CallInput.Referred _ ->
          false;
      default -> true;
    };
  }

  /// What an input means for legs and timers before the call says anything.
  private void before(WatchedCall call, CallInput input) {
    for (var invitee : ModelWorld.invitees(input)) {
      if (invitee.reach() instanceof Reach.Ring ring) {
        ring.devices().forEach(device -> dialled.put(device.leg(), invitee.identifier()));
      }
    }
    switch (input) {
      // One that does not open its call is nobody's.
      case CallInput.Arrive(var _, var ids, var leg, var caller, var _, var _, var _, var _) -> {
        if (ids.equals(call.ids) && call.legs.isEmpty()) {
          calls(call, leg, caller.identifier());
        }
      }
      case CallInput.Join join -> calls(call, join.leg(), join.caller().identifier());
      case CallInput.Replace replace -> {
        calls(call, replace.leg(), replace.caller().identifier());
        call.seats.put(replace.seat(), replace.leg());
      }
      case CallInput.Continue(var _, var _, var passage) -> {
        call.continued = true;
        arrive(call, passage);
      }
      case CallInput.MoveIn move -> arrive(call, move.passage());
      case CallInput.TakeSeat(var _, var _, var passage) -> arrive(call, passage);
      case CallInput.TimerFired fired -> call.timers.remove(fired.timer());
      case CallInput.Signal signal -> {
        if (call.hasLeg(signal.leg())) {
          before(call, call.leg(signal.leg()), signal);
        }
      }
      case CallInput.Command _, CallInput.GiveSeat _, CallInput.End _ -> {}
    }
  }

  private void calls(WatchedCall call, LegId leg, CommunicationIdentifier who) {
    own(call, new Leg(leg, who, Stand.CALLING));
  }

  private void before(WatchedCall call, Leg leg, CallInput.Signal signal) {
    switch (signal) {
      case CallInput.Referred _ -> leg.refersAgain = leg.waitsForReferral;
      case CallInput.Answered _ -> leg.stand = leg.stand == Stand.CALLING ? leg.stand : Stand.UP;
      case CallInput.Failed _ -> {
        if (leg.stand == Stand.RINGING) {
          disown(call, leg);
        }
      }
      case CallInput.Ended ended -> {
        if (ended.cause() != LegEnd.MEDIA_STOPPED || leg.stand == Stand.RINGING) {
          disown(call, leg);
        }
      }
      default -> {}
    }
  }

  private void own(WatchedCall call, Leg leg) {
    check(owners.put(leg.id, call) == null, "a leg of two calls");
    call.legs.add(leg);
  }

  private void disown(WatchedCall call, Leg leg) {
    owners.remove(leg.id);
    call.legs.remove(leg);
  }

  /// Takes over who travels.
  private void arrive(WatchedCall call, Passage passage) {
    for (var traveller : passage.travellers()) {
      traveller.leg().map(Passage.Leg::id).ifPresent(id -> arrive(call, id));
      traveller
          .connection()
          .ifPresent(
              view ->
                  check(
                      connectionsUnderWay.removeIf(
                          known -> {
                            boolean it = known.id().equals(view.terms().connectionId());
                            if (it) {
                              hold(call, known);
                            }
                            return it;
                          }),
                      "a connection that did not travel"));
    }
  }

  private void arrive(WatchedCall call, LegId id) {
    var leg =
        legsUnderWay.stream()
            .filter(known -> known.id.equals(id))
            .findFirst()
            .orElseThrow(() -> new Violation("a leg that did not travel"));
    legsUnderWay.remove(leg);
    own(call, leg);
  }

  private void hold(WatchedCall call, Connection connection) {
    check(holders.put(connection.id(), call) == null, "a connection of two calls");
    call.connections.put(connection.id(), connection);
  }

  private void depart(WatchedCall call, Passage passage) {
    for (var traveller : passage.travellers()) {
      depart(call, traveller);
    }
  }

  private void depart(WatchedCall call, Traveller traveller) {
    traveller
        .leg()
        .ifPresent(
            known -> {
              var leg = call.leg(known.id());
              check(leg.stand == Stand.UP, "travels while " + leg.stand);
              check(!leg.bridged, "travels and is still in the mix");
              check(!leg.waitsForReferral, "travels and waits for its referral");
              leg.askedToRefer = false;
              var replacing = call.seats.get(leg.id);
              check(
                  replacing == null
                      || !call.hasLeg(replacing)
                      || call.leg(replacing).stand == Stand.UP,
                  "a device is left that came for this one's place");
              disown(call, leg);
              legsUnderWay.add(leg);
            });
    traveller
        .connection()
        .ifPresent(
            view -> {
              check(view.state() != State.TRANSFERRING, "travels while transferring");
              var connection = call.connections.remove(view.terms().connectionId());
              if (connection == null) {
                throw new Violation("a connection that is not the call's");
              }
              check(connection.pending.isEmpty(), "travels with operations pending");
              holders.remove(connection.id());
              connectionsUnderWay.add(connection);
            });
  }

  private void replied(WatchedCall call, CallInput input, CallReply reply) {
    switch (reply) {
      case CallReply.Connected made -> {
        var connection = new Connection(made.connection());
        check(made.connection().state() == State.CONNECTING, "a new connection is connecting");
        check(names.add(connection.id()), "a connection made twice");
        hold(call, connection);
      }
      case CallReply.Inviting inviting ->
          expect(
              call,
              ((CallInput.AddParticipant) input).operation(),
              "add " + inviting.invitationId());
      case CallReply.InvitingAll(var participants) -> {
        var add = (CallInput.AddParticipants) input;
        check(participants.size() == add.participants().size(), "not all are invited");
        expect(call, add.operation(), "several " + add.participants().getFirst().invitationId());
      }
      case CallReply.Moved moved -> {
        var operation = ((CallInput.MoveIn) input).operation();
        for (var participant : moved.participants()) {
          expect(call, operation, "move " + participant.identifier().rawId());
        }
      }
      case CallReply.Accepted _ -> {
        switch (input) {
          case CallInput.CancelAddParticipant cancel ->
              expect(call, cancel.operation(), "cancel " + cancel.invitationId());
          case CallInput.RemoveParticipant remove ->
              expect(call, remove.operation(), "remove " + remove.participant().rawId());
          case CallInput.Transfer transfer -> expect(call, transfer.operation(), "transfer");
          default -> {}
        }
      }
      case CallReply.Refused _ -> {}
    }
  }

  private static void expect(WatchedCall call, Operation operation, String what) {
    var connection = connection(call, operation.connectionId());
    check(
        connection.pending.put(what, operation) == null || what.startsWith("cancel"),
        "accepted twice");
  }

  private void see(WatchedCall call, CallEffect effect) {
    switch (effect) {
      case CallEffect.Invite invite -> {
        check(
            invite.near().equals(invite.leg()) || call.hasLeg(invite.near()),
            "near an unknown leg");
        own(call, new Leg(invite.leg(), dialled.get(invite.leg()), Stand.RINGING));
      }
      case CallEffect.Cancel cancel -> goes(call, cancel.leg(), "cancel", Stand.RINGING);
      case CallEffect.Ring ring -> is(call, ring.leg(), "ring", Stand.CALLING);
      case CallEffect.RelayEarlyMedia relay -> {
        is(call, relay.callingLeg(), "relay to", Stand.CALLING);
        is(call, relay.ringingLeg(), "relay from", Stand.RINGING);
      }
      case CallEffect.AnswerLeg answer ->
          is(call, answer.leg(), "answer", Stand.CALLING).stand = Stand.ANSWERED;
      case CallEffect.RefuseLeg refuse -> {
        check(refuse.sipStatus() >= 400 && refuse.sipStatus() <= 699, "refuse with no refusal");
        goes(call, refuse.leg(), "refuse", Stand.CALLING);
      }
      case CallEffect.HangUpLeg hangUp ->
          goes(call, hangUp.leg(), "hang up", Stand.ANSWERED, Stand.UP);
      case CallEffect.Bridge bridge -> {
        var leg = is(call, bridge.leg(), "bridge", Stand.ANSWERED, Stand.UP);
        leg.bridged = true;
        leg.hears = bridge.hears();
        leg.isHeard = bridge.isHeard();
      }
      case CallEffect.Unbridge unbridge -> {
        var leg = is(call, unbridge.leg(), "unbridge", Stand.ANSWERED, Stand.UP);
        check(leg.bridged, "unbridge a leg that is not in the mix");
        leg.bridged = false;
      }
      case CallEffect.Refer refer -> {
        var leg = is(call, refer.leg(), "refer", Stand.UP);
        check(!leg.askedToRefer || !leg.waitsForReferral, "refer both ways");
        leg.askedToRefer = true;
      }
      case CallEffect.NotifyReferrer notify ->
          notified(is(call, notify.leg(), "notify", Stand.ANSWERED, Stand.UP), notify.sipStatus());
      case CallEffect.HandOver(var passage) -> depart(call, passage);
      case CallEffect.Split(var _, var passage) -> depart(call, passage);
      case CallEffect.SetTimer set -> call.timers.add(set.timer());
      case CallEffect.StopTimer stop -> call.timers.remove(stop.timer());
      case CallEffect.Publish publish -> told(call, publish.event());
      case CallEffect.PublishGrid grid -> announced(call, grid.event());
      case CallEffect.Finish _ -> finish(call);
    }
  }

  /// 100 accepts a referral, 200 and above end it; a refusal and a seat's exchange do without it.
  private static void notified(Leg leg, int sipStatus) {
    if (sipStatus == 100) {
      check(!leg.waitsForReferral, "two referrals of one phone");
      leg.waitsForReferral = true;
    } else if (sipStatus < 200) {
      check(leg.waitsForReferral, "progress of no referral");
    } else if (leg.refersAgain) {
      check(sipStatus == 491, "a second referral that is not refused");
      leg.refersAgain = false;
    } else {
      leg.waitsForReferral = false;
    }
  }

  private static Leg is(WatchedCall call, LegId id, String what, Stand... allowed) {
    var leg = call.leg(id);
    for (var stand : allowed) {
      if (leg.stand == stand) {
        return leg;
      }
    }
    throw new Violation(what + " a leg that is " + leg.stand);
  }

  private void goes(WatchedCall call, LegId leg, String what, Stand... allowed) {
    disown(call, is(call, leg, what, allowed));
  }

  private void told(WatchedCall call, CallEvent event) {
    var connection = connection(call, event.to().connectionId());
    seen.add(event.detail().getClass());
    check(!connection.ended, "an event for a connection that has ended");
    check(event.ids().equals(call.ids), "an event of another call");
    switch (event.detail()) {
      case Detail.CallConnected _ -> {
        own(connection, event);
        check(!connection.connected && !connection.failed, "connected twice");
        check(event.ids().equals(connection.promised), "on another call than was promised");
        connection.connected = true;
      }
      case Detail.CreateCallFailed _, Detail.AnswerFailed _, Detail.ConnectFailed _ -> {
        own(connection, event);
        check(!connection.connected && !connection.failed, "failed after all");
        connection.failed = true;
      }
      case Detail.CallDisconnected _ -> {
        own(connection, event);
        check(connection.connected || connection.failed, "disconnected without an outcome");
        check(connection.pending.isEmpty(), "disconnected with operations pending");
        connection.ended = true;
        call.connections.remove(connection.id());
        holders.remove(connection.id());
      }
      case Detail.ParticipantsUpdated updated -> {
        check(event.operationContext().isEmpty(), "a roster with a context");
        check(connection.connected, "a roster before CallConnected");
        check(updated.sequenceNumber() >= Math.max(1, connection.sequence), "sequence went back");
        connection.sequence = updated.sequenceNumber();
        connection.roster = updated.participants();
      }
      case Detail.AddParticipantSucceeded _, Detail.AddParticipantFailed _ ->
          outcome(connection, event, "add ");
      case Detail.AddParticipantsSucceeded _, Detail.AddParticipantsFailed _ ->
          outcome(connection, event, "several ");
      case Detail.CancelAddParticipantSucceeded(var invitation) -> {
        outcome(connection, event, "cancel ");
        // Says it all to whoever added the participant and takes it back (trace 10).
        connection.pending.remove("add " + invitation);
      }
      case Detail.CancelAddParticipantFailed _ -> outcome(connection, event, "cancel ");
      case Detail.RemoveParticipantSucceeded _ -> outcome(connection, event, "remove ");
      case Detail.CallTransferAccepted _, Detail.CallTransferFailed _ ->
          outcome(connection, event, "transfer");
      case Detail.MoveParticipantSucceeded(var participant, var _) ->
          outcome(connection, event, "move " + participant.rawId());
      case Detail.RemoveParticipantFailed _, Detail.MoveParticipantFailed _, Detail.HoldFailed _ ->
          throw new Violation("an event that has no cause");
    }
  }

  private static Connection connection(WatchedCall call, String id) {
    var connection = call.connections.get(id);
    if (connection == null) {
      throw new Violation("a connection that is not the call's, or no more: " + id);
    }
    return connection;
  }

  private static void own(Connection connection, CallEvent event) {
    check(
        event.operationContext().equals(connection.terms.operationContext()),
        "not its own context");
    check(event.to().callbackUri().equals(connection.terms.callbackUri()), "not its own address");
  }

  /// @param kind what the operation was to bring about, or, with a blank at the end, its beginning
  private static void outcome(Connection connection, CallEvent event, String kind) {
    for (var each : connection.pending.entrySet()) {
      var operation = each.getValue();
      boolean fits =
          kind.endsWith(" ") ? each.getKey().startsWith(kind) : each.getKey().equals(kind);
      if (fits && operation.operationContext().equals(event.operationContext())) {
        check(
            event
                .to()
                .callbackUri()
                .equals(operation.operationCallbackUri().orElse(connection.terms.callbackUri())),
            "not the operation's address");
        connection.pending.remove(each.getKey());
        return;
      }
    }
    throw new Violation("an outcome of no " + kind);
  }

  private void announced(WatchedCall call, GridEvent event) {
    seen.add(event.getClass());
    check(!call.gridEnded, "announced after CallEnded");
    switch (event) {
      case GridEvent.IncomingCall _ -> {}
      case GridEvent.CallStarted _ -> {
        check(!call.gridStarted, "started twice");
        call.gridStarted = true;
      }
      case GridEvent.ParticipantAdded added ->
          check(
              call.gridStarted && call.users.add(added.participantId()),
              "added twice or too early");
      case GridEvent.ParticipantRemoved removed ->
          check(call.users.remove(removed.participantId()), "removed a stranger");
      case GridEvent.CallEnded ended -> {
        check(call.gridStarted && call.users.isEmpty(), "ended with users in it");
        check(!ended.duration().isNegative(), "ended before it began");
        call.gridEnded = true;
      }
    }
  }

  private static void finish(WatchedCall call) {
    call.finished = true;
    check(call.legs.isEmpty(), "legs outlive the call");
    check(call.timers.isEmpty(), "timers outlive the call: " + call.timers);
    check(call.connections.isEmpty(), "a connection without CallDisconnected");
    check(call.gridStarted == call.gridEnded, "started but not ended");
  }

  private static void after(WatchedCall call, CallState state) {
    var snapshot = state.snapshot();
    check(snapshot.ended() == call.finished, "ended without Finish or the other way round");
    if (call.finished) {
      check(state.legs().isEmpty(), "legs in a call that is over");
      return;
    }
    connectionsAfter(call, snapshot);
    legsAfter(call, state, snapshot);
    check(
        call.bare
            || call.gathering
            || !call.timers.isEmpty()
            || snapshot.participants().size() > 1
            || call.legs.stream().anyMatch(leg -> leg.stand == Stand.ANSWERED),
        "somebody is left alone, yet the call goes on");
    check(
        !call.connections.isEmpty() || !call.legs.isEmpty(),
        "nothing is left, yet the call goes on");
  }

  private static void connectionsAfter(WatchedCall call, CallSnapshot snapshot) {
    boolean stands = call.continued;
    for (var connection : call.connections.values()) {
      stands |= connection.connected;
    }
    for (var connection : call.connections.values()) {
      check(connection.connected || !stands, "the call stands, and one does not know");
      for (var what : connection.pending.keySet()) {
        check(
            what.startsWith("add ") || what.startsWith("several ") || what.equals("transfer"),
            "an outcome that is due is missing");
      }
      check(
          !connection.connected || connection.roster.equals(snapshot.participants()),
          "a roster that nobody was told");
    }
    for (var view : snapshot.connections()) {
      if (view.state() == State.DISCONNECTED) {
        continue;
      }
      var connection = connection(call, view.terms().connectionId());
      check(view.ids().equals(call.ids), "a connection with another call's ids");
      check(
          (view.state() == State.CONNECTING) == !connection.connected, "connected, or so it says");
      check(
          view.state() != State.TRANSFERRING || connection.pending.containsKey("transfer"),
          "transferring nobody");
    }
  }

  /// Muted and held are not heard, and held hear nothing.
  private static void legsAfter(WatchedCall call, CallState state, CallSnapshot snapshot) {
    int standing = 0;
    for (var leg : call.legs) {
      if (leg.stand == Stand.RINGING) {
        continue;
      }
      standing++;
      check(leg.stand == Stand.CALLING || leg.bridged, "stands and is not in the mix");
      if (leg.stand == Stand.UP && !call.bare) {
        check(isAsShown(leg, snapshot), "hears or is heard otherwise than the roster says");
      }
    }
    var legs = state.legs();
    check(legs.size() == standing, "legs that the state does not keep");
    for (var leg : call.legs) {
      check(leg.stand == Stand.RINGING || legs.containsKey(leg.id), "a leg that the state forgot");
    }
  }

  private static boolean isAsShown(Leg leg, CallSnapshot snapshot) {
    for (var each : snapshot.participants()) {
      if (each.identifier().equals(leg.who)
          && leg.hears == !each.isOnHold()
          && leg.isHeard == (!each.isOnHold() && !each.isMuted())) {
        return true;
      }
    }
    return false;
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new Violation(what);
    }
  }
}
