package dev.cordboard.event.grid;

import dev.cordboard.config.GridSubscriptionSettings;
import dev.cordboard.event.wire.Target;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Somebody who wants Event Grid events. Until its endpoint has agreed, its events wait here.
final class Subscription {
  private final String id;
  private final GridSubscriptionSettings wanted;
  private final Target target;
  private final String code;
  private final boolean kept;
  private final EventFilter filter;
  private final Deque<GridDelivery> waiting = new ArrayDeque<>();
  private final CountDownLatch firstCheck = new CountDownLatch(1);
  private State state;
  private boolean checking;
  private boolean removed;

  /// Where a subscription stands, in the words of its JSON.
  enum State {
    AWAITING_VALIDATION("awaitingValidation"),
    ACTIVE("active"),
    FAILED("failed");

    private final String text;

    State(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /// @param code what the endpoint sends back to show that it wants the events
  /// @param kept whether it is in the store, rather than in the configuration
  Subscription(String id, GridSubscriptionSettings wanted, String code, boolean kept, State state) {
    this.id = id;
    this.wanted = wanted;
    this.target =
        Target.of(wanted.endpointUrl())
            .orElseThrow(() -> new IllegalArgumentException("endpointUrl is no usable URL"));
    this.code = code;
    this.kept = kept;
    this.filter = new EventFilter(wanted);
    this.state = state;
  }

  String id() {
    return id;
  }

  GridSubscriptionSettings wanted() {
    return wanted;
  }

  Target target() {
    return target;
  }

  Schema schema() {
    return Schema.of(wanted.schema());
  }

  EventFilter filter() {
    return filter;
  }

  String code() {
    return code;
  }

  boolean isKept() {
    return kept;
  }

  /// Told when the endpoint was asked for the first time.
  CountDownLatch firstCheck() {
    return firstCheck;
  }

  synchronized State state() {
    return state;
  }

  synchronized int waiting() {
    return waiting.size();
  }

  /// Takes a delivery that must wait, and says so; one too many pushes the oldest out, which is
  /// returned.
  synchronized Hold hold(GridDelivery delivery, int limit) {
    if (removed || state == State.ACTIVE) {
      return new Hold(false, Optional.empty());
    }
    waiting.addLast(delivery);
    return new Hold(
        true, waiting.size() > limit ? Optional.of(waiting.removeFirst()) : Optional.empty());
  }

  /// @param held whether it waits now; else it may go at once
  record Hold(boolean held, Optional<GridDelivery> pushedOut) {}

  /// Whether the endpoint is to be asked now, by whoever asks this.
  synchronized boolean beginCheck() {
    if (checking || removed || state == State.ACTIVE) {
      return false;
    }
    checking = true;
    return true;
  }

  synchronized void endCheck(State outcome) {
    checking = false;
    if (state != State.ACTIVE) {
      state = outcome;
    }
  }

  /// What may leave now, if it is active.
  synchronized List<GridDelivery> release() {
    return state == State.ACTIVE ? drain() : List.of();
  }

  /// Everything that waits, taken out.
  synchronized List<GridDelivery> drain() {
    var all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  synchronized void activate() {
    state = State.ACTIVE;
  }

  /// Ends it; what waited for it is returned.
  synchronized List<GridDelivery> remove() {
    removed = true;
    return drain();
  }

  synchronized boolean isRemoved() {
    return removed;
  }
}
