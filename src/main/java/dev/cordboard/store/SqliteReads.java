package dev.cordboard.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/// Reads on a platform thread of their own, over a connection of their own: whoever asks waits for
/// it without a native call on its own thread. The same thread copies the log back into the file,
/// so that the writer's commits do not.
final class SqliteReads implements Reads {
  static final String UNFINISHED =
      "SELECT number, call_id, epoch,"
          + " (SELECT coalesce(max(sequence) + 1, 0) FROM journal WHERE call = number)"
          + " FROM call WHERE finished_at IS NULL ORDER BY number";

  private final Connection connection;
  private final SqliteRequests requests;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("store-reader").daemon().factory());

  private interface Query<T> {
    T run() throws SQLException;
  }

  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  SqliteReads(Connection connection, SqliteRequests requests) {
    this.connection = connection;
    this.requests = requests;
  }

  @Override
  public List<OutboxRow> pendingOutbox() {
    return ask(
        () ->
            rows(
                connection.prepareStatement(
                    "SELECT event_id, lane, content, created_at FROM outbox ORDER BY row"),
                row ->
                    new OutboxRow(
                        row.getString(1),
                        row.getString(2),
                        row.getBytes(3),
                        Instant.ofEpochMilli(row.getLong(4)))));
  }

  @Override
  public List<UnfinishedCall> unfinishedCalls() {
    return ask(
        () ->
            rows(
                connection.prepareStatement(UNFINISHED),
                row -> new UnfinishedCall(row.getString(2), row.getLong(3), row.getLong(4))));
  }

  @Override
  public List<byte[]> journal(String callId) {
    return ask(
        () ->
            rows(
                prepare(
                    "SELECT entry FROM journal JOIN call ON call = number"
                        + " WHERE call_id = ? ORDER BY sequence",
                    callId),
                row -> row.getBytes(1)));
  }

  @Override
  public Optional<byte[]> get(String kind, String key) {
    return ask(
            () ->
                rows(
                    prepare("SELECT content FROM directory WHERE kind = ? AND key = ?", kind, key),
                    row -> row.getBytes(1)))
        .stream()
        .findFirst();
  }

  @Override
  public List<DirectoryRow> list(String kind) {
    return ask(
        () ->
            rows(
                prepare("SELECT key, content FROM directory WHERE kind = ? ORDER BY key", kind),
                row -> new DirectoryRow(row.getString(1), row.getBytes(2))));
  }

  @Override
  public Optional<RequestRead> request(String key) {
    if (!requests.mayHave(key)) {
      return Optional.empty();
    }
    return ask(
            () ->
                rows(
                    prepare("SELECT content, created_at FROM request WHERE key = ?", key),
                    row -> new RequestRead(row.getBytes(1), Instant.ofEpochMilli(row.getLong(2)))))
        .stream()
        .findFirst();
  }

  /// Copies what the log has into the file, as far as nobody is in the way; does not wait for it.
  void checkpoint() {
    try {
      thread.execute(this::copyBack);
    } catch (RejectedExecutionException e) {
      // Closing: the last connection copies everything back.
    }
  }

  @Override
  public void close() {
    thread.close();
    try {
      connection.close();
    } catch (SQLException e) {
      // Nothing of a reader can be lost.
    }
  }

  private void copyBack() {
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
    } catch (SQLException e) {
      // The next one tries again, and the writer does it itself when the log grows too long.
    }
  }

  private <T> T ask(Query<T> query) {
    try {
      return thread.submit(query::run).get();
    } catch (ExecutionException | RejectedExecutionException e) {
      throw new StoreException("cannot read: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while reading", e);
    }
  }

  private PreparedStatement prepare(String sql, String... values) throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setString(i + 1, values[i]);
    }
    return statement;
  }

  private static <T> List<T> rows(PreparedStatement statement, Row<T> row) throws SQLException {
    try (statement;
        var rows = statement.executeQuery()) {
      var found = new ArrayList<T>();
      while (rows.next()) {
        found.add(row.read(rows));
      }
      return found;
    }
  }
}
