package dev.cordboard.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;

/// Brings a file to the newest schema. Each migration sets the file's `user_version` to its own
/// number, so a start sees with one pragma whether there is anything to do.
///
/// A new file is made by running the migrations as they are: Flyway takes longer to look at a
/// database than the rest of a start. It does the upgrades, from the version that is there.
final class SqliteSchema {
  private static final String FOLDER = "db/migration";

  /// Every migration, oldest first.
  private static final List<String> MIGRATIONS =
      List.of("V1__journal_outbox_directory.sql", "V2__request.sql");

  /// The schema this program knows.
  static final int VERSION = MIGRATIONS.size();

  private final String folder;
  private final List<String> migrations;

  /// The program's own.
  SqliteSchema() {
    this(FOLDER, MIGRATIONS);
  }

  /// @param folder where the migrations are on the class path
  SqliteSchema(String folder, List<String> migrations) {
    this.folder = folder;
    this.migrations = migrations;
  }

  /// Makes or upgrades the tables.
  ///
  /// @throws StoreException if the file is of a newer version, or stays behind
  void update(Path file, Connection connection) throws SQLException {
    int found = version(connection);
    int newest = migrations.size();
    if (found > newest) {
      throw new StoreException(
          file + " was made by a newer version of Cordboard (schema " + found + ")");
    }
    if (found == 0) {
      make(connection);
    } else if (found < newest) {
      upgrade(file, found);
    }
    if (version(connection) != newest) {
      throw new StoreException(file + " has schema " + version(connection) + " after its upgrade");
    }
  }

  private void make(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      for (var migration : migrations) {
        statement.executeUpdate(text(migration));
      }
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /// A file that this program made has no history of Flyway's yet: its version is the baseline.
  private void upgrade(Path file, int found) {
    Flyway.configure()
        .dataSource("jdbc:sqlite:" + file, "", "")
        .locations("classpath:" + folder)
        .baselineOnMigrate(true)
        .baselineVersion(Integer.toString(found))
        .load()
        .migrate();
  }

  private String text(String migration) {
    var path = "/" + folder + "/" + migration;
    try (var in = SqliteSchema.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new StoreException("the program lacks " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new StoreException("cannot read " + path, e);
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }
}
