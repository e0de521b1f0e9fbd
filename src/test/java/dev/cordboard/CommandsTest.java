package dev.cordboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.base.TimeSource;
import dev.cordboard.config.ServerSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person sees who starts the server the wrong way: one line for each thing, exit code 2.
class CommandsTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void printsHelpAndVersion() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("./cordboard serve", "--ready-file");
    assertThat(run("--version")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("Cordboard development");
  }

  @Test
  void saysInOneLineThatAPortIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThat(serve("--https-port", String.valueOf(port), "--sip-port", "0")).isEqualTo(2);
      assertThat(errors())
          .containsExactly(
              "cordboard: http.port: port "
                  + port
                  + " on 127.0.0.1 is taken or not allowed;"
                  + " stop what uses it, or choose another with --https-port (0: any free one)");
    }
  }

  @Test
  void saysInOneLineThatTheSipPortIsTaken() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThat(serve("--https-port", "0", "--sip-port", String.valueOf(port))).isEqualTo(2);
      assertThat(errors()).hasSize(1);
      assertThat(errors().getFirst())
          .startsWith("cordboard: sip.transport.port: port " + port)
          .contains("--sip-port");
    }
  }

  @Test
  void saysEveryProblemOfTheConfigurationAtOnce() throws IOException {
    var file = Files.writeString(folder.resolve("c.yaml"), "http: {port: x}\nsips: {}\n");

    assertThat(serve("--config", file.toString())).isEqualTo(2);
    assertThat(errors())
        .containsExactlyInAnyOrder(
            "cordboard: " + file + ":1: http.port: is a whole number, not \"x\"",
            "cordboard: " + file + ":2: sips: is not a setting; did you mean sip?");
  }

  @Test
  void asksForAnAccessKeyOffLoopback() {
    assertThat(serve("--host", "0.0.0.0")).isEqualTo(2);
    assertThat(errors()).hasSize(1);
    assertThat(errors().getFirst()).contains("server.access-key is needed", "openssl rand");
  }

  @Test
  void refusesTheWellKnownKeyAndAnyThatIsNoneOffLoopback() {
    var wellKnown = ServerSettings.defaults().effectiveAccessKey();

    assertThat(serve("--host", "0.0.0.0", "--set", "server.access-key=" + wellKnown)).isEqualTo(2);
    assertThat(serve("--host", "0.0.0.0", "--set", "server.access-key=short")).isEqualTo(2);
    assertThat(errors()).hasSize(2);
    assertThat(errors().getFirst()).contains("server.access-key is needed");
    assertThat(errors().getLast()).contains("server.access-key is base64");
  }

  @Test
  void saysThatTheDataFolderCannotBeUsed() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");

    assertThat(run("serve", "--data", file.toString())).isEqualTo(2);
    assertThat(errors()).hasSize(1);
    assertThat(errors().getFirst()).contains("server.data", file.toString(), "--data");
  }

  @Test
  void saysThatAnAddressIsNotOurs() {
    assertThat(
            serve(
                "--host",
                "192.0.2.1",
                "--https-port",
                "0",
                "--sip-port",
                "0",
                "--set",
                "server.access-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODk="))
        .isEqualTo(2);
    assertThat(errors()).hasSize(1);
    assertThat(errors().getFirst()).contains("192.0.2.1 is no address of this machine", "--host");
  }

  private int serve(String... options) {
    var arguments = new ArrayList<>(List.of("serve", "--in-memory"));
    arguments.addAll(List.of("--data", folder.resolve("data").toString()));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    var commands =
        new Commands(
            TimeSource.system(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return commands.run(List.of(arguments), Map.of());
  }

  private List<String> errors() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
