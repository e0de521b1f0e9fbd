package dev.cordboard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSchemaTest {
  private static final SqliteSchema FIRST =
      new SqliteSchema("db/upgrade", List.of("V1__first.sql"));
  private static final SqliteSchema SECOND =
      new SqliteSchema("db/upgrade", List.of("V1__first.sql", "V2__second.sql"));

  @TempDir Path folder;

  @Test
  void makesTheTablesThatFlywayWouldMake() throws SQLException {
    var ours = folder.resolve("ours.db");
    var theirs = folder.resolve("theirs.db");
    try (var connection = open(ours)) {
      new SqliteSchema().update(ours, connection);
    }
    Flyway.configure()
        .dataSource("jdbc:sqlite:" + theirs, "", "")
        .locations("classpath:db/migration")
        .load()
        .migrate();

    assertThat(tables(ours)).isNotEmpty().isEqualTo(tables(theirs));
  }

  @Test
  void upgradesAFileAndKeepsItsRows() throws SQLException {
    var file = folder.resolve("old.db");
    try (var connection = open(file)) {
      FIRST.update(file, connection);
      run(connection, "INSERT INTO directory VALUES ('user', 'a')");

      SECOND.update(file, connection);
      SECOND.update(file, connection);

      try (var row =
          connection.createStatement().executeQuery("SELECT key, changed_at FROM directory")) {
        assertThat(row.getString(1)).isEqualTo("a");
      }
    }
  }

  @Test
  void refusesToGoBack() throws SQLException {
    var file = folder.resolve("new.db");
    try (var connection = open(file)) {
      SECOND.update(file, connection);

      assertThatThrownBy(() -> FIRST.update(file, connection))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("newer version of Cordboard (schema 2)");
    }
  }

  private static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static List<String> tables(Path file) throws SQLException {
    var found = new ArrayList<String>();
    try (var connection = open(file);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
                    + " AND tbl_name NOT LIKE 'flyway%' ORDER BY name")) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
