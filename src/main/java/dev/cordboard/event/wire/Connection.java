package dev.cordboard.event.wire;

import java.io.IOException;
import java.net.Socket;

/// A connection to a receiver, used by one request at a time.
final class Connection {
  /// The TCP socket below TLS: closing it never waits for the other side.
  private final Socket wire;

  private final Socket socket;
  private final WireInput in;
  private long idleSinceNanos;

  Connection(Socket wire, Socket socket) throws IOException {
    this.wire = wire;
    this.socket = socket;
    this.in = new WireInput(socket.getInputStream());
  }

  void send(byte[] request) throws IOException {
    in.begin();
    var out = socket.getOutputStream();
    out.write(request);
    out.flush();
  }

  Socket wire() {
    return wire;
  }

  WireInput in() {
    return in;
  }

  void idleSince(long nanos) {
    idleSinceNanos = nanos;
  }

  boolean isIdleFor(long nanos, long now) {
    return now - idleSinceNanos >= nanos;
  }

  /// Ends it at once; whoever reads or writes it gets an IOException.
  void close() {
    close(wire);
  }

  static void close(Socket wire) {
    try {
      wire.close();
    } catch (IOException e) {
      // It is closed either way.
    }
  }
}
