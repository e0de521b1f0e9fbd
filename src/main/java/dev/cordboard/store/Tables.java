package dev.cordboard.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The writing side of a store's tables: one thread, one transaction at a time.
interface Tables {
  void begin() throws SQLException;

  /// Adds steps of calls, or says why a writer may not: then none is added.
  Optional<Commit.Failure> append(Batch batch, Instant now) throws SQLException;

  void delivered(String eventId) throws SQLException;

  void put(String kind, String key, byte[] bytes) throws SQLException;

  void delete(String kind, String key) throws SQLException;

  /// Forgets the oldest of the calls that finished before `before` or are more than `keep`, at most
  /// `limit` at once; says how many.
  int forgetFinished(Instant before, int keep, int limit) throws SQLException;

  /// Forgets requests that were kept before `before` or are more than `keep`, at most `limit` at
  /// once; says how many.
  int forgetRequests(Instant before, int keep, int limit) throws SQLException;

  void commit() throws SQLException;

  /// Undoes everything since [#begin]; never fails.
  void rollback();

  /// Writes something that changes nothing, to see whether writing works.
  void probe() throws SQLException;

  void close();
}
