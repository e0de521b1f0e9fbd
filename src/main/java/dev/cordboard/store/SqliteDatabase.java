package dev.cordboard.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/// One SQLite file, opened for this process alone: a connection to write, one to read.
///
/// WAL with `synchronous=FULL`: a commit is one append and one sync of the log, and readers see the
/// state before it meanwhile.
final class SqliteDatabase {
  private static final int BUSY_MILLIS = 5_000;

  /// The writer copies the log back only when the reading thread could not (64 MB of 4 kB pages).
  private static final int LAST_RESORT_CHECKPOINT_PAGES = 16_000;

  private final SqliteTables tables;
  private final SqliteReads reads;

  private SqliteDatabase(SqliteTables tables, SqliteReads reads) {
    this.tables = tables;
    this.reads = reads;
  }

  /// Opens the file, and brings its schema up to date.
  ///
  /// @throws StoreException if another process has it, or it cannot be read or written
  static SqliteDatabase open(Path file) {
    var lock = claim(file);
    try {
      var writing = connect(file);
      new SqliteSchema().update(file, writing);
      var reading = connect(file);
      var requests = new SqliteRequests();
      requests.load(reading);
      var reads = new SqliteReads(reading, requests);
      var tables = new SqliteTables(writing, reads::checkpoint, lock, requests);
      return new SqliteDatabase(tables, reads);
    } catch (SQLException | RuntimeException e) {
      release(lock);
      throw e instanceof StoreException known
          ? known
          : new StoreException("cannot open " + file + ": " + e.getMessage(), e);
    }
  }

  Tables tables() {
    return tables;
  }

  Reads reads() {
    return reads;
  }

  /// The file holds passwords and the signing key: nobody but its owner may read it. SQLite gives
  /// its log the same permissions.
  private static FileLock claim(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (Files.notExists(file)) {
        Files.createFile(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
      }
      return lock(file.resolveSibling(file.getFileName() + ".lock"));
    } catch (IOException e) {
      throw new StoreException("cannot use " + file + ": " + e.getMessage(), e);
    }
  }

  private static FileLock lock(Path file) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      var lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      // This very process has it open: the same answer as for another one.
    }
    channel.close();
    throw new StoreException(
        "another process uses " + file.toAbsolutePath().getParent() + ": end it or use another");
  }

  static void release(FileLock lock) {
    try {
      lock.acquiredBy().close();
    } catch (IOException e) {
      // The process ends or fails anyway, and its locks with it.
    }
  }

  private static Connection connect(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setPragma(
        SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(LAST_RESORT_CHECKPOINT_PAGES));
    return config.createConnection("jdbc:sqlite:" + file);
  }
}
