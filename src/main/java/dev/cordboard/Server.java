package dev.cordboard;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server: where it is reached, and how to stop it.
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  private final Addresses addresses;
  private final Parts parts;

  Server(Addresses addresses, Parts parts) {
    this.addresses = addresses;
    this.parts = parts;
  }

  /// Where it is reached.
  public Addresses addresses() {
    return addresses;
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
