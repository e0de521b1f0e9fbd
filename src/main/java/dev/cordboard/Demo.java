package dev.cordboard;

import dev.cordboard.config.Settings;
import dev.cordboard.config.load.SettingsLoader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A first call, to watch: a server of its own, the example application with the official SDK, a
/// simulated phone, and afterwards the ladder of what went between them.
final class Demo {
  private static final String PHONE = "+14255550100";
  private static final int PATIENCE_SECONDS = 60;

  private final PrintStream out;
  private final Path application;

  /// @param application the example application's jar
  Demo(PrintStream out, Path application) {
    this.out = out;
    this.application = application;
  }

  /// True when the call went as it should.
  boolean run() throws IOException, InterruptedException {
    var data = Files.createTempDirectory("cordboard-demo-");
    try (var server = Main.start(Demo.settings(data))) {
      var addresses = server.addresses();
      out.println(
          "Cordboard listens at " + addresses.endpoint() + " and SIP " + addresses.sipUdp());
      out.println("The example application (official Java SDK 1.0.4) calls " + PHONE + ":");
      var call = runApplication(addresses);
      call.ifPresent(id -> Ladder.print(out, server.timeline(id)));
      out.println("Playing a prompt, collecting digits and recording come with later versions.");
      return call.isPresent();
    } finally {
      delete(data);
    }
  }

  private static Settings settings(Path data) {
    var options =
        Map.of(
            "server.in-memory", "true",
            "server.data", data.toString(),
            "http.port", "0",
            "sip.transport.port", "0",
            "media.rtp-ports", "0-0");
    var sources =
        new SettingsLoader.Sources(
            Optional.empty(),
            Map.of(),
            options.entrySet().stream()
                .map(
                    each ->
                        new SettingsLoader.Option(
                            "demo", each.getKey(), List.of(each.getValue()), false))
                .toList());
    return switch (SettingsLoader.load(sources)) {
      case SettingsLoader.Loaded.Good(var settings) -> settings;
      case SettingsLoader.Loaded.Wrong(var problems) ->
          throw new IllegalStateException(problems.getFirst().line());
    };
  }

  /// Runs the application and shows what it says; gives the server call id when it succeeded.
  private Optional<String> runApplication(Addresses addresses)
      throws IOException, InterruptedException {
    var process = start(addresses);
    Optional<String> serverCallId = Optional.empty();
    try (var lines = reader(process)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        out.println("  application: " + line);
        if (line.startsWith("server ")) {
          serverCallId = Optional.of(line.substring("server ".length()));
        }
      }
    }
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return ended && process.exitValue() == 0 ? serverCallId : Optional.empty();
  }

  private Process start(Addresses addresses) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var trust = addresses.caCertificate().resolveSibling("ca.jks");
    var builder =
        new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-Djavax.net.ssl.trustStore=" + trust,
            "-jar",
            application.toString(),
            PHONE,
            addresses.numbers().getFirst());
    builder.environment().put("COMMUNICATION_CONNECTION_STRING", addresses.connectionString());
    return builder.redirectErrorStream(true).start();
  }

  private static BufferedReader reader(Process process) {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
