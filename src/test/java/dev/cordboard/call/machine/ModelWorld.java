package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.Invitee;
import dev.cordboard.call.Passage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Several calls at once, and what an engine does between them: it routes by names, opens calls for
/// those who are split off, and plays both halves of a move or none.
final class ModelWorld {
  /// One call, what was played to it, and where that led.
  static final class Played {
    final CallIds ids;
    final List<CallInput> journal = new ArrayList<>();
    CallState state;

    private Played(CallIds ids, CallState state) {
      this.ids = ids;
      this.state = state;
    }
  }

  private static final CallResult STOPS = new CallResult(500, 9999, "The server stops.");

  private final Map<String, Played> calls = new LinkedHashMap<>();
  private final Map<String, String> invitations = new HashMap<>();
  private final ModelWatch watch;
  private long steps;

  ModelWorld(ModelWatch watch) {
    this.watch = watch;
  }

  long steps() {
    return steps;
  }

  List<Played> calls() {
    return List.copyOf(calls.values());
  }

  Optional<Played> call(String callId) {
    return Optional.ofNullable(calls.get(callId));
  }

  void play(ModelAction action) {
    switch (action) {
      case ModelAction.Open(var first) -> open(ids(first), first);
      case ModelAction.Play(var input, var elseCall) ->
          route(input).or(() -> call(elseCall)).ifPresent(call -> step(call, input));
      case ModelAction.Move move -> move(move);
      case ModelAction.Seat seat -> seat(seat);
      case ModelAction.Stop(var at) -> stop(at);
    }
    watch.settled();
  }

  private static CallIds ids(CallInput first) {
    return switch (first) {
      case CallInput.Create create -> create.ids();
      case CallInput.Arrive arrive -> arrive.ids();
      case CallInput.Join join -> join.ids();
      case CallInput.ConnectNowhere connect -> connect.ids();
      default -> throw new IllegalArgumentException("no call begins with " + first);
    };
  }

  private void open(CallIds ids, CallInput first) {
    if (calls.containsKey(ids.callId())) {
      return;
    }
    steps++;
    var step = Call.open(first);
    var call = new Played(ids, step.state());
    calls.put(ids.callId(), call);
    watch.opened(ids, first);
    take(call, first, step);
  }

  private void step(Played call, CallInput input) {
    steps++;
    take(call, input, Call.step(call.state, input));
  }

  private void take(Played call, CallInput input, Step step) {
    for (var invitee : invitees(input)) {
      invitations.put(invitee.invitationId(), call.ids.callId());
    }
    watch.see(call.ids.callId(), input, call.state, step);
    call.state = step.state();
    if (!step.isRefused()) {
      call.journal.add(input);
    }
    for (var effect : step.effects()) {
      if (effect instanceof CallEffect.Split(var ids, var passage)) {
        open(ids, new CallInput.Continue(input.at(), ids, passage));
      }
    }
  }

  private void move(ModelAction.Move move) {
    var from = watch.callOfConnection(move.fromConnection()).flatMap(this::call);
    var to = watch.callOfConnection(move.operation().connectionId()).flatMap(this::call);
    if (from.isEmpty() || to.isEmpty() || from.equals(to)) {
      return;
    }
    var out = new CallInput.MoveOut(move.at(), move.fromConnection(), move.participants());
    both(
        from.get(),
        out,
        to.get(),
        passage ->
            new CallInput.MoveIn(move.at(), move.operation(), passage, move.fromConnection()));
  }

  private void seat(ModelAction.Seat seat) {
    var from = watch.callOfLeg(seat.referrer()).flatMap(this::call);
    var to = watch.callOfLeg(seat.seat()).flatMap(this::call);
    if (from.isEmpty() || to.isEmpty() || from.equals(to)) {
      return;
    }
    both(
        from.get(),
        new CallInput.GiveSeat(seat.at(), seat.referrer()),
        to.get(),
        passage -> new CallInput.TakeSeat(seat.at(), seat.seat(), passage));
  }

  private interface OtherHalf {
    CallInput with(Passage passage);
  }

  /// Steps are pure: what either refuses, happened in neither.
  private void both(Played from, CallInput out, Played to, OtherHalf in) {
    steps += 2;
    var left = Call.step(from.state, out);
    if (left.isRefused()) {
      watch.see(from.ids.callId(), out, from.state, left);
      return;
    }
    var input = in.with(handedOver(left));
    var came = Call.step(to.state, input);
    if (came.isRefused()) {
      watch.see(to.ids.callId(), input, to.state, came);
      return;
    }
    take(from, out, left);
    take(to, input, came);
  }

  private static Passage handedOver(Step step) {
    return step.effects().stream()
        .filter(CallEffect.HandOver.class::isInstance)
        .map(effect -> ((CallEffect.HandOver) effect).passage())
        .findFirst()
        .orElseThrow(() -> new ModelWatch.Violation("handed nobody over"));
  }

  private void stop(Instant at) {
    for (var call : calls()) {
      step(call, new CallInput.End(at, STOPS));
      step(call, new CallInput.HangUp(at, "nobody"));
    }
  }

  /// The call that has what an input names, as an engine would find it.
  private Optional<Played> route(CallInput input) {
    var callId =
        switch (input) {
          case CallInput.Signal signal -> watch.callOfLeg(signal.leg());
          case CallInput.TimerFired fired -> watch.callOfTimer(fired.timer());
          case CallInput.Replace replace -> watch.callOfLeg(replace.seat());
          case CallInput.Command command -> route(command);
          default -> Optional.<String>empty();
        };
    return callId.flatMap(this::call);
  }

  private Optional<String> route(CallInput.Command command) {
    return switch (command) {
      case CallInput.Answer answer -> invitation(answer.invitationId());
      case CallInput.Reject reject -> invitation(reject.invitationId());
      case CallInput.Redirect redirect -> invitation(redirect.invitationId());
      case CallInput.HangUp hangUp -> watch.callOfConnection(hangUp.connectionId());
      case CallInput.Terminate terminate -> watch.callOfConnection(terminate.connectionId());
      case CallInput.MoveOut move -> watch.callOfConnection(move.connectionId());
      case CallInput.AddParticipant add -> of(add.operation());
      case CallInput.AddParticipants add -> of(add.operation());
      case CallInput.CancelAddParticipant cancel -> of(cancel.operation());
      case CallInput.RemoveParticipant remove -> of(remove.operation());
      case CallInput.Transfer transfer -> of(transfer.operation());
      case CallInput.MoveIn move -> of(move.operation());
      case CallInput.Mute mute -> of(mute.operation());
      case CallInput.Hold hold -> of(hold.operation());
      case CallInput.Create _, CallInput.Connect _, CallInput.ConnectNowhere _ -> Optional.empty();
    };
  }

  private Optional<String> invitation(String id) {
    return Optional.ofNullable(invitations.get(id));
  }

  private Optional<String> of(Operation operation) {
    return watch.callOfConnection(operation.connectionId());
  }

  static List<Invitee> invitees(CallInput input) {
    return switch (input) {
      case CallInput.Create create -> create.targets();
      case CallInput.Arrive arrive -> List.of(arrive.target());
      case CallInput.Redirect redirect -> List.of(redirect.target());
      case CallInput.AddParticipant add -> List.of(add.participant());
      case CallInput.AddParticipants add -> add.participants();
      case CallInput.Transfer transfer -> List.of(transfer.target());
      case CallInput.Referred referred -> List.of(referred.target());
      default -> List.of();
    };
  }
}
