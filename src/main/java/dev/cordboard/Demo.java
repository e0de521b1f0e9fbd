package dev.cordboard;

import dev.cordboard.observe.LogFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    LogFormat.quieten();
    try (var throwaway = Throwaway.start(true)) {
      var server = throwaway.server();
      var addresses = server.addresses();
      out.println(
          "Cordboard listens at " + addresses.endpoint() + " and SIP " + addresses.sipUdp());
      out.println("The example application (official Java SDK 1.0.4) calls " + PHONE + ":");
      var call = runApplication(addresses);
      call.ifPresent(id -> Ladder.print(out, server.timeline(id)));
      out.println("Playing a prompt, collecting digits and recording come with later versions.");
      return call.isPresent();
    }
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
}
