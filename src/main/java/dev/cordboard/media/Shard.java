package dev.cordboard.media;

import dev.cordboard.base.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread's share of the media: its legs, its bridges, and the beat that drives them.
///
/// Each tick runs the commands that wait, reads the sockets that are ready (packets that are passed
/// through leave at once), and lets the legs and bridges of one phase work. A tick that comes late
/// works for the phases that it missed, but never for one phase twice: what was due more than 20 ms
/// ago is skipped, and the timestamps tell.
final class Shard {
  private static final Logger LOG = LoggerFactory.getLogger(Shard.class);
  private static final int PACKET_BYTES = 2048;
  private static final long HOUSEKEEPING_NANOS = 1_000_000_000;

  private final TimeSource time;
  private final Counters counters;
  private final Selector selector;
  private final long tickNanos;
  private final long startNanos;
  private final List<List<FrameUnit>> phases = new ArrayList<>();
  private final List<Leg> legs = new ArrayList<>();
  private final ConcurrentLinkedQueue<Mailbox> scheduled = new ConcurrentLinkedQueue<>();
  private final AtomicInteger load = new AtomicInteger();
  private final ByteBuffer receiveBuffer = ByteBuffer.allocateDirect(PACKET_BYTES);
  private final ByteBuffer sendBuffer = ByteBuffer.allocateDirect(PACKET_BYTES);
  private final short[] samples = new short[PACKET_BYTES];
  private final short[] spoken = new short[OutStream.FRAME_SAMPLES];
  private final short[] silence = new short[OutStream.FRAME_SAMPLES];
  private final Consumer<SelectionKey> readable = this::readable;
  private volatile boolean idle;
  private volatile boolean running = true;
  private long lastTick = -1;
  private long nowNanos;
  private int nextPhase;
  private int nextHousekeeping;

  Shard(TimeSource time, int tickMillis, Counters counters) {
    this.time = time;
    this.counters = counters;
    this.tickNanos = tickMillis * 1_000_000L;
    this.startNanos = time.nanoTime();
    for (int i = 0; i < 20 / tickMillis; i++) {
      phases.add(new ArrayList<>());
    }
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The thread's life: ticks while a leg is live, sleeps while none is.
  void run() {
    while (running) {
      if (legs.isEmpty() && scheduled.isEmpty()) {
        sleep();
        lastTick = (time.nanoTime() - startNanos) / tickNanos - 1; // Nothing was due meanwhile.
      }
      tick(time.nanoTime());
      long wait = startNanos + (lastTick + 1) * tickNanos - time.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
    }
    closeAll();
  }

  /// Ends the thread at its next tick.
  void stop() {
    running = false;
    selector.wakeup();
  }

  /// One beat at this time; what [#run] does again and again.
  void tick(long now) {
    nowNanos = now;
    commands();
    try {
      selector.selectNow(readable);
    } catch (IOException e) {
      counters.ioError().increment();
    }
    frames((now - startNanos) / tickNanos);
  }

  /// Ends every leg and the selector; on the shard's thread, or when it has none.
  void closeAll() {
    commands();
    for (var leg : List.copyOf(legs)) {
      leg.close();
    }
    try {
      selector.selectNow();
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lets a mailbox be drained at the next tick; from any thread.
  void schedule(Mailbox mailbox) {
    scheduled.add(mailbox);
    if (idle) {
      selector.wakeup();
    }
  }

  /// How many legs were given to this shard; for choosing one.
  int load() {
    return load.get();
  }

  void loaded(int change) {
    load.addAndGet(change);
  }

  // All below: on the shard's thread only.

  void add(Leg leg) {
    leg.shardIndex = legs.size();
    legs.add(leg);
  }

  void remove(Leg leg) {
    int index = leg.shardIndex;
    if (index >= 0) {
      var last = legs.removeLast();
      if (index < legs.size()) {
        legs.set(index, last);
        last.shardIndex = index;
      }
      leg.shardIndex = FrameUnit.NOT_PLACED;
    }
  }

  /// Lets a unit work every 20 ms, in the phase that comes next.
  void place(FrameUnit unit) {
    if (unit.phase == FrameUnit.NOT_PLACED) {
      var phase = phases.get(nextPhase);
      unit.phase = nextPhase;
      unit.place = phase.size();
      phase.add(unit);
      nextPhase = (nextPhase + 1) % phases.size();
    }
  }

  void displace(FrameUnit unit) {
    if (unit.phase != FrameUnit.NOT_PLACED) {
      var phase = phases.get(unit.phase);
      var last = phase.removeLast();
      if (unit.place < phase.size()) {
        phase.set(unit.place, last);
        last.place = unit.place;
      }
      unit.phase = FrameUnit.NOT_PLACED;
    }
  }

  Selector selector() {
    return selector;
  }

  Counters counters() {
    return counters;
  }

  /// The one buffer that packets are read into; valid until the next packet.
  ByteBuffer receiveBuffer() {
    return receiveBuffer;
  }

  /// The one buffer that packets are made in.
  ByteBuffer sendBuffer() {
    return sendBuffer;
  }

  /// Room for the samples of one packet.
  short[] samples() {
    return samples;
  }

  /// Room for what one source says.
  short[] spoken() {
    return spoken;
  }

  /// A silent frame to write into.
  short[] silence() {
    Arrays.fill(silence, (short) 0);
    return silence;
  }

  /// The time of this tick.
  long nowNanos() {
    return nowNanos;
  }

  /// Runs something that must not take the shard down.
  void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      fault(e);
    }
  }

  /// Counts and logs a bug; who caught it ends what it was about.
  void fault(RuntimeException bug) {
    counters.fault().increment();
    LOG.error("a bug in the media of a call", bug);
  }

  private void sleep() {
    idle = true;
    try {
      if (scheduled.isEmpty() && running) {
        selector.select(readable);
      }
    } catch (IOException e) {
      counters.ioError().increment();
    } finally {
      idle = false;
    }
  }

  private void commands() {
    for (var mailbox = scheduled.poll(); mailbox != null; mailbox = scheduled.poll()) {
      mailbox.drain();
    }
  }

  private void readable(SelectionKey key) {
    if (key.attachment() instanceof PortPath path) {
      path.readable(key, nowNanos);
    }
  }

  private void frames(long tick) {
    long first = Math.max(lastTick + 1, tick - phases.size() + 1);
    if (lastTick >= 0 && first > lastTick + 1) {
      counters.skippedFrame().increment();
    }
    for (long due = first; due <= tick; due++) {
      long gridNanos = startNanos + due * tickNanos;
      var units = phases.get((int) (due % phases.size()));
      for (int i = units.size() - 1; i >= 0; i--) {
        frame(units.get(i), gridNanos);
      }
      housekeeping();
    }
    lastTick = tick;
  }

  private void frame(FrameUnit unit, long gridNanos) {
    try {
      unit.frame(gridNanos);
    } catch (RuntimeException e) {
      fault(e);
      displace(unit);
      unit.failed(e);
    }
  }

  /// Visits every leg about once a second, a few at each tick.
  private void housekeeping() {
    int visits = (int) (legs.size() * tickNanos / HOUSEKEEPING_NANOS) + 1;
    for (int i = 0; i < visits && !legs.isEmpty(); i++) {
      nextHousekeeping = nextHousekeeping >= legs.size() - 1 ? 0 : nextHousekeeping + 1;
      housekeeping(legs.get(nextHousekeeping));
    }
  }

  private void housekeeping(Leg leg) {
    try {
      leg.housekeeping(nowNanos);
    } catch (RuntimeException e) {
      fault(e);
      leg.fail(e);
    }
  }
}
