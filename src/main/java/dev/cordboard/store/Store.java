package dev.cordboard.store;

import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.StoreSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a server must not forget: the journals of its calls, the events still to be delivered, and
/// a directory of small things by kind and key.
///
/// One thread writes, in groups: a write costs one share of a transaction. Every method may be
/// called from any thread, virtual ones included.
public interface Store extends AutoCloseable {
  /// Writes a step of a call; never blocks. `commit` is told when it is durable, or why not.
  default void append(Append append, Commit commit) {
    append(Batch.of(append), commit);
  }

  /// Writes steps of several calls, all or nothing: one writer that is stale refuses them all.
  /// Never blocks.
  void append(Batch batch, Commit commit);

  /// A request that was carried out and may be sent again, while it is kept.
  Optional<byte[]> request(String key);

  /// Forgets an event: it was delivered, or given up. Never blocks; a crash may bring it back.
  void delivered(String eventId);

  /// The events still to be delivered, oldest first.
  List<OutboxRow> pendingOutbox();

  /// The calls that were going on when the last process ended, oldest first.
  List<UnfinishedCall> unfinishedCalls();

  /// The journal of a call, oldest entry first; empty for a call that is not known (any more).
  List<byte[]> journal(String callId);

  /// Keeps a row of the directory, in place of any of that name; returns once it is durable.
  ///
  /// @throws StoreException if it could not be written
  void put(String kind, String key, byte[] bytes);

  /// A row of the directory.
  Optional<byte[]> get(String kind, String key);

  /// All rows of a kind, by key.
  List<DirectoryRow> list(String kind);

  /// Forgets a row of the directory; returns once that is durable.
  ///
  /// @throws StoreException if it could not be written
  void delete(String kind, String key);

  /// Whether writes succeed. While it is false new calls should be refused: the store keeps trying
  /// by itself and says true again when it succeeds.
  boolean writable();

  /// Writes what waits, and ends.
  @Override
  void close();

  /// A store that forgets everything when the process ends.
  static Store inMemory(StoreSettings settings, TimeSource time, Metrics metrics) {
    var tables = new MemoryTables();
    return new GroupStore(tables, tables, settings, time, metrics);
  }

  /// A store in one SQLite file, which no other process may have open; made if it is not there.
  ///
  /// @throws StoreException if it cannot be opened
  static Store sqlite(Path file, StoreSettings settings, TimeSource time, Metrics metrics) {
    var database = SqliteDatabase.open(file);
    return new GroupStore(database.tables(), database.reads(), settings, time, metrics);
  }
}
