package dev.cordboard.engine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A bounded queue with one reader at a time and no thread of its own: whoever posts to an idle
/// mailbox reads it until it is empty. Whoever posts to one that is being read leaves at once.
///
/// @param <T> what is posted
final class Mailbox<T> {
  /// Which part of the room a letter may take.
  enum Room {
    /// Commands and new legs: a full mailbox refuses them.
    SHARED,
    /// Signals and timers, which cannot be refused: they have room of their own besides.
    RESERVED
  }

  private final Queue<T> letters;
  private final Consumer<T> reader;
  private final int sharedLimit;
  private final int totalLimit;
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicBoolean reading = new AtomicBoolean();

  Mailbox(int sharedRoom, int reservedRoom, Consumer<T> reader) {
    this(new ConcurrentLinkedQueue<>(), sharedRoom, reservedRoom, reader);
  }

  /// @param letters must be safe for many writers; tests watch the races through it
  Mailbox(Queue<T> letters, int sharedRoom, int reservedRoom, Consumer<T> reader) {
    this.letters = letters;
    this.reader = reader;
    this.sharedLimit = sharedRoom;
    this.totalLimit = sharedRoom + reservedRoom;
  }

  /// Posts, and reads unless somebody already does; false: there was no room.
  boolean post(T letter, Room room) {
    if (!take(room == Room.SHARED ? sharedLimit : totalLimit)) {
      return false;
    }
    letters.add(letter);
    // Looked at again after every reading: a letter that came while the flag was still up would
    // otherwise stay behind.
    while (!letters.isEmpty() && reading.compareAndSet(false, true)) {
      try {
        readAll();
      } finally {
        reading.set(false);
      }
    }
    return true;
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

  private void readAll() {
    for (var letter = letters.poll(); letter != null; letter = letters.poll()) {
      size.decrementAndGet();
      reader.accept(letter);
    }
  }
}
