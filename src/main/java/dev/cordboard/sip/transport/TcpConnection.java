package dev.cordboard.sip.transport;

import dev.cordboard.base.TimeSource;
import dev.cordboard.config.SipSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// One TCP connection. A virtual thread reads, frames and hands over; another one writes while
/// there is something to write. Nobody who calls a method here waits for the network.
final class TcpConnection {
  /// Messages that were read and that the loop has not seen yet: beyond, reading pauses.
  private static final int MESSAGES_AHEAD = 16;

  private static final byte[] PONG = {'\r', '\n'};

  /// Who is told; called on the connection's own threads.
  interface Listener {
    /// A frame arrived; `done` is run when the loop has dealt with it.
    void arrived(TcpConnection connection, StreamFramer.Frame frame, Runnable done);

    /// This could not be written.
    void unwritten(Outgoing outgoing);

    /// The connection is gone. Called once.
    void ended(TcpConnection connection);
  }

  /// The two ends of a connection.
  ///
  /// @param local of a socket that is not connected yet: the address that it shall leave from
  record Ends(InetSocketAddress local, InetSocketAddress remote) {}

  private record Write(byte[] bytes, Optional<Outgoing> outgoing) {
    /// Nothing to write: the order to close.
    boolean isEnd() {
      return bytes.length == 0;
    }
  }

  private final long number;
  private final Socket socket;
  private final InetSocketAddress remote;
  private final SipSettings settings;
  private final TimeSource time;
  private final Listener listener;

  private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queuedBytes = new AtomicInteger();
  private final AtomicBoolean writing = new AtomicBoolean();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Semaphore ahead = new Semaphore(MESSAGES_AHEAD);
  private volatile InetSocketAddress local;
  private volatile long heardNanos;
  private volatile boolean proven;
  private boolean unreadable;

  /// @param number never used again; 1 or more
  TcpConnection(
      long number,
      Socket socket,
      Ends ends,
      SipSettings settings,
      TimeSource time,
      Listener listener) {
    this.number = number;
    this.socket = socket;
    this.local = ends.local();
    this.remote = ends.remote();
    this.settings = settings;
    this.time = time;
    this.listener = listener;
    this.heardNanos = time.nanoTime();
  }

  long number() {
    return number;
  }

  InetSocketAddress remote() {
    return remote;
  }

  Flow flow() {
    return new Flow(Protocol.TCP, local, remote, number);
  }

  /// The peer sent a sound message: it is worth more patience.
  void prove() {
    proven = true;
  }

  /// How long nothing was heard; a peer that never sent a sound message counts as silent for ever.
  Duration silence() {
    return proven
        ? Duration.ofNanos(time.nanoTime() - heardNanos)
        : Duration.ofDays(1).plusNanos(time.nanoTime() - heardNanos);
  }

  /// Reads from an accepted socket.
  void serve() {
    Thread.ofVirtual().name("sip-tcp-" + number).start(this::readUntilEnd);
  }

  /// Connects, then writes what has been queued meanwhile, and reads.
  void open() {
    proven = true;
    writing.set(true);
    Thread.ofVirtual().name("sip-tcp-" + number).start(this::connectAndRead);
  }

  private void connectAndRead() {
    try {
      if (!local.getAddress().isAnyLocalAddress()) {
        socket.bind(new InetSocketAddress(local.getAddress(), 0)); // Peers know us by our address.
      }
      socket.setTcpNoDelay(true);
      socket.connect(remote, (int) settings.transport().connectTimeout().toMillis());
    } catch (IOException _) {
      close();
      writeQueued();
      return;
    }
    local = (InetSocketAddress) socket.getLocalSocketAddress();
    heardNanos = time.nanoTime();
    Thread.ofVirtual().name("sip-tcp-writer-" + number).start(this::writeQueued);
    readUntilEnd();
  }

  void send(Outgoing outgoing) {
    write(new Write(outgoing.bytes(), Optional.of(outgoing)));
  }

  /// Writes bytes that nobody waits for: answers without state, pongs.
  void send(byte[] bytes) {
    write(new Write(bytes, Optional.empty()));
  }

  /// Closes once everything is written that was sent before.
  void closeAfterWriting() {
    write(new Write(new byte[0], Optional.empty()));
  }

  private void write(Write write) {
    int waiting = queuedBytes.addAndGet(write.bytes().length);
    writes.add(write);
    if (waiting > settings.transport().sendQueueBytes()) {
      close(); // A reader so slow that its queue is full is as good as gone.
    }
    if (writing.compareAndSet(false, true)) {
      Thread.ofVirtual().name("sip-tcp-writer-" + number).start(this::writeQueued);
    }
  }

  private void writeQueued() {
    do {
      for (var write = writes.poll(); write != null; write = writes.poll()) {
        writeOne(write);
        queuedBytes.addAndGet(-write.bytes().length);
      }
      writing.set(false);
    } while (!writes.isEmpty() && writing.compareAndSet(false, true));
  }

  private void writeOne(Write write) {
    if (write.isEnd()) {
      close();
      return;
    }
    try {
      socket.getOutputStream().write(write.bytes());
    } catch (IOException _) {
      close();
      write.outgoing().ifPresent(listener::unwritten);
    }
  }

  private void readUntilEnd() {
    var framer = new StreamFramer(settings.limits());
    try {
      while (read(framer)) {}
    } catch (IOException _) {
      // Reset, or closed by ourselves: the same to us as a regular end.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (!unreadable) {
      close();
    }
  }

  /// Reads once and hands over what is complete; false at the end.
  private boolean read(StreamFramer framer) throws IOException, InterruptedException {
    long frameDeadline = time.nanoTime() + settings.transport().frameTimeout().toNanos();
    do {
      var buffer = framer.buffer();
      boolean inside = framer.isInsideMessage();
      int count = readBefore(inside ? frameDeadline : idleDeadline(), buffer, framer.end());
      if (count <= 0) {
        return false;
      }
      framer.put(count);
      heardNanos = time.nanoTime();
      if (!handOver(framer)) {
        return false;
      }
    } while (framer.isInsideMessage());
    return true;
  }

  private long idleDeadline() {
    var transport = settings.transport();
    var patience = proven ? transport.idleTimeout() : transport.frameTimeout();
    return heardNanos + patience.toNanos();
  }

  private int readBefore(long deadlineNanos, byte[] buffer, int from) throws IOException {
    long millis = (deadlineNanos - time.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      return -1;
    }
    socket.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
    try {
      return socket.getInputStream().read(buffer, from, buffer.length - from);
    } catch (SocketTimeoutException _) {
      return -1;
    }
  }

  private boolean handOver(StreamFramer framer) throws InterruptedException {
    while (true) {
      var frame = framer.next();
      switch (frame) {
        case StreamFramer.Frame.More _ -> {
          return true;
        }
        case StreamFramer.Frame.Ping _ -> send(PONG);
        case StreamFramer.Frame.Message _ -> {
          ahead.acquire();
          listener.arrived(this, frame, ahead::release);
        }
        case StreamFramer.Frame.TooLong _ -> {
          unreadable = true; // Whoever is told answers, and then closes.
          listener.arrived(this, frame, () -> {});
          return false;
        }
      }
    }
  }

  void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // There is nothing left to do for a socket that cannot even be closed.
    }
    if (ended.compareAndSet(false, true)) {
      listener.ended(this);
    }
  }
}
