package dev.cordboard;

import dev.cordboard.config.Settings;
import dev.cordboard.config.load.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server for a moment: free ports, a data folder of its own that goes with it.
final class Throwaway implements AutoCloseable {
  private final Path data;
  private final Server server;

  private Throwaway(Path data, Server server) {
    this.data = data;
    this.server = server;
  }

  /// Starts one.
  static Throwaway start(boolean inMemory) throws IOException {
    var data = Files.createTempDirectory("cordboard-");
    try {
      return new Throwaway(data, Main.start(settings(data, inMemory)));
    } catch (RuntimeException e) {
      delete(data);
      throw e;
    }
  }

  Server server() {
    return server;
  }

  @Override
  public void close() throws IOException {
    server.close();
    delete(data);
  }

  private static Settings settings(Path data, boolean inMemory) {
    var values =
        Map.of(
            "server.in-memory", String.valueOf(inMemory),
            "server.data", data.toString(),
            "http.port", "0",
            "sip.transport.port", "0",
            "media.rtp-ports", "0-0");
    var options =
        values.entrySet().stream()
            .map(
                each ->
                    new SettingsLoader.Option(
                        each.getKey(), each.getKey(), List.of(each.getValue()), false))
            .toList();
    var sources = new SettingsLoader.Sources(Optional.empty(), Map.of(), options);
    return switch (SettingsLoader.load(sources)) {
      case SettingsLoader.Loaded.Good(var settings) -> settings;
      case SettingsLoader.Loaded.Wrong(var problems) ->
          throw new IllegalStateException(problems.getFirst().line());
    };
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
