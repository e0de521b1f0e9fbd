package dev.cordboard.observe;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.LegId;
import dev.cordboard.call.Passage.Traveller;
import dev.cordboard.call.machine.Call;
import dev.cordboard.call.machine.CallState;
import dev.cordboard.call.machine.Step;
import dev.cordboard.journal.Decoded;
import dev.cordboard.journal.JournalCodec;
import dev.cordboard.observe.TimelineEntry.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The ladder of one call, told from its journal: the inputs are there, and replaying them gives
/// the effects once more.
///
/// A journal that cannot be read to its end gives the ladder up to there.
public final class Timeline {
  private static final String APPLICATION = "application";
  private static final String SERVER = "cordboard";
  private static final String GRID = "event grid";

  private final List<TimelineEntry> entries = new ArrayList<>();
  private final Map<LegId, String> names = new HashMap<>();
  private final Set<LegId> calling = new HashSet<>();

  private Timeline() {}

  /// The entries in their order.
  public static List<TimelineEntry> of(List<byte[]> journal) {
    var timeline = new Timeline();
    Optional<CallState> state = Optional.empty();
    for (var bytes : journal) {
      if (!(JournalCodec.input(bytes) instanceof Decoded.Intact<CallInput>(var input))) {
        break;
      }
      var step = state.isPresent() ? Call.step(state.get(), input) : Call.open(input);
      state = Optional.of(step.state());
      timeline.add(input, step);
    }
    return List.copyOf(timeline.entries);
  }

  private void add(CallInput input, Step step) {
    // A device must have its name before anything is said about it.
    for (var effect : step.effects()) {
      if (effect instanceof CallEffect.Invite invite) {
        names.put(invite.leg(), nameOf(invite.device().uri()));
      }
    }
    for (var traveller : arriving(input)) {
      traveller.leg().ifPresent(leg -> names.put(leg.id(), traveller.identifier().rawId()));
    }
    onInput(input);
    step.effects().forEach(effect -> onEffect(input.at(), effect));
  }

  /// Those who come from another call.
  private static List<Traveller> arriving(CallInput input) {
    return switch (input) {
      case CallInput.Continue go -> go.passage().travellers();
      case CallInput.MoveIn move -> move.passage().travellers();
      case CallInput.TakeSeat take -> take.passage().travellers();
      case CallInput.Command _,
          CallInput.Signal _,
          CallInput.Arrive _,
          CallInput.Join _,
          CallInput.Replace _,
          CallInput.GiveSeat _,
          CallInput.TimerFired _,
          CallInput.End _ ->
          List.of();
    };
  }

  /// The part of a URI that a person dials.
  private static String nameOf(String uri) {
    return uri.substring(uri.indexOf(':') + 1);
  }

  private void onInput(CallInput input) {
    switch (input) {
      case CallInput.Command command ->
          arrow(command.at(), Kind.REST, APPLICATION, SERVER, TimelineWords.of(command));
      case CallInput.Signal signal -> onSignal(signal);
      case CallInput.Arrive arrive -> {
        arrives(arrive.leg(), arrive.caller().identifier().rawId());
        sip(arrive.at(), arrive.leg(), true, "INVITE " + arrive.target().identifier().rawId());
      }
      case CallInput.Join join -> {
        arrives(join.leg(), join.caller().identifier().rawId());
        sip(join.at(), join.leg(), true, "INVITE " + join.gathering().id());
      }
      case CallInput.Replace replace -> {
        arrives(replace.leg(), replace.caller().identifier().rawId());
        sip(replace.at(), replace.leg(), true, "INVITE (Replaces " + replace.seat().value() + ")");
      }
      case CallInput.Continue go ->
          arrow(go.at(), Kind.INTERNAL, SERVER, SERVER, "goes on from another call");
      case CallInput.GiveSeat give -> sip(give.at(), give.referrer(), true, "REFER (Replaces)");
      case CallInput.TakeSeat take ->
          arrow(take.at(), Kind.INTERNAL, SERVER, SERVER, "seat of " + take.seat().value());
      case CallInput.TimerFired fired ->
          arrow(fired.at(), Kind.INTERNAL, SERVER, SERVER, "timer " + fired.timer());
      case CallInput.End end ->
          arrow(end.at(), Kind.INTERNAL, SERVER, SERVER, "end: " + end.result().message());
    }
  }

