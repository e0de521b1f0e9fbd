package dev.cordboard.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cordboard.config.SipSettings;
import dev.cordboard.config.TrunkSettings;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// RFC 4475 and RFC 5118 over a real socket, from an address that is trusted as a trunk: what the
/// whole user agent answers. Every accepted INVITE is refused with 486 by the test, so that one
/// shows that it came through.
class TortureIT {
  private static final Path VECTORS = Path.of("../shared/vectors").toAbsolutePath().normalize();
  private static final String PING = "Call-ID: ping";

  /// Where the table leaves a choice, or asks for something in words: the statuses that are right.
  private static final Map<String, List<Integer>> CHOICES =
      Map.ofEntries(
          Map.entry("rfc4475/intmeth", List.of(405, 501)),
          Map.entry("rfc4475/esc02", List.of(405, 501)),
          Map.entry("rfc4475/longreq", List.of(413)),
          Map.entry("rfc4475/mpart01", List.of(200, 405, 415)),
          Map.entry("rfc4475/regaut01", List.of(401, 403)),
          Map.entry("rfc4475/sdp01", List.of(406, 486)));

  private static RealServer server;

  @BeforeAll
  static void start() {
    var trunk =
        new TrunkSettings(
            "torture",
            List.of("127.0.0.1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    server = new RealServer(SipSettings.defaults().withTrunks(List.of(trunk)));
    server.agent.listen(
        leg -> {
          leg.leg().refuse(486);
          return new QueuedLeg();
        });
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void answersAsTheRfcAsks(String file, String expected) throws IOException {
    assumeTrue(Files.isDirectory(VECTORS), "the folder of vectors is not there");
    try (var peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      peer.setSoTimeout(10_000);
      send(peer, Files.readAllBytes(VECTORS.resolve(file + ".dat")));
      send(peer, ping(peer).getBytes(ISO_8859_1));

      if (expected.equals("drop") || expected.contains("a response")) {
        assertThat(finalAnswer(peer)).contains(PING);
      } else {
        assertThat(status(answerToVector(peer))).satisfies(status -> judge(file, expected, status));
      }
    }
  }

  private static void judge(String file, String expected, int status) {
    if (CHOICES.containsKey(file)) {
      assertThat(status).isIn(CHOICES.get(file));
    } else if (expected.matches("\\d{3}.*")) {
      assertThat(status).isEqualTo(Integer.parseInt(expected.substring(0, 3)));
    } else {
      // Understood: whatever it is answered, it is not for its form.
      assertThat(status).isNotIn(400, 413, 414, 416, 500, 505, 513);
    }
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

  private static String answerToVector(DatagramSocket peer) throws IOException {
    var answer = finalAnswer(peer);
    return answer.contains(PING) ? finalAnswer(peer) : answer;
  }

  private static String finalAnswer(DatagramSocket peer) throws IOException {
    var answer = receive(peer);
    return status(answer) < 200 ? finalAnswer(peer) : answer;
  }

  private static int status(String answer) {
    var line = Pattern.compile("^SIP/2\\.0 (\\d{3}) ").matcher(answer);
    assertThat(line.find()).as(answer).isTrue();
    return Integer.parseInt(line.group(1));
  }

  private static String receive(DatagramSocket peer) throws IOException {
    var packet = new DatagramPacket(new byte[65_535], 65_535);
    peer.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), ISO_8859_1);
  }

  private static void send(DatagramSocket peer, byte[] bytes) throws IOException {
    peer.send(new DatagramPacket(bytes, bytes.length, server.udp()));
  }

  private static String ping(DatagramSocket peer) {
    return """
    OPTIONS sip:127.0.0.1 SIP/2.0
    Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bKping%d
    From: <sip:ping@127.0.0.1>;tag=1
    To: <sip:127.0.0.1>
    Call-ID: ping
    CSeq: 1 OPTIONS
    Content-Length: 0

    """
        .formatted(peer.getLocalPort(), peer.getLocalPort())
        .replace("\n", "\r\n");
  }
}
