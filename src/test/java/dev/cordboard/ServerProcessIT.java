package dev.cordboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.testkit.RestClient;
import dev.cordboard.testkit.TestApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server as a process of its own: what it says when it is ready, and how it stops.
class ServerProcessIT {
  private static final int PATIENCE_SECONDS = 60;
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void killWhatIsLeft() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void writesTheReadyFileOnceEverythingAccepts() throws Exception {
    var ready = start("--in-memory", "--number", "+18005550177");

    assertThat(ready.path("endpoint").asString()).matches("https://127\\.0\\.0\\.1:\\d+/");
    assertThat(ready.path("connectionString").asString())
        .startsWith("endpoint=" + ready.path("endpoint").asString() + ";accesskey=");
    assertThat(ready.path("sip").path("udp").asString()).matches("127\\.0\\.0\\.1:\\d+");
    assertThat(ready.path("sip").path("tcp").asString()).matches("127\\.0\\.0\\.1:\\d+");
    assertThat(ready.path("numbers").values())
        .extracting(JsonNode::asString)
        .containsExactly("+18005550177");
    assertThat(ready.path("pid").asLong()).isEqualTo(processes.getFirst().pid());
    assertThat(ready.path("resourceId").asString()).hasSize(36);
    assertThat(ready.path("issuer").asString() + "/").isEqualTo(ready.path("endpoint").asString());
    assertThat(ready.has("console")).isTrue();
    assertThat(rest(ready).send("GET", "/healthz", "").statusCode()).isEqualTo(200);
  }

  @Test
  void keepsItsNameAndItsCertificatesOverARestart() throws Exception {
    var first = start();
    var authority = Files.readString(Path.of(first.path("caCertificate").asString()));
    stop();

    var second = start();

    assertThat(second.path("resourceId")).isEqualTo(first.path("resourceId"));
    assertThat(Files.readString(Path.of(second.path("caCertificate").asString())))
        .isEqualTo(authority);
  }

  @Test
  void hangsUpDeliversAndLeavesWithinFiveSeconds() throws Exception {
    var ready = start("--in-memory");
    try (var application = new TestApplication()) {
      var answer =
          rest(ready)
              .send(
                  "POST",
                  "/calling/callConnections?api-version=2024-09-15",
                  """
                  {"targets":[{"phoneNumber":{"value":"+14255550101"}}],
                   "sourceCallerIdNumber":{"value":"+18005550100"},"callbackUri":"%s"}"""
                      .formatted(application.url("/calls")));
      assertThat(answer.statusCode()).isEqualTo(201);
      application.await("/calls", "CallConnected");

      long nanos = stop();

      assertThat(nanos).isLessThan(TimeUnit.SECONDS.toNanos(5));
      application.await("/calls", "CallDisconnected");
    }
  }

  private JsonNode start(String... options) throws IOException {
    var ready = folder.resolve("ready.json");
    Files.deleteIfExists(ready);
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.cordboard.Main",
                "serve"));
    command.addAll(List.of("--https-port", "0", "--sip-port", "0"));
    command.addAll(List.of("--data", folder.resolve("data").toString()));
    command.addAll(List.of("--ready-file", ready.toString()));
    command.addAll(List.of(options));
    var log = folder.resolve("server.log").toFile();
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
    processes.add(builder.start());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(ready)) {
      assertThat(processes.getLast().isAlive()).as(Files.readString(log.toPath())).isTrue();
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    // Written at once: what is there is whole.
    return JSON.readTree(Files.readString(ready, StandardCharsets.UTF_8));
  }

  /// Stops the last one as Ctrl-C does; how long it took.
  private long stop() throws InterruptedException {
    long before = System.nanoTime();
    processes.getLast().destroy();
    assertThat(processes.getLast().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return System.nanoTime() - before;
  }

  private RestClient rest(JsonNode ready) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("JKS");
    var file = Path.of(ready.path("caCertificate").asString()).resolveSibling("ca.jks");
    try (var in = Files.newInputStream(file)) {
      store.load(in, null);
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return new RestClient(ready.path("connectionString").asString(), context);
  }
}
