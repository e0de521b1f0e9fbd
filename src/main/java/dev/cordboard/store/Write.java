package dev.cordboard.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// One write in the queue of the group writer.
sealed interface Write {
  /// Whether somebody waits for it.
  boolean awaited();

  /// Whether a request is to be kept with it.
  default boolean remembersRequest() {
    return false;
  }

  /// Who is told what became of it.
  Commit commit();

  /// Does it, inside a transaction.
  Optional<Commit.Failure> to(Tables tables, Instant now) throws SQLException;

  record Steps(Batch batch, Commit commit) implements Write {
    @Override
    public boolean awaited() {
      return batch.awaited();
    }

    @Override
    public boolean remembersRequest() {
      return batch.request().isPresent();
    }

    @Override
    public Optional<Commit.Failure> to(Tables tables, Instant now) throws SQLException {
      return tables.append(batch, now);
    }
  }

  record Delivered(String eventId) implements Write {
    @Override
    public boolean awaited() {
      return false;
    }

    @Override
    public Commit commit() {
      return Unwatched.INSTANCE;
    }

    @Override
    public Optional<Commit.Failure> to(Tables tables, Instant now) throws SQLException {
      tables.delivered(eventId);
      return Optional.empty();
    }
  }

  record Put(String kind, String key, byte[] bytes, Commit commit) implements Write {
    @Override
    public boolean awaited() {
      return true;
    }

    @Override
    public Optional<Commit.Failure> to(Tables tables, Instant now) throws SQLException {
      tables.put(kind, key, bytes);
      return Optional.empty();
    }
  }

  record Delete(String kind, String key, Commit commit) implements Write {
    @Override
    public boolean awaited() {
      return true;
    }

    @Override
    public Optional<Commit.Failure> to(Tables tables, Instant now) throws SQLException {
      tables.delete(kind, key);
      return Optional.empty();
    }
  }

  /// Nobody asks: what is lost is done again after a restart.
  enum Unwatched implements Commit {
    INSTANCE;

    @Override
    public void durable() {}

    @Override
    public void failed(Failure failure) {}
  }
}
