package dev.cordboard.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.GridSubscriptionSettings;
import dev.cordboard.config.MediaSettings;
import dev.cordboard.config.Settings;
import dev.cordboard.config.SimulatorSettings;
import dev.cordboard.config.TrunkAccountSettings;
import dev.cordboard.config.TrunkSettings;
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
    var file = write("http: {port: 1}\nserver: {host: 127.0.0.9}\nsip: {transport: {port: 1}}\n");
    var environment =
        Map.of("CORDBOARD_HTTP_PORT", "2", "CORDBOARD_SIP_TRANSPORT_PORT", "2", "HOME", "/x");
    var sources = sources(file, environment, option("--sip-port", "sip.transport.port", "3"));

    var settings = good(sources);

    assertThat(settings.server().host()).isEqualTo("127.0.0.9");
    assertThat(settings.http().port()).isEqualTo(2);
    assertThat(settings.sip().transport().port()).isEqualTo(3);
  }

  @Test
  void readsTrunksAndRoutesAndLetsThemLeaveOutWhatHasADefault() throws IOException {
    var file =
        write(
            """
            sip:
              trunks:
                - name: carrier
                  from: [203.0.113.7]
                  to: sip:203.0.113.7
                  account: {username: us, password: secret}
                - {name: sbc, from: [203.0.113.8], refer: true, accepts-refer: true}
              routes:
                - match: '[+]1999[0-9]+'
                  to: trunk carrier
            """);

    var sip = good(sources(file, Map.of())).sip();

    var trunk = sip.trunks().getFirst();
    assertThat(trunk.name()).isEqualTo("carrier");
    assertThat(trunk.account()).contains(TrunkAccountSettings.of("us", "secret"));
    assertThat(trunk.refer() || trunk.acceptsRefer()).isFalse();
    assertThat(sip.trunks().getLast())
        .isEqualTo(
            new TrunkSettings(
                    "sbc",
                    List.of("203.0.113.8"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())
                .withRefer(true, true));
    assertThat(sip.routes().getFirst().matches("", "+19991")).isTrue();
  }

  @Test
  void takesAUrlForASubscriptionToEverything() throws IOException {
    var both = "event: {grid: {subscriptions: [http://a/, {endpoint-url: http://b/}]}}";

    var inFile = good(sources(write(both), Map.of())).event().grid().subscriptions();
    var option =
        new SettingsLoader.Option(
            "--event-grid-webhook", "event.grid.subscriptions", List.of("http://a/?x=1,2"), true);
    var asOption = good(sources(Optional.empty(), Map.of(), option)).event().grid().subscriptions();

    assertThat(inFile)
        .containsExactly(
            GridSubscriptionSettings.everything("http://a/"),
            GridSubscriptionSettings.everything("http://b/"));
    assertThat(asOption).containsExactly(GridSubscriptionSettings.everything("http://a/?x=1,2"));
  }

  @Test
  void saysWhichElementOfAListIsWrong() throws IOException {
    var file =
        write("sip: {trunks: [{name: a}, {from: [1.2.3.4]}], routes: [{match: '(', to: x}]}");

    assertThat(problems(sources(file, Map.of())))
        .containsExactlyInAnyOrder(
            file.orElseThrow() + ":1: sip.trunks[1].name: is missing",
            file.orElseThrow()
                + ":1: sip.routes[0].match: is a regular expression: Unclosed group");
  }

  @Test
  void readsTheSettingsOfTheLoadRuns() {
    good(sources(Optional.of(Path.of("bench/load.yaml")), Map.of()));
  }

  @Test
  void keepsThePlusOfAnUnquotedNumber() throws IOException {
    var settings = good(sources(write("identity:\n  numbers: [+18005550199]\n"), Map.of()));

    assertThat(settings.identity().numbers()).containsExactly("+18005550199");
  }

  @Test
  void readsDurationsPathsRangesAndTables() throws IOException {
    var file =
        write(
            """
            server: {stop-timeout: 1.5 s, data: /tmp/x}
            media: {rtp-ports: 30000-30009}
            simulator: {phones: {"+14255550199": hangs-up}}
            """);

    var settings = good(sources(file, Map.of()));

    assertThat(settings.server().stopTimeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(settings.server().data()).isEqualTo(Path.of("/tmp/x"));
    assertThat(settings.media().rtpPorts()).isEqualTo(new MediaSettings.PortRange(30_000, 30_009));
    assertThat(settings.simulator().phones())
        .isEqualTo(Map.of("+14255550199", SimulatorSettings.Phone.HANGS_UP));
  }

  @Test
  void reportsEveryProblemAtOnceWithItsKeyAndLine() throws IOException {
    var file =
        write("http:\n  prot: 8443\n  port: many\nmedia: {rtp-ports: 9-8}\nsevrer: {x: 1}\n");

    var lines = problems(sources(file, Map.of()));

    var name = file.orElseThrow().toString();
    assertThat(lines)
        .containsExactlyInAnyOrder(
            name + ":2: http.prot: is not a setting; did you mean http.port?",
            name + ":3: http.port: is a whole number, not \"many\"",
            name + ":4: media.rtp-ports: is a range of ports such as 20000-29999, not 9-8",
            name + ":5: sevrer: is not a setting; did you mean server?");
  }

  @Test
  void namesTheKeyInItsGroupWhenTheGroupWasForgotten() {
    var lines = problems(sources(Optional.empty(), Map.of(), option("--set", "rtp-ports", "1-8")));

    assertThat(lines)
        .containsExactly("--set: rtp-ports: is not a setting; did you mean media.rtp-ports?");
  }

  @Test
  void refusesAMistypedVariable() {
    var lines = problems(sources(Optional.empty(), Map.of("CORDBOARD_HTTP_PROT", "1")));

    assertThat(lines)
        .containsExactly(
            "environment: CORDBOARD_HTTP_PROT: is not a setting;"
                + " did you mean CORDBOARD_HTTP_PORT?");
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
    assertThat(good(sources(write("server:\n"), Map.of()))).isEqualTo(Settings.defaults());
    assertThat(good(sources(write(""), Map.of()))).isEqualTo(Settings.defaults());
  }

  private Optional<Path> write(String yaml) throws IOException {
    return Optional.of(Files.writeString(folder.resolve("cordboard.yaml"), yaml));
  }

  private static SettingsLoader.Sources sources(
      Optional<Path> file, Map<String, String> environment, SettingsLoader.Option... options) {
    return new SettingsLoader.Sources(file, environment, List.of(options));
  }

  private static SettingsLoader.Option option(String written, String key, String... values) {
    return new SettingsLoader.Option(written, key, List.of(values), key.equals("identity.numbers"));
  }

  private static Settings good(SettingsLoader.Sources sources) {
    var loaded = SettingsLoader.load(sources);
    assertThat(loaded).isInstanceOf(SettingsLoader.Loaded.Good.class);
    return ((SettingsLoader.Loaded.Good) loaded).settings();
  }

  private static List<String> problems(SettingsLoader.Sources sources) {
    var loaded = SettingsLoader.load(sources);
    assertThat(loaded).isInstanceOf(SettingsLoader.Loaded.Wrong.class);
    return ((SettingsLoader.Loaded.Wrong) loaded).problems().stream().map(Problem::line).toList();
  }
}
