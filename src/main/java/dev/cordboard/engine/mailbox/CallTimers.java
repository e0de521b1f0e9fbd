package dev.cordboard.engine.mailbox;

import dev.cordboard.call.CallInput;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The timers of one call, by name. Touched by the one reader of the call's mailbox.
public final class CallTimers {
  private final Timers timers;
  private final Inbox mailbox;
  private long marks;
  private final Map<String, Entry> set = new HashMap<>();

  public CallTimers(Timers timers, Inbox mailbox) {
    this.timers = timers;
    this.mailbox = mailbox;
  }

  public void set(String name, Instant due) {
    stop(name);
    // Even a timer that is due at once cannot be read before it is known here: we are the reader.
    long mark = ++marks;
    set.put(
        name, new Entry(mark, timers.set(due, () -> mailbox.post(at -> fired(at, name, mark)))));
  }

  /// One that was stopped or replaced while it was on its way means nothing any more.
  private List<CallInput> fired(Instant at, String name, long mark) {
    var entry = set.get(name);
    if (entry == null || entry.mark() != mark) {
      return List.of();
    }
    set.remove(name);
    return List.of(new CallInput.TimerFired(at, name));
  }

  public void stop(String name) {
    var entry = set.remove(name);
    if (entry != null) {
      timers.stop(entry.timer());
    }
  }

  public void close() {
    set.values().forEach(entry -> timers.stop(entry.timer()));
    set.clear();
  }

  /// A timer that is set; the mark tells it from an older one of its name.
  private record Entry(long mark, Timers.Timer timer) {}
}
