package dev.cordboard;

import dev.cordboard.observe.ObserveRoutes;
import dev.cordboard.observe.Timeline;
import dev.cordboard.observe.TimelineEntry;
import dev.cordboard.store.Store;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server: where it is reached, and how to stop it.
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final Addresses addresses;
  private final Store store;
  private final Parts parts;

  Server(Addresses addresses, Store store, Parts parts) {
    this.addresses = addresses;
    this.store = store;
    this.parts = parts;
  }

  /// Where it is reached.
  public Addresses addresses() {
    return addresses;
  }

  /// The ladder of a call, empty when it is not kept (any more).
  List<TimelineEntry> timeline(String serverCallId) {
    return Timeline.of(ObserveRoutes.callId(serverCallId).map(store::journal).orElseGet(List::of));
  }

  /// Hangs up, delivers what is pending, and closes the parts, the last one started first.
  @Override
  public void close() {
    parts.close();
  }

  /// The parts of a server in the order of their start; closing goes backwards and leaves none out.
  static final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    /// Remembers a part that was started.
    <T extends AutoCloseable> T add(T part) {
      started.push(part);
      return part;
    }

    @Override
    public synchronized void close() {
      while (!started.isEmpty()) {
        var part = started.pop();
        try {
          part.close();
        } catch (Exception e) {
          LOG.warn("event=part_not_closed part={}", part.getClass().getSimpleName(), e);
        }
      }
    }
  }
}
