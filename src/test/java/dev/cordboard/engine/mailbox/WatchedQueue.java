package dev.cordboard.engine.mailbox;

import dev.cordboard.testkit.OneAtATime;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Lets others run around every touch of the queue of a mailbox, and so around every touch of its
/// flag.
final class WatchedQueue<T> extends ConcurrentLinkedQueue<T> {
  private final transient OneAtATime schedule;

  WatchedQueue(OneAtATime schedule) {
    this.schedule = schedule;
  }

  @Override
  public boolean add(T letter) {
    schedule.pass();
    boolean added = super.offer(letter);
    schedule.pass();
    return added;
  }

  @Override
  public T poll() {
    schedule.pass();
    var letter = super.poll();
    schedule.pass();
    return letter;
  }

  @Override
  public boolean isEmpty() {
    boolean empty = super.isEmpty();
    schedule.pass();
    return empty;
  }
}
