package dev.cordboard.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.base.Metrics;
import dev.cordboard.config.StoreSettings;
import dev.cordboard.testkit.ManualTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 at any instant loses nothing that was acknowledged (goal "nothing lost").
class CrashTest {
  private static final int ROUNDS = 3;

  @TempDir Path folder;

  @Test
  void noAcknowledgedEntryIsLostWhenTheProcessIsKilled() throws Exception {
    var file = folder.resolve("cordboard.db");
    var acknowledged = new ArrayList<String>();

    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(killAfter(300 + 97 * round, file, "round" + round));
    }

    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * 300);
    assertEverythingIsThere(file, acknowledged);
  }

  private static void assertEverythingIsThere(Path file, List<String> acknowledged) {
    try (var store =
        Store.sqlite(file, StoreSettings.defaults(), new ManualTime(), Metrics.none())) {
      var events =
          store.pendingOutbox().stream().map(OutboxRow::eventId).collect(Collectors.toSet());
      Map<String, List<byte[]>> journals = new HashMap<>();
      for (var line : acknowledged) {
        var callId = line.substring(0, line.indexOf(' '));
        int sequence = Integer.parseInt(line.substring(line.indexOf(' ') + 1));
        var journal = journals.computeIfAbsent(callId, store::journal);

        assertThat(journal).hasSizeGreaterThan(sequence);
        assertThat(store.journal(callId + CrashingWriter.PEER)).hasSameSizeAs(journal);
        assertThat(new String(journal.get(sequence), StandardCharsets.UTF_8)).isEqualTo(line);
        assertThat(events).contains(callId + "/" + sequence);
      }
    }
  }

  /// Runs a writer in a process of its own, kills it after so many acknowledgements, and returns
  /// every acknowledgement that it got out.
  private static List<String> killAfter(int acknowledgements, Path file, String round)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CrashingWriter.class.getName(),
                file.toString(),
                round)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var lines = new ArrayList<String>();
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        if (line.matches("\\S+ \\d+")) {
          lines.add(line);
        }
        if (lines.size() == acknowledgements) {
          // Not by the process itself: that would close the stream we still read.
          process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    return lines;
  }
}
