package dev.cordboard.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  @Test
  void collectsTheOptionsOfServe() {
    var invocation =
        parse(
            "serve --config a.yaml --sip-port=0 --number +18005550100 --number +18005550101"
                + " --in-memory --set sip.t1=1 --data d");

    assertThat(invocation)
        .isEqualTo(
            new Invocation.Serve(
                new SettingsLoader.Sources(
                    java.util.Optional.of(Path.of("a.yaml")),
                    Map.of(),
                    List.of(
                        option("--set", "sip.t1", "1"),
                        option("--sip-port", "sip.transport.port", "0"),
                        option("--number", "identity.numbers", "+18005550100", "+18005550101"),
                        option("--in-memory", "server.in-memory", "true"),
                        option("--data", "server.data", "d")))));
  }

  @Test
  void saysWhichOptionWasMeant() {
    assertThat(lines("serve --https-prot 1"))
        .containsExactly(
            "--https-prot: is not an option of serve; did you mean --https-port?",
            "1: is not an option of serve; ./cordboard --help lists them");
  }

  @Test
  void saysThatAValueIsMissing() {
    assertThat(lines("serve --data")).containsExactly("--data: needs a value");
    assertThat(lines("serve --set x")).containsExactly("--set x: is written --set key=value");
  }

  @Test
  void knowsItsCommands() {
    assertThat(parse("demo")).isEqualTo(new Invocation.Demo());
    assertThat(parse("--version")).isEqualTo(new Invocation.Version());
    assertThat(lines("server")).containsExactly("server is not a command; did you mean serve?");
    assertThat(lines("demo fast")).containsExactly("demo takes no options");
  }

  @Test
  void helpsWhenAskedAndWhenNothingIsSaid() {
    var help = ((Invocation.Help) parse("--help")).text();

    assertThat(help).contains("--event-grid-webhook URL", "--set key=value", "./cordboard demo");
    assertThat(CommandLine.parse(List.of(), Map.of())).isEqualTo(new Invocation.Help(help));
    assertThat(parse("serve --help")).isEqualTo(new Invocation.Help(help));
  }

  private static Invocation parse(String line) {
    return CommandLine.parse(List.of(line.split(" ")), Map.of());
  }

  private static List<String> lines(String line) {
    return ((Invocation.Wrong) parse(line)).problems().stream().map(Problem::line).toList();
  }

  private static SettingsLoader.Option option(String written, String key, String... values) {
    return new SettingsLoader.Option(written, key, List.of(values), key.equals("identity.numbers"));
  }
}