  private void arrives(LegId leg, String name) {
    names.put(leg, name);
    calling.add(leg);
  }

  private void onSignal(CallInput.Signal signal) {
    var leg = signal.leg();
    switch (signal) {
      case CallInput.Ringing(var at, var _) -> sip(at, leg, true, "180 Ringing");
      case CallInput.EarlyMedia(var at, var _) -> sip(at, leg, true, "183 Session Progress");
      case CallInput.Answered(var at, var _, var _) ->
          sip(at, leg, true, calling.contains(leg) ? "ACK" : "200 OK");
      case CallInput.Failed(var at, var _, var status, var reason, var _) ->
          sip(at, leg, true, (status + " " + reason).strip());
      case CallInput.Ended(var at, var _, var cause) -> sip(at, leg, true, TimelineWords.of(cause));
      case CallInput.HeldByPhone(var at, var _, var held) ->
          sip(at, leg, true, held ? "re-INVITE (hold)" : "re-INVITE (resume)");
      case CallInput.LegChanged(var at, var _, var _) -> sip(at, leg, true, "re-INVITE");
      case CallInput.ReferAnswered(var at, var _, var status) ->
          sip(at, leg, true, status + " to REFER");
      case CallInput.ReferProgress(var at, var _, var status) ->
          sip(at, leg, true, "NOTIFY " + status);
      case CallInput.Referred referred ->
          sip(referred.at(), leg, true, "REFER " + referred.target().identifier().rawId());
    }
  }

  private void onEffect(Instant at, CallEffect effect) {
    switch (effect) {
      case CallEffect.Invite invite -> sip(at, invite.leg(), false, "INVITE");
      case CallEffect.Cancel cancel -> sip(at, cancel.leg(), false, "CANCEL");
      case CallEffect.Ring ring -> sip(at, ring.leg(), false, "180 Ringing");
      case CallEffect.RelayEarlyMedia early ->
          sip(at, early.callingLeg(), false, "183 Session Progress");
      case CallEffect.AnswerLeg answer -> sip(at, answer.leg(), false, "200 OK");
      case CallEffect.RefuseLeg refuse ->
          sip(at, refuse.leg(), false, String.valueOf(refuse.sipStatus()));
      case CallEffect.HangUpLeg hangUp -> sip(at, hangUp.leg(), false, "BYE");
      case CallEffect.Refer refer ->
          sip(at, refer.leg(), false, "REFER " + nameOf(refer.target().uri()));
      case CallEffect.NotifyReferrer told ->
          sip(at, told.leg(), false, "NOTIFY " + told.sipStatus());
      case CallEffect.Publish(var event) ->
          arrow(at, Kind.EVENT, SERVER, APPLICATION, TimelineWords.of(event));
      case CallEffect.PublishGrid(var event) ->
          arrow(at, Kind.GRID, SERVER, GRID, event.getClass().getSimpleName());
      // Media and bookkeeping: no arrow to anybody.
      case CallEffect.HandOver _,
          CallEffect.Split _,
          CallEffect.Bridge _,
          CallEffect.Unbridge _,
          CallEffect.SetTimer _,
          CallEffect.StopTimer _,
          CallEffect.Finish _ -> {}
    }
  }

  private void sip(Instant at, LegId leg, boolean inwards, String what) {
    var name = names.getOrDefault(leg, leg.value());
    arrow(at, Kind.SIP, inwards ? name : SERVER, inwards ? SERVER : name, what);
  }

  private void arrow(Instant at, Kind kind, String from, String to, String what) {
    entries.add(new TimelineEntry(at, kind, from, to, what));
  }
}
