package dev.cordboard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordboard.base.Metrics;
import dev.cordboard.config.StoreSettings;
import dev.cordboard.testkit.ManualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
  @TempDir Path folder;

  @Override
  Store open(StoreSettings settings, ManualTime time, Metrics metrics) {
    return Store.sqlite(folder.resolve("data/cordboard.db"), settings, time, metrics);
  }

  @Test
  void findsEverythingAgainAfterARestart() {
    append("going-on", 4, 0, "created", "rang");
    finish("over", 0, "created");
    store.put("user", "a", bytes("Alice"));
    var outcome = new Outcome();
    store.append(
        new Append("going-on", 4, 2, List.of(bytes("answered")), List.of(event("e1")), true, false),
        outcome);
    outcome.await();

    restart();

    assertThat(store.unfinishedCalls()).containsExactly(new UnfinishedCall("going-on", 4, 3));
    assertThat(journal("going-on")).containsExactly("created", "rang", "answered");
    assertThat(journal("over")).containsExactly("created");
    assertThat(store.pendingOutbox()).extracting(OutboxRow::eventId).containsExactly("e1");
    assertThat(store.get("user", "a")).isPresent();
    assertThat(append("over", 9, 1, "late")).isEqualTo("STALE_WRITER");
    assertThat(append("going-on", 3, 3, "late")).isEqualTo("STALE_WRITER");
    assertThat(append("going-on", 5, 3, "goes on")).isEqualTo("durable");
  }

  @Test
  void findsRequestsAgainAfterARestart() {
    request("r1", step("a", 1, 0, "created"));

    restart();

    assertThat(store.request("r1")).isPresent();
    assertThat(store.request("r2")).isEmpty();
    time.advance(Duration.ofHours(25));
    append("a", 1, 1, "rang");
    restart();
    assertThat(rows("request")).isZero();
  }

  @Test
  void undoesBothStepsWhenTheDiskFailsAtTheSecond() throws SQLException {
    append("a", 1, 0, "created");
    append("b", 1, 0, "created");
    sql(
        "CREATE TRIGGER fails BEFORE INSERT ON journal WHEN new.entry = cast('takes' AS BLOB)"
            + " BEGIN SELECT raise(ABORT, 'planted'); END");

    assertThat(together(step("a", 1, 1, "gives"), step("b", 1, 1, "takes")))
        .isEqualTo("WRITE_FAILED");
    sql("DROP TRIGGER fails");
    restart();

    assertThat(journal("a")).containsExactly("created");
    assertThat(journal("b")).containsExactly("created");
    assertThat(store.pendingOutbox()).isEmpty();
  }

  @Test
  void writesWhatWaitsBeforeItCloses() {
    store.append(
        new Append("a", 0, 0, List.of(bytes("rang")), List.of(), false, false), new Outcome());

    restart();

    assertThat(journal("a")).containsExactly("rang");
  }

  @Test
  void refusesAFolderThatIsInUse() {
    assertThatThrownBy(() -> open(StoreSettings.defaults(), time, Metrics.none()))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("another process uses");
  }

  @Test
  void refusesAFileOfANewerVersion() throws SQLException {
    store.close();
    sql("PRAGMA user_version = 99");

    assertThatThrownBy(() -> open(StoreSettings.defaults(), time, Metrics.none()))
        .hasMessageContaining("newer version of Cordboard (schema 99)");
    sql("PRAGMA user_version = " + SqliteSchema.VERSION);
    openStore();
  }

  @Test
  void saysThatItCannotWriteAndRecoversByItself() throws SQLException {
    append("a", 0, 0, "created");
    sql("ALTER TABLE journal RENAME TO hidden");

    assertThat(append("a", 0, 1, "lost")).isEqualTo("WRITE_FAILED");
    assertThat(store.writable()).isFalse();
    assertThatThrownBy(() -> failingPut()).isInstanceOf(StoreException.class);

    sql("ALTER TABLE hidden RENAME TO journal");
    awaitWritable();
    assertThat(append("a", 0, 1, "kept")).isEqualTo("durable");
    assertThat(journal("a")).containsExactly("created", "kept");
  }

  @Test
  void keepsItsFileToItsOwner() throws Exception {
    assertThat(Files.getPosixFilePermissions(folder.resolve("data/cordboard.db")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  private void restart() {
    store.close();
    openStore();
  }

  private void failingPut() throws SQLException {
    sql("ALTER TABLE directory RENAME TO hidden_directory");
    try {
      store.put("user", "a", bytes("Alice"));
    } finally {
      sql("ALTER TABLE hidden_directory RENAME TO directory");
    }
  }

  private int rows(String table) {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/cordboard.db"));
        var row = connection.createStatement().executeQuery("SELECT count(*) FROM " + table)) {
      return row.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitWritable() {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!store.writable() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(store.writable()).isTrue();
  }

  private void sql(String text) throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/cordboard.db"));
        var statement = connection.createStatement()) {
      statement.execute(text);
    }
  }
}
