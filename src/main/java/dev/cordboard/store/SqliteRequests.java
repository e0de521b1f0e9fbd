package dev.cordboard.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The requests that may be sent again: which there may be is known in memory, so that the first
/// try of a request, which is nearly every one, costs no read.
///
/// Changed by the writer's thread when a transaction commits; asked by any thread.
final class SqliteRequests {
  /// How many kept keys have this hash: what is not in here is not kept.
  private final ConcurrentMap<Integer, Integer> hashes = new ConcurrentHashMap<>();

  private final List<String> added = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();
  private int kept;

  /// Reads which there are.
  void load(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT key FROM request")) {
      while (rows.next()) {
        added.add(rows.getString(1));
      }
    }
    commit();
  }

  /// Whether a key may be kept; false: it is not.
  boolean mayHave(String key) {
    return hashes.containsKey(key.hashCode());
  }

  /// A row was written, but not committed yet.
  void add(String key) {
    added.add(key);
  }

  /// Deletes the oldest; says how many.
  int forget(PreparedStatement oldest, long beforeMillis, int keep, int limit) throws SQLException {
    int excess = Math.max(0, kept - keep);
    oldest.setInt(1, limit);
    oldest.setInt(2, Math.min(limit, excess));
    oldest.setLong(3, beforeMillis);
    int before = removed.size();
    try (ResultSet keys = oldest.executeQuery()) {
      while (keys.next()) {
        removed.add(keys.getString(1));
      }
    }
    return removed.size() - before;
  }

  void commit() {
    added.forEach(key -> hashes.merge(key.hashCode(), 1, Integer::sum));
    removed.forEach(
        key -> hashes.computeIfPresent(key.hashCode(), (_, count) -> count > 1 ? count - 1 : null));
    kept += added.size() - removed.size();
    rollback();
  }

  void rollback() {
    added.clear();
    removed.clear();
  }
}
