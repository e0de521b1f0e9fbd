package dev.cordboard.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cordboard.config.SipLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// RFC 4475 and RFC 5118, message by message, when their folder stands beside the project. The
/// classes of fault in them have messages of our own in [MalformedTest].
class TortureTest {
  private static final Path VECTORS = vectors();

  /// What only a user agent can judge: the parser reads these, the layers above answer.
  private static final Map<String, String> ABOVE_THE_PARSER =
      Map.of(
          "rfc4475/bext01", "420 needs the options that the user agent knows",
          "rfc4475/invut", "415 needs the bodies that the user agent knows",
          "rfc4475/regaut01", "401 is the registrar's",
          "rfc4475/sdp01", "406 is the user agent's",
          "rfc4475/bcast", "matches no transaction, so nobody answers or forwards it",
          "rfc4475/zeromf", "answered as the user agent that it reached");

  /// 34 Vias: more than the 32 that the limits let in (SIP limits: a refusal is allowed there).
  private static final Map<String, Integer> CHOICES = Map.of("rfc4475/longreq", 413);

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void answersAsTheRfcAsks(String file, String expected) throws IOException {
    assumeTrue(Files.isDirectory(VECTORS), "the folder of vectors is not there");
    var bytes = Files.readAllBytes(VECTORS.resolve(file + ".dat"));

    var parsed = new SipParser(SipLimits.defaults()).datagram(bytes);

    if (CHOICES.containsKey(file)) {
      assertThat(refused(parsed).status()).isEqualTo(CHOICES.get(file));
    } else if (ABOVE_THE_PARSER.containsKey(file) || expected.startsWith("accept")) {
      assertThat(parsed).isInstanceOf(Parsed.Message.class);
    } else {
      int status = expected.equals("drop") ? 0 : Integer.parseInt(expected);
      assertThat(refused(parsed).status()).isEqualTo(status);
      assertThat(refused(parsed).refusal().status()).isEqualTo(status);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void everyReadMessageSurvivesBeingWritten(String file, String expected) throws IOException {
    assumeTrue(Files.isDirectory(VECTORS), "the folder of vectors is not there");
    var parser = new SipParser(SipLimits.defaults());
    var bytes = Files.readAllBytes(VECTORS.resolve(file + ".dat"));

    if (parser.datagram(bytes) instanceof Parsed.Message(var first)) {
      assertThat(parser.datagram(first.toBytes()))
          .isInstanceOfSatisfying(
              Parsed.Message.class, again -> SameMessage.assertSame(again.message(), first));
    }
  }

  @Test
  void coversEveryVector() throws IOException {
    assumeTrue(Files.isDirectory(VECTORS), "the folder of vectors is not there");
    try (var files = Files.walk(VECTORS).filter(file -> file.toString().endsWith(".dat"))) {
      assertThat(files.count()).isEqualTo(cases().count()).isEqualTo(61);
    }
  }

  private static Parsed.Malformed refused(Parsed parsed) {
    assertThat(parsed).isInstanceOf(Parsed.Malformed.class);
    return (Parsed.Malformed) parsed;
  }

  static Stream<String[]> cases() throws IOException {
    var table = VECTORS.resolve("expected.tsv");
    if (!Files.exists(table)) {
      return Stream.<String[]>of(new String[] {"none", "accept"});
    }
    return Files.readAllLines(table).stream()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .map(columns -> new String[] {columns[0], columns[3]});
  }

  private static Path vectors() {
    return Path.of("../shared/vectors").toAbsolutePath().normalize();
  }
}
