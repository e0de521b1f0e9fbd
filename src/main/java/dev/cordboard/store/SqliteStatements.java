package dev.cordboard.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// The prepared statements of the writer. The driver closes a statement that fails, so after a
/// failure they are all prepared anew.
final class SqliteStatements {
  private final PreparedStatement insertCall;
  private final PreparedStatement changeOwner;
  private final PreparedStatement finishCall;
  private final PreparedStatement insertEntry;
  private final PreparedStatement insertEvent;
  private final PreparedStatement deleteEvent;
  private final PreparedStatement putRow;
  private final PreparedStatement deleteRow;
  private final PreparedStatement findCall;
  private final PreparedStatement putRequest;
  private final PreparedStatement oldestRequests;

  SqliteStatements(Connection connection) throws SQLException {
    insertCall =
        connection.prepareStatement(
            "INSERT OR IGNORE INTO call (number, call_id, epoch) VALUES (?, ?, ?)");
    changeOwner = connection.prepareStatement("UPDATE call SET epoch = ? WHERE number = ?");
    finishCall = connection.prepareStatement("UPDATE call SET finished_at = ? WHERE number = ?");
    insertEntry =
        connection.prepareStatement("INSERT INTO journal (call, sequence, entry) VALUES (?, ?, ?)");
    insertEvent =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO outbox (event_id, lane, created_at, content)"
                + " VALUES (?, ?, ?, ?)");
    deleteEvent = connection.prepareStatement("DELETE FROM outbox WHERE event_id = ?");
    putRow =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO directory (kind, key, content) VALUES (?, ?, ?)");
    deleteRow = connection.prepareStatement("DELETE FROM directory WHERE kind = ? AND key = ?");
    findCall = connection.prepareStatement("SELECT 1 FROM call WHERE call_id = ?");
    putRequest =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO request (key, created_at, content) VALUES (?, ?, ?)");
    oldestRequests =
        connection.prepareStatement(
            "WITH oldest AS (SELECT row, created_at, row_number() OVER (ORDER BY row) AS place"
                + " FROM (SELECT row, created_at FROM request ORDER BY row LIMIT ?))"
                + " DELETE FROM request WHERE row IN"
                + " (SELECT row FROM oldest WHERE place <= ? OR created_at < ?) RETURNING key");
  }

  /// Whether there is a call of that id, going on or finished.
  boolean isCall(String callId) throws SQLException {
    findCall.setString(1, callId);
    try (var rows = findCall.executeQuery()) {
      return rows.next();
    }
  }

  void putRequest(String key, long atMillis, byte[] content) throws SQLException {
    putRequest.setString(1, key);
    putRequest.setLong(2, atMillis);
    putRequest.setBytes(3, content);
    putRequest.executeUpdate();
  }

  /// Deletes among the first so many rows those that are at most the n-th or older than a time, and
  /// gives their keys.
  PreparedStatement oldestRequests() {
    return oldestRequests;
  }

  /// Whether the call is new.
  boolean insertCall(long number, String callId, long epoch) throws SQLException {
    insertCall.setLong(1, number);
    insertCall.setString(2, callId);
    insertCall.setLong(3, epoch);
    return insertCall.executeUpdate() > 0;
  }

  void changeOwner(long number, long epoch) throws SQLException {
    changeOwner.setLong(1, epoch);
    changeOwner.setLong(2, number);
    changeOwner.executeUpdate();
  }

  void finishCall(long number, long atMillis) throws SQLException {
    finishCall.setLong(1, atMillis);
    finishCall.setLong(2, number);
    finishCall.executeUpdate();
  }

  void insertEntry(long number, long sequence, byte[] entry) throws SQLException {
    insertEntry.setLong(1, number);
    insertEntry.setLong(2, sequence);
    insertEntry.setBytes(3, entry);
    insertEntry.executeUpdate();
  }

  void insertEvent(OutboxRow row) throws SQLException {
    insertEvent.setString(1, row.eventId());
    insertEvent.setString(2, row.lane());
    insertEvent.setLong(3, row.createdAt().toEpochMilli());
    insertEvent.setBytes(4, row.bytes());
    insertEvent.executeUpdate();
  }

  void deleteEvent(String eventId) throws SQLException {
    deleteEvent.setString(1, eventId);
    deleteEvent.executeUpdate();
  }

  void putRow(String kind, String key, byte[] bytes) throws SQLException {
    putRow.setString(1, kind);
    putRow.setString(2, key);
    putRow.setBytes(3, bytes);
    putRow.executeUpdate();
  }

  void deleteRow(String kind, String key) throws SQLException {
    deleteRow.setString(1, kind);
    deleteRow.setString(2, key);
    deleteRow.executeUpdate();
  }
}
