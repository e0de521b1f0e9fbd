package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.LegEnd;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot;
import dev.cordboard.call.ConnectionTerms;
import dev.cordboard.call.GridEvent;
import dev.cordboard.call.LegId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Watches one call from outside and knows only the contract: what legs, timers, connections and
/// operations may do. Throws [Violation] at the first breach.
final class ModelWatch {
  /// A breach of the contract.
  static final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    Violation(String what) {
      super(what, null, false, false);
    }
  }

  /// Where a leg stands, as the engine would know it.
  enum Leg {
    RINGING,
    CALLING,
    ANSWERED,
    UP
  }

  private static final class Connection {
    final ConnectionTerms terms;
    boolean connected;
    boolean failed;
    boolean ended;
    int sequence;
    List<Participant> roster = List.of();

    Connection(ConnectionTerms terms) {
      this.terms = terms;
    }
  }

  private final Map<LegId, Leg> legs = new HashMap<>();
  private final Set<String> timers = new HashSet<>();
  private final Map<String, Connection> connections = new HashMap<>();
  private final Map<String, String> pendingAdds = new HashMap<>();
  private final Set<String> pendingOthers = new HashSet<>();
  private final Set<String> users = new HashSet<>();
  private boolean gridStarted;
  private boolean gridEnded;
  private boolean isFirst = true;
  private boolean finished;

  boolean isFinished() {
    return finished;
  }

  void see(CallInput input, Step step) {
    if (finished) {
      check(step.effects().isEmpty(), "effects after the end");
      check(
          step.reply().isEmpty() != (input instanceof CallInput.Command)
              && step.reply().map(CallReply.UnknownCall.class::isInstance).orElse(true),
          "reply after the end");
      return;
    }
    before(input);
    isFirst = false;
    check(
        step.reply().isPresent() == (input instanceof CallInput.Command),
        "a reply for every command and nothing else");
    step.reply().ifPresent(reply -> replied(input, reply));
    for (var effect : step.effects()) {
      check(!finished, "an effect after Finish");
      see(effect);
    }
    after(step.state());
  }

  /// What an input means for legs and timers before the call says anything.
  private void before(CallInput input) {
    switch (input) {
      // One that does not open its call is nobody's.
      case CallInput.Arrive arrive -> {
        if (isFirst) {
          legs.put(arrive.leg(), Leg.CALLING);
        }
      }
      case CallInput.Join join -> legs.put(join.leg(), Leg.CALLING);
      case CallInput.Answered answered ->
          legs.computeIfPresent(answered.leg(), (_, was) -> was == Leg.CALLING ? was : Leg.UP);
      case CallInput.Failed failed -> legs.remove(failed.leg(), Leg.RINGING);
      case CallInput.Ended ended -> {
        if (ended.cause() != LegEnd.MEDIA_STOPPED || legs.get(ended.leg()) == Leg.RINGING) {
          legs.remove(ended.leg());
        }
      }
      case CallInput.TimerFired fired -> timers.remove(fired.timer());
      case CallInput.Command _,
          CallInput.End _,
          CallInput.Ringing _,
          CallInput.EarlyMedia _,
          CallInput.HeldByPhone _,
          CallInput.LegChanged _ -> {}
      default -> {}
    }
  }

  private void replied(CallInput input, CallReply reply) {
    switch (reply) {
      case CallReply.Connected made -> {
        var terms = made.connection().terms();
        check(
            made.connection().state() == CallSnapshot.State.CONNECTING,
            "a new connection is connecting");
        check(
            connections.put(terms.connectionId(), new Connection(terms)) == null,
            "a connection made twice");
      }
      case CallReply.Inviting inviting ->
          pendingAdds.put(
              inviting.invitationId(), context(((CallInput.AddParticipant) input).operation()));
      case CallReply.Accepted _ -> {
        switch (input) {
          case CallInput.CancelAddParticipant cancel ->
              pendingOthers.add(context(cancel.operation()));
          case CallInput.RemoveParticipant remove -> pendingOthers.add(context(remove.operation()));
          default -> {}
        }
      }
      case CallReply.Refused _, CallReply.Moved _, CallReply.InvitingAll _ -> {}
    }
  }

  private static String context(Operation operation) {
    return operation.operationContext().orElseThrow();
  }

  private void see(CallEffect effect) {
    switch (effect) {
      case CallEffect.Invite invite -> {
        check(legs.put(invite.leg(), Leg.RINGING) == null, "a leg invited twice");
        check(
            invite.near().equals(invite.leg()) || legs.containsKey(invite.near()),
            "near an unknown leg");
      }
      case CallEffect.Cancel cancel -> goes(cancel.leg(), "cancel", Leg.RINGING);
      case CallEffect.Ring ring -> is(ring.leg(), "ring", Leg.CALLING);
      case CallEffect.RelayEarlyMedia relay -> {
        is(relay.callingLeg(), "relay to", Leg.CALLING);
        is(relay.ringingLeg(), "relay from", Leg.RINGING);
      }
      case CallEffect.AnswerLeg answer -> {
        is(answer.leg(), "answer", Leg.CALLING);
        legs.put(answer.leg(), Leg.ANSWERED);
      }
      case CallEffect.RefuseLeg refuse -> {
        check(refuse.sipStatus() >= 400 && refuse.sipStatus() <= 699, "refuse with no refusal");
        goes(refuse.leg(), "refuse", Leg.CALLING);
      }
      case CallEffect.HangUpLeg hangUp -> goes(hangUp.leg(), "hang up", Leg.ANSWERED, Leg.UP);
      case CallEffect.Bridge bridge -> is(bridge.leg(), "bridge", Leg.ANSWERED, Leg.UP);
      case CallEffect.Unbridge unbridge -> is(unbridge.leg(), "unbridge", Leg.ANSWERED, Leg.UP);
      case CallEffect.SetTimer set -> timers.add(set.timer());
      case CallEffect.StopTimer stop -> timers.remove(stop.timer());
      case CallEffect.Publish publish -> told(publish.event());
      case CallEffect.PublishGrid grid -> announced(grid.event());
      case CallEffect.Finish _ -> finish();
      default -> {}
    }
  }

  private void is(LegId leg, String what, Leg... allowed) {
    check(List.of(allowed).contains(legs.get(leg)), what + " a leg that is " + legs.get(leg));
  }

  private void goes(LegId leg, String what, Leg... allowed) {
    is(leg, what, allowed);
    legs.remove(leg);
  }

  private void told(CallEvent event) {
    var connection = connection(event.to().connectionId());
    check(!connection.ended, "an event for a connection that has ended");
    switch (event.detail()) {
      case Detail.CallConnected _ -> {
        own(connection, event);
        check(!connection.connected && !connection.failed, "connected twice");
        connection.connected = true;
      }
      case Detail.CreateCallFailed _, Detail.AnswerFailed _ -> {
        own(connection, event);
        check(!connection.connected && !connection.failed, "failed after all");
        connection.failed = true;
      }
      case Detail.CallDisconnected _ -> {
        own(connection, event);
        check(connection.connected || connection.failed, "disconnected without an outcome");
        check(pendingOf(connection).isEmpty(), "disconnected with operations pending");
        connection.ended = true;
      }
      case Detail.ParticipantsUpdated updated -> {
        check(event.operationContext().isEmpty(), "a roster with a context");
        check(connection.connected, "a roster before CallConnected");
        check(updated.sequenceNumber() >= Math.max(1, connection.sequence), "sequence went back");
        connection.sequence = updated.sequenceNumber();
        connection.roster = updated.participants();
      }
      case Detail.AddParticipantSucceeded _, Detail.AddParticipantFailed _ ->
          check(
              pendingAdds.values().remove(event.operationContext().orElseThrow()),
              "an outcome of no add");
      case Detail.CancelAddParticipantSucceeded cancelled -> {
        otherOutcome(event);
        cancelled(event, cancelled.invitationId());
      }
      case Detail.CancelAddParticipantFailed failed -> {
        otherOutcome(event);
        check(!pendingAdds.containsKey(failed.invitationId()), "not cancelled though pending");
      }
      case Detail.RemoveParticipantSucceeded _, Detail.RemoveParticipantFailed _ ->
          otherOutcome(event);
      default -> {}
    }
  }

  private Connection connection(String id) {
    return Optional.ofNullable(connections.get(id))
        .orElseThrow(() -> new Violation("an event for a connection that never was"));
  }

  /// Ends the add too when the one who added it takes it back.
  private void cancelled(CallEvent event, String invitationId) {
    var add =
        Optional.ofNullable(pendingAdds.get(invitationId))
            .orElseThrow(() -> new Violation("cancelled what was not pending"));
    if (add.startsWith(event.to().connectionId() + " ")) {
      pendingAdds.remove(invitationId);
    }
  }

  private List<String> pendingOf(Connection connection) {
    var prefix = connection.terms.connectionId() + " ";
    return pendingAdds.values().stream().filter(context -> context.startsWith(prefix)).toList();
  }

  private static void own(Connection connection, CallEvent event) {
    check(
        event.operationContext().equals(connection.terms.operationContext()),
        "not its own context");
    check(event.to().callbackUri().equals(connection.terms.callbackUri()), "not its own address");
  }

  private void otherOutcome(CallEvent event) {
    check(
        pendingOthers.remove(event.operationContext().orElseThrow()), "an outcome of no operation");
  }

  private void announced(GridEvent event) {
    check(!gridEnded, "announced after CallEnded");
    switch (event) {
      case GridEvent.IncomingCall _ -> {}
      case GridEvent.CallStarted _ -> {
        check(!gridStarted, "started twice");
        gridStarted = true;
      }
      case GridEvent.ParticipantAdded added ->
          check(gridStarted && users.add(added.participantId()), "added twice or too early");
      case GridEvent.ParticipantRemoved removed ->
          check(users.remove(removed.participantId()), "removed a stranger");
      case GridEvent.CallEnded ended -> {
        check(gridStarted && users.isEmpty(), "ended with users in it");
        check(!ended.duration().isNegative(), "ended before it began");
        gridEnded = true;
      }
    }
  }

  private void finish() {
    finished = true;
    check(legs.isEmpty(), "legs outlive the call: " + legs);
    check(timers.isEmpty(), "timers outlive the call: " + timers);
    check(
        pendingAdds.isEmpty() && pendingOthers.isEmpty(),
        "operations without an outcome: " + pendingAdds + pendingOthers);
    check(
        connections.values().stream().allMatch(connection -> connection.ended),
        "a connection without CallDisconnected");
    check(gridStarted == gridEnded, "started but not ended");
  }

  private void after(CallState state) {
    check(pendingOthers.isEmpty(), "an outcome that is due is missing");
    var snapshot = state.snapshot();
    check(snapshot.ended() == finished, "ended without Finish or the other way round");
    for (var connection : connections.values()) {
      check(
          connection.ended
              || !connection.connected
              || connection.roster.equals(snapshot.participants()),
          "a roster that nobody was told");
    }
    var standing = new HashSet<>(legs.keySet());
    standing.removeIf(leg -> legs.get(leg) == Leg.RINGING);
    check(state.legs().keySet().equals(standing), "legs that the state does not keep");
    check(
        finished || !snapshot.connections().isEmpty() || !legs.isEmpty(),
        "nothing is left, yet the call goes on");
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new Violation(what);
    }
  }
}
