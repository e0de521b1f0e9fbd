package dev.cordboard.event;

import dev.cordboard.event.wire.Alarms;
import dev.cordboard.event.wire.Alarms.Alarm;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The callbacks of one connection to one URI: their first tries start in order. Each waits for the
/// outcome of the first try before it, but not longer than the head-of-line limit: many receivers
/// never answer and still expect the next event.
final class Lane {
  private final Starter starter;
  private final Alarms alarms;
  private final Duration headOfLine;
  private final Deque<Delivery> waiting = new ArrayDeque<>();
  private Optional<Alarm> patience = Optional.empty();
  private boolean busy;
  private long turn;

  /// Starts the first try of a delivery.
  interface Starter {
    /// Never blocks.
    ///
    /// @param started told when the request leaves, as far as limits allow
    /// @param ended told when the try has an outcome
    void start(Delivery delivery, Runnable started, Runnable ended);
  }

  Lane(Starter starter, Alarms alarms, Duration headOfLine) {
    this.starter = starter;
    this.alarms = alarms;
    this.headOfLine = headOfLine;
  }

  synchronized void add(Delivery delivery) {
    waiting.addLast(delivery);
    startNext();
  }

  /// Whether nothing waits and no first try is under way.
  synchronized boolean isIdle() {
    return !busy && waiting.isEmpty();
  }

  private void startNext() {
    if (busy || waiting.isEmpty()) {
      return;
    }
    busy = true;
    long thisTurn = ++turn;
    starter.start(waiting.removeFirst(), () -> startPatience(thisTurn), () -> endTurn(thisTurn));
  }

  private synchronized void startPatience(long ofTurn) {
    if (turn == ofTurn && busy) {
      patience = Optional.of(alarms.set(headOfLine, () -> endTurn(ofTurn)));
    }
  }

  /// The outcome came, or the patience is over: whichever is first.
  private synchronized void endTurn(long ofTurn) {
    if (turn == ofTurn && busy) {
      patience.ifPresent(Alarm::stop);
      patience = Optional.empty();
      busy = false;
      startNext();
    }
  }
}
