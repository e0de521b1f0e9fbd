package dev.cordboard.event.grid;

import dev.cordboard.event.grid.GridDelivery.End;
import java.util.function.Consumer;

/// Waits for the deliveries of one event to all its subscriptions.
final class LastOne implements GridDelivery.Done {
  private final Consumer<Boolean> done;
  private int left;
  private boolean finished = true;

  LastOne(int deliveries, Consumer<Boolean> done) {
    this.left = deliveries;
    this.done = done;
  }

  @Override
  public void ended(End end) {
    if (isLast(end)) {
      done.accept(finished);
    }
  }

  private synchronized boolean isLast(End end) {
    finished &= end != End.LEFT;
    return --left == 0;
  }
}
