package dev.cordboard.engine.mailbox;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A bounded queue with one reader at a time and no thread of its own: whoever posts to an idle
/// mailbox reads it until it is empty. Whoever posts to one that is being read leaves at once.
///
/// A letter may hold the mailbox: nobody reads it then, and no thread waits for it, until it is
/// [released][#release]. That is how two calls are stepped at once.
///
/// @param <T> what is posted
public final class Mailbox<T> {
  /// Which part of the room a letter may take.
  public enum Room {
    /// Commands and new legs: a full mailbox refuses them.
    SHARED,
    /// Signals and timers, which cannot be refused: they have room of their own besides.
    RESERVED
  }

  /// Reads a letter; false: it holds the mailbox from now on, and may have released it by now.
  @FunctionalInterface
  public interface Reader<T> {
    boolean read(T letter);
  }

  private final Queue<T> letters;
  private final Reader<T> reader;
  private final int sharedLimit;
  private final int totalLimit;
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicBoolean reading = new AtomicBoolean();

  public Mailbox(int sharedRoom, int reservedRoom, Reader<T> reader) {
    this(new ConcurrentLinkedQueue<>(), sharedRoom, reservedRoom, reader);
  }

  /// @param letters must be safe for many writers; tests watch the races through it
  Mailbox(Queue<T> letters, int sharedRoom, int reservedRoom, Reader<T> reader) {
    this.letters = letters;
    this.reader = reader;
    this.sharedLimit = sharedRoom;
    this.totalLimit = sharedRoom + reservedRoom;
  }

  /// Posts, and reads unless somebody already does; false: there was no room.
  public boolean post(T letter, Room room) {
    if (!take(room == Room.SHARED ? sharedLimit : totalLimit)) {
      return false;
    }
    letters.add(letter);
    readWhatCame();
    return true;
  }

  /// Goes on reading after a letter that held the mailbox; called once for each, by whoever drives
  /// what it was held for.
  public void release() {
    if (read()) {
      readWhatCame();
    }
  }

  /// Looked at again after every reading: a letter that came while the flag was still up would
  /// otherwise stay behind.
  private void readWhatCame() {
    while (!letters.isEmpty() && reading.compareAndSet(false, true)) {
      if (!read()) {
        return;
      }
    }
  }

  /// Reads with the flag up, and takes it down; false: a letter holds the mailbox, and the flag is
  /// no longer ours.
  private boolean read() {
    boolean held = false;
    try {
      held = !readAll();
    } finally {
      if (!held) {
        reading.set(false);
      }
    }
    return !held;
  }

  private boolean take(int limit) {
    int taken = size.get();
    while (taken < limit) {
      if (size.compareAndSet(taken, taken + 1)) {
        return true;
      }
      taken = size.get();
    }
    return false;
  }

  private boolean readAll() {
    for (var letter = letters.poll(); letter != null; letter = letters.poll()) {
      size.decrementAndGet();
      if (!reader.read(letter)) {
        return false;
      }
    }
    return true;
  }
}
