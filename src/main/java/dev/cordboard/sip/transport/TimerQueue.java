package dev.cordboard.sip.transport;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Timers by deadline: a binary heap whose entries know their place, so that a cancelled timer
/// leaves at once and holds nothing. Timers of one deadline run in the order they were set. For one
/// thread.
public final class TimerQueue {
  private Entry[] heap = new Entry[64];
  private int size;
  private long sequence;

  /// Runs the task at `deadlineNanos` of the clock that [#pollDue] is asked with.
  public SipLoop.Timer add(long deadlineNanos, Runnable task) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    var entry = new Entry(deadlineNanos, sequence++, task);
    siftUp(size++, entry);
    return entry;
  }

  /// Takes the next task that is due, or null. The caller runs it.
  public @Nullable Runnable pollDue(long nowNanos) {
    if (size == 0 || heap[0].deadlineNanos - nowNanos > 0) {
      return null;
    }
    var task = heap[0].task;
    removeAt(0);
    return task;
  }

  /// How long until the next timer is due: 0 when one is, `Long.MAX_VALUE` when there is none.
  public long nanosToNext(long nowNanos) {
    return size == 0 ? Long.MAX_VALUE : Math.max(0, heap[0].deadlineNanos - nowNanos);
  }

  public int size() {
    return size;
  }

  private void removeAt(int index) {
    heap[index].index = -1;
    var last = heap[--size];
    if (index < size) {
      siftDown(index, last);
      if (heap[index] == last) {
        siftUp(index, last);
      }
    }
    clear(size);
  }

  @SuppressWarnings("NullAway") // A free slot of the array holds nothing, so that nothing leaks.
  private void clear(int index) {
    heap[index] = null;
  }

  private void siftUp(int from, Entry entry) {
    int index = from;
    while (index > 0) {
      int parent = (index - 1) >>> 1;
      if (!entry.isBefore(heap[parent])) {
        break;
      }
      place(index, heap[parent]);
      index = parent;
    }
    place(index, entry);
  }

  private void siftDown(int from, Entry entry) {
    int index = from;
    while (2 * index + 1 < size) {
      int child = 2 * index + 1;
      if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
        child++;
      }
      if (!heap[child].isBefore(entry)) {
        break;
      }
      place(index, heap[child]);
      index = child;
    }
    place(index, entry);
  }

  private void place(int index, Entry entry) {
    heap[index] = entry;
    entry.index = index;
  }

  private final class Entry implements SipLoop.Timer {
    private final long deadlineNanos;
    private final long order;
    private final Runnable task;
    private int index;

    Entry(long deadlineNanos, long order, Runnable task) {
      this.deadlineNanos = deadlineNanos;
      this.order = order;
      this.task = task;
    }

    boolean isBefore(Entry other) {
      long difference = deadlineNanos - other.deadlineNanos;
      return difference < 0 || (difference == 0 && order < other.order);
    }

    @Override
    public void cancel() {
      if (index >= 0) {
        removeAt(index);
      }
    }
  }
}
