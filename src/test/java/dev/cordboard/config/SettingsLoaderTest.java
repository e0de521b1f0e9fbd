package dev.cordboard.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
  @TempDir Path folder;

  @Test
  void givesTheDefaultsWhenNobodyWroteAnything() {
    var loaded = SettingsLoader.load(sources(Optional.empty(), Map.of()));

    assertThat(loaded).isEqualTo(new SettingsLoader.Loaded.Good(Settings.defaults()));
  }

  @Test
  void letsOptionsWinOverVariablesAndVariablesOverTheFile() throws IOException {
    var file = write("server:\n  https-port: 1\n  sip-port: 1\n  host: 127.0.0.9\n");
    var environment =
        Map.of("CORDBOARD_SERVER_HTTPS_PORT", "2", "CORDBOARD_SERVER_SIP_PORT", "2", "HOME", "/x");

    var server = good(sources(file, environment, option("--sip-port", "server.sip-port", "3")));

    assertThat(server.host()).isEqualTo("127.0.0.9");
    assertThat(server.httpsPort()).isEqualTo(2);
    assertThat(server.sipPort()).isEqualTo(3);
  }

  @Test
  void keepsThePlusOfAnUnquotedNumber() throws IOException {
    var server = good(sources(write("server:\n  numbers: [+18005550199]\n"), Map.of()));

    assertThat(server.numbers()).containsExactly("+18005550199");
  }

  @Test
  void readsDurationsPathsAndRanges() throws IOException {
    var file = write("server:\n  stop-timeout: 1.5 s\n  data: /tmp/x\n  rtp-ports: 30000-30009\n");

    var server = good(sources(file, Map.of()));

    assertThat(server.stopTimeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(server.data()).isEqualTo(Path.of("/tmp/x"));
    assertThat(server.rtpPorts()).isEqualTo(new PortRange(30_000, 30_009));
  }

  @Test
  void reportsEveryProblemAtOnceWithItsKeyAndLine() throws IOException {
    var file =
        write("server:\n  https-prot: 8443\n  sip-port: many\n  rtp-ports: 9-8\nsevrer: {x: 1}\n");

    var lines = problems(sources(file, Map.of()));

    assertThat(lines)
        .containsExactlyInAnyOrder(
            file.orElseThrow()
                + ":2: server.https-prot: is not a setting;"
                + " did you mean server.https-port?",
            file.orElseThrow() + ":3: server.sip-port: is a whole number, not \"many\"",
            file.orElseThrow()
                + ":4: server.rtp-ports: is a range of ports such as 20000-29999,"
                + " within 1-65535, not 9-8",
            file.orElseThrow() + ":5: sevrer: is not a setting; did you mean server?");
  }

  @Test
  void namesTheKeyInAnotherGroupWhenTheGroupWasForgotten() {
    var lines =
        problems(sources(Optional.empty(), Map.of(), option("--set", "https-port", "8443")));

    assertThat(lines)
        .containsExactly("--set: https-port: is not a setting; did you mean server.https-port?");
  }

  @Test
  void refusesAMistypedVariable() {
    var lines = problems(sources(Optional.empty(), Map.of("CORDBOARD_SERVER_HTPS_PORT", "1")));

    assertThat(lines)
        .containsExactly(
            "environment: CORDBOARD_SERVER_HTPS_PORT: is not a setting;"
                + " did you mean CORDBOARD_SERVER_HTTPS_PORT?");
  }

  @Test
  void saysWhatIsWrongWithAFileThatIsMissingOrNoYaml() throws IOException {
    var missing = problems(sources(Optional.of(folder.resolve("none.yaml")), Map.of()));
    var broken = problems(sources(write("server: [1\n"), Map.of()));
    var twice = problems(sources(write("server: {}\nserver: {}\n"), Map.of()));

    assertThat(missing).hasSize(1).first().asString().endsWith("the file does not exist");
    assertThat(broken).hasSize(1).first().asString().contains(":2: is not YAML: ");
    assertThat(twice).hasSize(1).first().asString().contains(":2: server: is there twice");
  }

  @Test
  void survivesARecursiveFile() throws IOException {
    assertThat(problems(sources(write("server: &a\n  data: *a\n"), Map.of()))).isNotEmpty();
  }

  @Test
  void takesAnEmptyFileAndAnEmptyGroupForTheDefaults() throws IOException {
    assertThat(good(sources(write("server:\n"), Map.of()))).isEqualTo(ServerSettings.defaults());
    assertThat(good(sources(write(""), Map.of()))).isEqualTo(ServerSettings.defaults());
  }

  private Optional<Path> write(String yaml) throws IOException {
    return Optional.of(Files.writeString(folder.resolve("cordboard.yaml"), yaml));
  }

  private static SettingsLoader.Sources sources(
      Optional<Path> file, Map<String, String> environment, SettingsLoader.Option... options) {
    return new SettingsLoader.Sources(file, environment, List.of(options));
  }

  private static SettingsLoader.Option option(String written, String key, String... values) {
    return new SettingsLoader.Option(written, key, List.of(values));
  }

  private static ServerSettings good(SettingsLoader.Sources sources) {
    var loaded = SettingsLoader.load(sources);
    assertThat(loaded).isInstanceOf(SettingsLoader.Loaded.Good.class);
    return ((SettingsLoader.Loaded.Good) loaded).settings().server();
  }

  private static List<String> problems(SettingsLoader.Sources sources) {
    var loaded = SettingsLoader.load(sources);
    assertThat(loaded).isInstanceOf(SettingsLoader.Loaded.Wrong.class);
    return ((SettingsLoader.Loaded.Wrong) loaded).problems().stream().map(Problem::line).toList();
  }
}
