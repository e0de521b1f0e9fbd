package dev.cordboard.engine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CallSnapshot;
import dev.cordboard.call.Invitee;
import dev.cordboard.call.machine.Call;
import dev.cordboard.call.machine.CallState;
import dev.cordboard.call.machine.Step;
import dev.cordboard.engine.Mailbox.Room;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.store.Commit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A call that is going on: its mailbox, its state, and what its steps want done.
///
/// Whoever posts to an idle call drives it. All but the mailbox and the published snapshot is
/// touched by that one reader.
final class LiveCall {
  private static final Logger LOG = LoggerFactory.getLogger(LiveCall.class);

  private final Exchange exchange;
  private final CallIds ids;
  private final Optional<Gathering> gathering;
  private final Mailbox<Letter> mailbox;
  private final Ledger ledger;
  private final LegEffects legs;
  private final CallTimers timers;
  private final List<String> names = new ArrayList<>();

  private volatile Optional<CallSnapshot> snapshot = Optional.empty();
  private volatile CommunicationIdentifier startedBy = PhoneNumber.ANONYMOUS;
  private volatile boolean overflown;

  private Optional<CallState> state = Optional.empty();
  private boolean ending;
  private boolean finished;

  LiveCall(Exchange exchange, CallIds ids, Optional<Gathering> gathering) {
    this.exchange = exchange;
    this.ids = ids;
    this.gathering = gathering;
    this.mailbox =
        new Mailbox<>(
            exchange.settings().mailboxCommands(),
            exchange.settings().mailboxSignals(),
            this::read);
    this.ledger = new Ledger(exchange, ids.callId(), 1, 0, this::unwritten);
    this.legs = new LegEffects(exchange, this::signal);
    this.timers = new CallTimers(exchange.timers(), this::signal);
  }

  String callId() {
    return ids.callId();
  }

  CallIds ids() {
    return ids;
  }

  Optional<Gathering> gathering() {
    return gathering;
  }

  /// The call as it was after the last step; empty before the first.
  Optional<CallSnapshot> snapshot() {
    return snapshot;
  }

  /// Who began it: an application's source, or the caller.
  CommunicationIdentifier startedBy() {
    return startedBy;
  }

  /// Posts a command or a new leg; false: the mailbox is full (503).
  boolean command(Letter letter) {
    boolean posted = mailbox.post(letter, Room.SHARED);
    if (!posted) {
      exchange.counters().refused().increment();
    }
    return posted;
  }

  /// Posts what cannot be refused; overflowing even its own room ends the call.
  boolean signal(Letter letter) {
    boolean posted = mailbox.post(letter, Room.RESERVED);
    if (!posted) {
      overflown = true;
      exchange.counters().overflown().increment();
    }
    return posted;
  }

  /// A leg that is made outside belongs to this call from now on.
  void adopt(Leg leg) {
    leg.belongTo(this::signal);
    legs.adopt(leg);
  }

  /// Drops a call that was never given an input.
  void discard() {
    forget();
  }

  private void read(Letter letter) {
    if (overflown && !finished) {
      LOG.error("call={} mailbox overflown, ending the call", callId());
      end(Endings.LOST);
    }
    if (finished) {
      letter.gone();
      return;
    }
    try {
      for (var input : letter.open(exchange.now())) {
        step(input, letter);
      }
    } catch (RuntimeException e) {
      letter.broken();
      endByBug(e);
    }
  }

  /// A bug ends this one call, never the process.
  private void endByBug(RuntimeException bug) {
    LOG.error("call={} ended by a bug", callId(), bug);
    exchange.counters().broken().increment();
    end(Endings.LOST);
  }

  private void step(CallInput input, Letter letter) {
    if (finished) {
      return;
    }
    var step = state.map(known -> Call.step(known, input)).orElseGet(() -> Call.open(input));
    if (step.effects().isEmpty() && step.reply().orElse(null) instanceof CallReply.Refused no) {
      refuse(no, letter);
      return;
    }
    if (input instanceof CallInput.Command && step.reply().isEmpty()) {
      throw new IllegalStateException("no answer to " + input.getClass().getSimpleName());
    }
    take(input, step, letter);
  }

  /// A refusal changes nothing: there is nothing to keep. A call that never began goes again.
  private void refuse(CallReply.Refused refused, Letter letter) {
    letter.answered(refused);
    if (state.isEmpty()) {
      forget();
    }
  }

  private void take(CallInput input, Step step, Letter letter) {
    if (state.isEmpty()) {
      startedBy = starter(input);
      exchange.counters().opened().increment();
      LOG.info("call={} opened by={}", callId(), input.getClass().getSimpleName());
    }
    state = Optional.of(step.state());
    var now = step.state().snapshot();
    snapshot = Optional.of(now);
    name(input, now);
    ledger.write(input, step, letter);
    if (input instanceof CallInput.Answered answered) {
      legs.answered(answered.leg());
      LOG.info("call={} leg={} answered", callId(), answered.leg().value());
    }
    carryOut(step);
  }

