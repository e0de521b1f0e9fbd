package dev.cordboard.store;

import java.nio.channels.FileLock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The tables in SQLite, written by one thread with prepared statements.
///
/// Who owns a call and how long its journal is lives in memory beside the file, which no other
/// process writes: a check costs no statement. What a transaction changes there is `staged` until
/// it commits.
final class SqliteTables implements Tables {
  private static final int CHECKPOINT_COMMITS = 500;

  private final Connection connection;
  private final Runnable checkpoint;
  private final FileLock lock;
  private final SqliteRequests requests;
  private final Map<String, Live> live = new HashMap<>();
  private final Map<String, Live> staged = new HashMap<>();
  private Optional<SqliteStatements> prepared = Optional.empty();
  private long nextNumber;
  private int finished;
  private int stagedFinished;
  private int commits;

  /// A call that goes on.
  private record Live(long number, long epoch, long next, boolean over) {
    boolean accepts(Append append) {
      return !over && append.epoch() >= epoch && append.expectedSequence() == next;
    }
  }

  SqliteTables(Connection connection, Runnable checkpoint, FileLock lock, SqliteRequests requests)
      throws SQLException {
    this.connection = connection;
    this.requests = requests;
    this.checkpoint = checkpoint;
    this.lock = lock;
    load();
    connection.setAutoCommit(false);
  }

  @Override
  public void begin() throws SQLException {
    // The transaction itself is begun by the driver, with the first statement.
    if (prepared.isEmpty()) {
      prepared = Optional.of(new SqliteStatements(connection));
    }
  }

  @Override
  public Optional<Commit.Failure> append(Batch batch, Instant now) throws SQLException {
    if (batch.steps().size() > 1 && !mayWriteAll(batch)) {
      return Optional.of(Commit.Failure.STALE_WRITER);
    }
    for (var step : batch.steps()) {
      var owned = claim(step);
      if (owned.isEmpty()) {
        return Optional.of(Commit.Failure.STALE_WRITER);
      }
      append(owned.get(), step, now);
    }
    if (batch.request().isPresent()) {
      var row = batch.request().get();
      statements().putRequest(row.key(), now.toEpochMilli(), row.bytes());
      requests.add(row.key());
    }
    return Optional.empty();
  }

  /// Looked at beforehand: a step of several that is refused must leave nothing of the others.
  private boolean mayWriteAll(Batch batch) throws SQLException {
    for (var step : batch.steps()) {
      var known = find(step.callId());
      if (known.isPresent()
          ? !known.get().accepts(step)
          : step.expectedSequence() != 0 || statements().isCall(step.callId())) {
        return false;
      }
    }
    return true;
  }

  private void append(Live call, Append append, Instant now) throws SQLException {
    long sequence = call.next();
    for (var entry : append.entries()) {
      statements().insertEntry(call.number(), sequence++, entry);
    }
    for (var row : append.outbox()) {
      statements().insertEvent(row);
    }
    if (append.finished()) {
      statements().finishCall(call.number(), now.toEpochMilli());
      stagedFinished++;
    }
    staged.put(
        append.callId(), new Live(call.number(), append.epoch(), sequence, append.finished()));
  }

  private Optional<Live> find(String callId) {
    var known = Optional.ofNullable(staged.get(callId));
    return known.isPresent() ? known : Optional.ofNullable(live.get(callId));
  }

  /// The call, if this writer may go on with it.
  private Optional<Live> claim(Append append) throws SQLException {
    var call = find(append.callId());
    if (call.isEmpty()) {
      return append.expectedSequence() == 0 ? open(append) : Optional.empty();
    }
    var found = call.get();
    if (!found.accepts(append)) {
      return Optional.empty();
    }
    if (append.epoch() > found.epoch()) {
      statements().changeOwner(found.number(), append.epoch());
    }
    return call;
  }

  private Optional<Live> open(Append append) throws SQLException {
    var call = new Live(nextNumber, append.epoch(), 0, false);
    // A call of that id that has finished is still there: whoever writes to it is late.
    if (!statements().insertCall(call.number(), append.callId(), call.epoch())) {
      return Optional.empty();
    }
    nextNumber++;
    return Optional.of(call);
  }

  @Override
  public void delivered(String eventId) throws SQLException {
    statements().deleteEvent(eventId);
  }

  @Override
  public void put(String kind, String key, byte[] bytes) throws SQLException {
    statements().putRow(kind, key, bytes);
  }

  @Override
  public void delete(String kind, String key) throws SQLException {
    statements().deleteRow(kind, key);
  }

  @Override
  public int forgetFinished(Instant before, int keep, int limit) throws SQLException {
    int excess = Math.clamp(finished - keep, 0, limit);
    int forgotten = forget("finished_at IS NOT NULL", excess);
    return forgotten
        + forget(
            "finished_at IS NOT NULL AND finished_at < " + before.toEpochMilli(),
            limit - forgotten);
  }

  private int forget(String which, int limit) throws SQLException {
    if (limit == 0) {
      return 0;
    }
    var oldest =
        " (SELECT number FROM call WHERE " + which + " ORDER BY finished_at LIMIT " + limit + ")";
    try (var statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM journal WHERE call IN" + oldest);
      int forgotten = statement.executeUpdate("DELETE FROM call WHERE number IN" + oldest);
      stagedFinished -= forgotten;
      return forgotten;
    }
  }

  @Override
  public int forgetRequests(Instant before, int keep, int limit) throws SQLException {
    return requests.forget(statements().oldestRequests(), before.toEpochMilli(), keep, limit);
  }

  @Override
  public void commit() throws SQLException {
    connection.commit();
    requests.commit();
    staged.forEach(
        (callId, call) -> {
          if (call.over()) {
            live.remove(callId);
          } else {
            live.put(callId, call);
          }
        });
    staged.clear();
    finished += stagedFinished;
    stagedFinished = 0;
    if (++commits % CHECKPOINT_COMMITS == 0) {
      checkpoint.run();
    }
  }

  @Override
  public void rollback() {
    prepared = Optional.empty();
    staged.clear();
    stagedFinished = 0;
    requests.rollback();
    try {
      connection.rollback();
    } catch (SQLException e) {
      // Nothing was open, or the file is gone: either way nothing of it will be committed.
    }
  }

  @Override
  public void probe() throws SQLException {
    put("probe", "probe", new byte[] {1});
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // Everything acknowledged is in the log already.
    }
    SqliteDatabase.release(lock);
  }

  private void load() throws SQLException {
    try (var statement = connection.createStatement()) {
      nextNumber = number(statement.executeQuery("SELECT coalesce(max(number), 0) + 1 FROM call"));
      finished =
          (int)
              number(
                  statement.executeQuery(
                      "SELECT count(*) FROM call WHERE finished_at IS NOT NULL"));
      try (var rows = statement.executeQuery(SqliteReads.UNFINISHED)) {
        while (rows.next()) {
          live.put(
              rows.getString(2),
              new Live(rows.getLong(1), rows.getLong(3), rows.getLong(4), false));
        }
      }
    }
  }

  private static long number(ResultSet rows) throws SQLException {
    try (rows) {
      return rows.getLong(1);
    }
  }

  private SqliteStatements statements() {
    return prepared.orElseThrow(() -> new IllegalStateException("no transaction"));
  }
}
