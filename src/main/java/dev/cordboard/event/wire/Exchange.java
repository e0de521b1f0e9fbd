package dev.cordboard.event.wire;

import dev.cordboard.event.wire.Alarms.Alarm;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;

/// One request under way, and the alarm that closes its socket when a part of it takes too long. A
/// timeout of the socket would not do: it starts again with every byte a slow receiver drips, and
/// does not cover writing.
final class Exchange {
  private final Alarms alarms;
  private Optional<Socket> socket = Optional.empty();
  private Optional<Alarm> alarm = Optional.empty();
  private int part;
  private boolean expired;

  Exchange(Alarms alarms) {
    this.alarms = alarms;
  }

  /// Begins another part, which may take this long.
  synchronized void allow(Duration longest) {
    alarm.ifPresent(Alarm::stop);
    int thisPart = ++part;
    alarm = Optional.of(alarms.set(longest, () -> expire(thisPart)));
  }

  /// The socket to close; closed at once when it is too late already.
  synchronized void over(Socket opened) {
    socket = Optional.of(opened);
    if (expired) {
      Connection.close(opened);
    }
  }

  /// It is done: nothing will be closed any more. False when it was too late.
  synchronized boolean done() {
    alarm.ifPresent(Alarm::stop);
    part++;
    return !expired;
  }

  synchronized boolean isExpired() {
    return expired;
  }

  private synchronized void expire(int ofPart) {
    if (ofPart == part) {
      expired = true;
      socket.ifPresent(Connection::close);
    }
  }
}
