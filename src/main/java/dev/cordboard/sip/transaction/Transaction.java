package dev.cordboard.sip.transaction;

import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.transaction.Scheduler.Alarm;
import org.jspecify.annotations.Nullable;

/// Runs a machine: keeps its state, its two timers, and carries its actions out.
abstract class Transaction {
  /// What a transaction is found by (RFC 3261 §17.1.3, §17.2.3).
  ///
  /// @param sentBy the top Via's host and port; empty for client transactions: the branch is ours
  record Key(String branch, String sentBy, SipMethod method) {}

  /// How a transaction begins.
  record Start(Timers timers, TransactionState.Step step) {}

  private final Key key;
  private final TransactionLayer layer;
  private Timers timers;
  private final Hop hop;
  private TransactionState state;
  private @Nullable Alarm repeating;
  private @Nullable Alarm ending;

  Transaction(Key key, TransactionLayer layer, Hop hop, Start start) {
    this.key = key;
    this.layer = layer;
    this.hop = hop;
    this.timers = start.timers();
    this.state = start.step().state();
  }

  final Key key() {
    return key;
  }

  final TransactionLayer layer() {
    return layer;
  }

  /// Where it sends to.
  public final Hop hop() {
    return hop;
  }

  final TransactionState state() {
    return state;
  }

  /// Carries out the first step; apart from the constructor because actions may call back.
  final void begin(Start start) {
    perform(start.step());
  }

  /// Begins once more, by another transport.
  final void restart(Start start) {
    cancel(repeating);
    cancel(ending);
    timers = start.timers();
    state = start.step().state();
    perform(start.step());
  }

  final void input(Input input) {
    var step = state.step(input, timers);
    boolean wasFinished = state.finished();
    state = step.state();
    perform(step);
    if (!wasFinished && state.finished()) {
      release();
    }
  }

  private void perform(TransactionState.Step step) {
    if (state.terminated()) {
      layer.forget(this);
      cancel(repeating);
      cancel(ending);
    }
    for (var action : step.actions()) {
      switch (action) {
        case Action.Arm(Timer timer, long millis) -> arm(timer, millis);
        case Action.Plain plain -> perform(plain);
      }
    }
  }

  /// Carries out an action that needs no details.
  abstract void perform(Action.Plain action);

  /// Lets go of everything that only an unfinished transaction needs.
  abstract void release();

  private void arm(Timer timer, long millis) {
    if (state.terminated()) {
      return;
    }
    var alarm = layer.scheduler().after(millis, () -> input(new Input.Fired(timer)));
    if (timer.repeats()) {
      cancel(repeating);
      repeating = alarm;
    } else {
      cancel(ending);
      ending = alarm;
    }
  }

  private static void cancel(@Nullable Alarm alarm) {
    if (alarm != null) {
      alarm.cancel();
    }
  }
}
