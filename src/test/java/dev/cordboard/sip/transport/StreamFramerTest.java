package dev.cordboard.sip.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.SipLimits;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFramerTest {
  private static final String HEAD = "OPTIONS sip:a SIP/2.0\r\nX: y\r\n";

  private final StreamFramer framer = new StreamFramer(SipLimits.defaults());

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1_000})
  void findsMessagesHoweverTheBytesCome(int pieceSize) {
    var stream = message("first") + "\r\n\r\n" + message("") + message("second\r\n\r\nthird");

    assertThat(messages(stream, pieceSize))
        .containsExactly(message("first"), message(""), message("second\r\n\r\nthird"));
    assertThat(framer.isInsideMessage()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 3",
        "content-length:3",
        "L : 3",
        "l:\t003",
        "Content-Length:\r\n 3",
        "X: y\r\n l: 9\r\nl: 3",
        "XContent-Length: 9\r\nl: 3",
        "l: 3\r\nl: 5"
      })
  void readsTheFirstContentLength(String field) {
    assertThat(messages(HEAD + field + "\r\n\r\nabcdefgh", 1_000).getFirst())
        .isEqualTo(HEAD + field + "\r\n\r\nabc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: -3", "Content-Length: x", "Content-Length:", "X: l: 3"})
  void leavesNonsenseToTheParser(String field) {
    assertThat(messages(HEAD + field + "\r\n\r\n", 1_000))
        .containsExactly(HEAD + field + "\r\n\r\n");
  }

  @Test
  void knowsPings() {
    put("\r\n\r\n");
    assertThat(framer.next()).isEqualTo(new StreamFramer.Frame.Ping());
    assertThat(framer.next()).isEqualTo(new StreamFramer.Frame.More());
    put("\r\n");
    assertThat(framer.next()).isEqualTo(new StreamFramer.Frame.More());
    assertThat(framer.isInsideMessage()).isFalse();
  }

  @Test
  void givesUpOnAHeadWithoutEnd() {
    var frames = new ArrayList<StreamFramer.Frame>();
    for (int i = 0; i < 20 && frames.isEmpty(); i++) {
      put("X: " + "a".repeat(1_000));
      if (framer.next() instanceof StreamFramer.Frame.TooLong tooLong) {
        frames.add(tooLong);
      }
    }

    assertThat(frames).hasSize(1);
    assertThat(framer.buffer().length).isLessThanOrEqualTo(32_768);
  }

  @ParameterizedTest
  @ValueSource(strings = {"65537", "4294967296", "99999999999999999999999"})
  void givesUpOnABodyBeyondTheLimitBeforeItComes(String length) {
    put(HEAD + "l: " + length + "\r\n\r\n");

    assertThat(framer.next()).isInstanceOf(StreamFramer.Frame.TooLong.class);
    assertThat(framer.buffer().length).isLessThanOrEqualTo(2_048);
  }

  @Property(tries = 500)
  void losesAndInventsNothing(@ForAll("hostileStreams") List<String> pieces) {
    var hostile = new StreamFramer(SipLimits.defaults());
    int in = 0;
    int out = 0;
    for (var piece : pieces) {
      for (byte b : piece.getBytes(ISO_8859_1)) {
        hostile.buffer()[hostile.end()] = b;
        hostile.put(1);
        in++;
        if (hostile.next() instanceof StreamFramer.Frame.Message(var bytes)) {
          out += bytes.length;
        }
      }
    }

    assertThat(out).isLessThanOrEqualTo(in);
    assertThat(hostile.buffer().length).isLessThanOrEqualTo(Math.max(2_048, 2 * in));
  }

  @Provide
  Arbitrary<List<String>> hostileStreams() {
    return Arbitraries.of(
            "\r\n", "\r", "\n", "l: 3", "Content-Length:", " ", "7", ":", "x", HEAD, "l")
        .list()
        .ofMaxSize(60);
  }

  @Test
  void takesTheLongestBodyAndThenLetsTheMemoryGo() {
    var body = "b".repeat(65_536);

    assertThat(messages(message(body), 5_000)).containsExactly(message(body));
    assertThat(framer.buffer().length).isLessThanOrEqualTo(2_048);
  }

  private List<String> messages(String stream, int pieceSize) {
    var found = new ArrayList<String>();
    for (int i = 0; i < stream.length(); i += pieceSize) {
      put(stream.substring(i, Math.min(stream.length(), i + pieceSize)));
      var frame = framer.next();
      while (!(frame instanceof StreamFramer.Frame.More)) {
        if (frame instanceof StreamFramer.Frame.Message(var bytes)) {
          found.add(new String(bytes, ISO_8859_1));
        }
        frame = framer.next();
      }
    }
    return found;
  }

  private void put(String text) {
    for (byte b : text.getBytes(ISO_8859_1)) {
      framer.buffer()[framer.end()] = b;
      framer.put(1);
    }
  }

  private static String message(String body) {
    return HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }
}