  private static CommunicationIdentifier starter(CallInput first) {
    return switch (first) {
      case CallInput.Create create -> create.source();
      case CallInput.Arrive arrive -> arrive.caller().identifier();
      case CallInput.Join join -> join.caller().identifier();
      case CallInput.Continue(var _, var _, var passage) ->
          passage.travellers().getFirst().identifier();
      case CallInput.Replace _, CallInput.GiveSeat _, CallInput.TakeSeat _ -> PhoneNumber.ANONYMOUS;
      case CallInput.Command _, CallInput.Signal _, CallInput.End _, CallInput.TimerFired _ ->
          PhoneNumber.ANONYMOUS;
    };
  }

  /// The step is written by now: a bug in here ends the call and does not undo the answer.
  private void carryOut(Step step) {
    try {
      step.effects().forEach(this::run);
      legs.sweep();
    } catch (RuntimeException e) {
      if (!ending) {
        endByBug(e);
      } else {
        throw e;
      }
    }
  }

  /// What may be asked for from outside is found until the call is over.
  private void name(CallInput input, CallSnapshot now) {
    for (var invitee : invitees(input)) {
      names.add(invitee.invitationId());
      exchange.registry().invitation(invitee.invitationId(), this);
    }
    for (var connection : now.connections()) {
      var id = connection.terms().connectionId();
      if (!names.contains(id)) {
        names.add(id);
        exchange.registry().connection(id, this);
      }
    }
  }

  private static List<Invitee> invitees(CallInput input) {
    return switch (input) {
      case CallInput.Create create -> create.targets();
      case CallInput.Arrive arrive -> List.of(arrive.target());
      case CallInput.Redirect redirect -> List.of(redirect.target());
      case CallInput.AddParticipant add -> List.of(add.participant());
      case CallInput.AddParticipants add -> add.participants();
      case CallInput.Transfer transfer -> List.of(transfer.target());
      case CallInput.Referred referred -> List.of(referred.target());
      case CallInput.Command _, CallInput.Signal _, CallInput.Join _, CallInput.End _ -> List.of();
      case CallInput.Replace _, CallInput.Continue _ -> List.of();
      case CallInput.GiveSeat _, CallInput.TakeSeat _, CallInput.TimerFired _ -> List.of();
    };
  }

  private void run(CallEffect effect) {
    switch (effect) {
      case CallEffect.Invite invite -> legs.invite(invite);
      case CallEffect.Cancel cancel -> legs.cancel(cancel);
      case CallEffect.Ring(var leg) -> legs.ring(leg);
      case CallEffect.RelayEarlyMedia relay -> legs.relayEarlyMedia(relay);
      case CallEffect.AnswerLeg(var leg) -> legs.answer(leg);
      case CallEffect.RefuseLeg refuse -> legs.refuse(refuse);
      case CallEffect.HangUpLeg(var leg) -> legs.hangUp(leg);
      case CallEffect.Bridge join -> legs.bridge(join);
      case CallEffect.Unbridge(var leg) -> legs.unbridge(leg);
      case CallEffect.SetTimer(var timer, var due) -> timers.set(timer, due);
      case CallEffect.StopTimer(var timer) -> timers.stop(timer);
      // Written to the outbox with the step; they leave when it is durable.
      case CallEffect.Publish _, CallEffect.PublishGrid _ -> {}
      case CallEffect.Refer _,
          CallEffect.NotifyReferrer _,
          CallEffect.HandOver _,
          CallEffect.Split _ ->
          throw new IllegalStateException("not carried out yet");
      case CallEffect.Finish _ -> forget();
    }
  }

  /// Ends the call from here, whatever its state. When even that fails, its legs still go.
  private void end(CallResult result) {
    ending = true;
    try {
      var end = new CallInput.End(exchange.now(), result);
      state.ifPresent(known -> take(end, Endings.step(known, end), Endings.NOBODY));
    } catch (RuntimeException e) {
      LOG.error("call={} could not be ended in order", callId(), e);
      exchange.orphans().add(callId());
    } finally {
      forget();
    }
  }

  /// A step is not in the store: nothing that follows may be, or a replay would differ. The call is
  /// hung up now; what its applications must hear follows when the store works again.
  private void unwritten(Commit.Failure failure) {
    exchange.counters().unwritten().increment();
    exchange.orphans().add(callId());
    signal(
        _ -> {
          LOG.error("call={} hung up, its journal cannot be written: {}", callId(), failure);
          forget();
          return List.of();
        });
  }

  private void forget() {
    if (finished) {
      return;
    }
    finished = true;
    timers.close();
    legs.close();
    exchange.registry().remove(this, names);
    LOG.info("call={} over", callId());
  }
}
