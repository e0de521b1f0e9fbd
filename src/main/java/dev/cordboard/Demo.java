package dev.cordboard;

import dev.cordboard.observe.LogFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Two calls, to watch: a server of its own, example applications with official SDKs, simulated
/// phones, and after each call the ladder of what went between them.
final class Demo {
  private static final String PHONE = "+14255550100";
  private static final String SECOND_PHONE = "+14255550101";
  private static final String NEVER_ANSWERS = "+14255550104";
  private static final int PATIENCE_SECONDS = 60;

  private final PrintStream out;
  private final Path examples;

  /// @param examples the folder of the example applications, which are built
  Demo(PrintStream out, Path examples) {
    this.out = out;
    this.examples = examples;
  }

  /// True when the calls went as they should.
  boolean run() throws IOException, InterruptedException {
    LogFormat.quieten();
    try (var throwaway = Throwaway.start(true)) {
      var server = throwaway.server();
      var addresses = server.addresses();
      out.println(
          "Cordboard listens at " + addresses.endpoint() + " and SIP " + addresses.sipUdp());
      out.println("An application with the official Java SDK 1.0.4 calls " + PHONE + ":");
      return shown(server, firstCall(addresses)) && steering(server);
    } finally {
      out.println("Playing a prompt, collecting digits and recording come with later versions.");
    }
  }

  private boolean steering(Server server) throws IOException, InterruptedException {
    var folder = examples.resolve("steering");
    if (!Files.isDirectory(folder.resolve("node_modules"))) {
      out.println("With Node 20 installed, a second application would steer a call here.");
      return true;
    }
    out.println("An application with the official JavaScript SDK 1.6.0 steers a call:");
    var addresses = server.addresses();
    var process =
        new ProcessBuilder(
            "node",
            folder.resolve("steering.mjs").toString(),
            PHONE,
            NEVER_ANSWERS,
            SECOND_PHONE,
            addresses.numbers().getFirst());
    process.environment().put("NODE_EXTRA_CA_CERTS", addresses.caCertificate().toString());
    return shown(server, watch(process, addresses));
  }

  private boolean shown(Server server, Optional<String> serverCallId) {
    serverCallId.ifPresent(id -> Ladder.print(out, server.timeline(id)));
    return serverCallId.isPresent();
  }

  private Optional<String> firstCall(Addresses addresses) throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var trust = addresses.caCertificate().resolveSibling("ca.jks");
    return watch(
        new ProcessBuilder(
            List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Djavax.net.ssl.trustStore=" + trust,
                "-jar",
                examples.resolve("first-call/target/first-call.jar").toString(),
                PHONE,
                addresses.numbers().getFirst())),
        addresses);
  }

  /// Runs an application and shows what it says; gives the server call id when it succeeded.
  private Optional<String> watch(ProcessBuilder builder, Addresses addresses)
      throws IOException, InterruptedException {
    builder.environment().put("COMMUNICATION_CONNECTION_STRING", addresses.connectionString());
    var process = builder.redirectErrorStream(true).start();
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

  private static BufferedReader reader(Process process) {
    return process.inputReader(StandardCharsets.UTF_8);
  }
}
