package dev.cordboard.engine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.CallSnapshot;
import dev.cordboard.call.machine.Call;
import dev.cordboard.call.machine.CallState;
import dev.cordboard.call.machine.Step;
import dev.cordboard.engine.mailbox.CallTimers;
import dev.cordboard.engine.mailbox.Inbox;
import dev.cordboard.engine.mailbox.Letter;
import dev.cordboard.engine.mailbox.Mailbox;
import dev.cordboard.engine.mailbox.Mailbox.Room;
import dev.cordboard.engine.mailbox.TwoCalls;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.store.Commit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A call that is going on: its mailbox, its state, and what its steps want done.
///
/// Whoever posts to an idle call drives it. All but the mailbox and the published snapshot is
/// touched by that one reader, or by whoever holds the mailbox ([TwoCalls]).
final class LiveCall implements Inbox, TwoCalls.Holdable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveCall.class);

  private final Exchange exchange;
  private final CallIds ids;
  private final Optional<Gathering> gathering;
  private final Mailbox<Letter> mailbox;
  private final Ledger ledger;
  private final LegEffects legs;
  private final CallTimers timers;
  private final CallNames names;

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
    this.legs = new LegEffects(exchange, this);
    this.timers = new CallTimers(exchange.timers(), this);
    this.names = new CallNames(exchange.registry(), this);
  }

  @Override
  public String callId() {
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
  @Override
  public boolean post(Letter letter) {
    boolean posted = mailbox.post(letter, Room.RESERVED);
    if (!posted) {
      overflown = true;
      exchange.counters().overflown().increment();
    }
    return posted;
  }

  @Override
  public boolean hold(TwoCalls.Hold letter) {
    return command(letter);
  }

  @Override
  public void release() {
    mailbox.release();
  }

  /// A leg that is made outside belongs to this call from now on.
  void adopt(Leg leg) {
    leg.belongTo(this);
    legs.adopt(leg);
  }

  /// Drops a call that was never given an input.
  void discard() {
    if (state.isEmpty()) {
      forget();
    }
  }

  // All below: by the one reader of the mailbox, or by whoever holds it.

  private boolean read(Letter letter) {
    if (overflown && !finished) {
      LOG.error("call={} mailbox overflown, ending the call", callId());
      end(Endings.LOST);
    }
    if (finished) {
      letter.gone();
      return true;
    }
    if (letter instanceof TwoCalls.Hold hold) {
      return hold.held();
    }
    try {
      for (var input : letter.open(exchange.now())) {
        step(input, letter);
      }
    } catch (RuntimeException e) {
      letter.broken();
      endByBug(e);
    }
    return true;
  }

  /// A bug ends this one call, never the process.
  void endByBug(RuntimeException bug) {
    LOG.error("call={} ended by a bug", callId(), bug);
    exchange.counters().broken().increment();
    end(Endings.LOST);
  }

  private void step(CallInput input, Letter letter) {
    if (finished) {
      return;
    }
    if (state.isEmpty() && !Inputs.begins(input)) {
      // It was found by its group's name, or its first leg was gone, ahead of its first input.
      if (input instanceof CallInput.Command) {
        letter.gone();
      }
      return;
    }
    var step = think(input);
    if (step.effects().isEmpty() && step.reply().orElse(null) instanceof CallReply.Refused no) {
      refuse(no, letter);
      return;
    }
    if (input instanceof CallInput.Command && step.reply().isEmpty()) {
      throw new IllegalStateException("no answer to " + input.getClass().getSimpleName());
    }
    var split = Inputs.split(step);
    if (split.isPresent()) {
      split(input, step, letter, split.get());
    } else {
      take(input, step);
      ledger.write(input, step, letter);
      carryOut(step);
    }
  }

  /// What the input would do; does nothing yet.
  Step think(CallInput input) {
    return state.map(known -> Call.step(known, input)).orElseGet(() -> Call.open(input));
  }

  /// A refusal changes nothing: there is nothing to keep. A call that never began goes again.
  private void refuse(CallReply.Refused refused, Letter letter) {
    letter.answered(refused);
    if (state.isEmpty()) {
      forget();
    }
  }

  /// The step happens: it is what is seen from now on. It must be written next, then carried out.
  void take(CallInput input, Step step) {
    if (state.isEmpty()) {
      startedBy = Inputs.starter(input);
      exchange.counters().opened().increment();
      LOG.info("call={} opened by={}", callId(), input.getClass().getSimpleName());
    }
    state = Optional.of(step.state());
    var now = step.state().snapshot();
    snapshot = Optional.of(now);
    var invitees = Inputs.invitees(input);
    names.add(invitees);
    names.add(now);
    legs.expect(invitees);
    if (input instanceof CallInput.Answered answered) {
      legs.answered(answered.leg());
      LOG.info("call={} leg={} answered", callId(), answered.leg().value());
    }
  }

  /// The step is written by now: a bug in here ends the call and does not undo the answer.
  void carryOut(Step step) {
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

  /// The new call is driven from here: nobody knows it before this step is made, and it lets others
  /// drive it after.
  private void split(CallInput input, Step step, Letter letter, CallEffect.Split split) {
    var call = new LiveCall(exchange, split.ids(), Optional.empty());
    var crossing = new Crossing(this, call);
    var first = crossing.firstOf(input, split);
    var leaving = new Crossing.Half(input, step, letter);
    exchange.registry().admitSplit(call);
    call.mailbox.post(
        new TwoCalls.Hold() {
          @Override
          public boolean held() {
            crossing.split(leaving, first, split.passage());
            return true;
          }
        },
        Room.SHARED);
    if (exchange.registry().isClosed()) {
      call.post(at -> List.of(new CallInput.End(at, Endings.STOPPED)));
    }
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
      case CallEffect.Refer refer -> legs.refer(refer);
      case CallEffect.NotifyReferrer news -> legs.notifyReferrer(news);
      case CallEffect.SetTimer(var timer, var due) -> timers.set(timer, due);
      case CallEffect.StopTimer(var timer) -> timers.stop(timer);
      // Written to the outbox with the step; they leave when it is durable.
      case CallEffect.Publish _, CallEffect.PublishGrid _ -> {}
      // Done with the step itself, ahead of its effects.
      case CallEffect.HandOver _, CallEffect.Split _ -> {}
      case CallEffect.Finish _ -> forget();
    }
  }

  Ledger ledger() {
    return ledger;
  }

  LegEffects legs() {
    return legs;
  }

  CallNames names() {
    return names;
  }

  /// Ends the call from here, whatever its state. When even that fails, its legs still go.
  private void end(CallResult result) {
    ending = true;
    try {
      var end = new CallInput.End(exchange.now(), result);
      state.ifPresent(known -> end(end, Endings.step(known, end)));
    } catch (RuntimeException e) {
      LOG.error("call={} could not be ended in order", callId(), e);
      exchange.orphans().add(callId());
    } finally {
      forget();
    }
  }

  private void end(CallInput.End end, Step step) {
    take(end, step);
    ledger.write(end, step, Endings.NOBODY);
    carryOut(step);
  }

  /// A step is not in the store: nothing that follows may be, or a replay would differ. The call is
  /// hung up now; what its applications must hear follows when the store works again.
  private void unwritten(Commit.Failure failure) {
    exchange.counters().unwritten().increment();
    exchange.orphans().add(callId());
    post(
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
    names.close();
    LOG.info("call={} over", callId());
  }
}
