package dev.cordboard.event.wire;

import dev.cordboard.event.wire.Answer.Answered;
import dev.cordboard.event.wire.WireInput.MalformedAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads one answer (RFC 9112) with hard bounds: a receiver that never ends its header fields or
/// its body costs no more than these.
final class AnswerReader {
  private static final int LONGEST_LINE = 8_192;
  private static final int MOST_FIELDS = 100;
  private static final int MOST_INTERIM = 10;
  private static final int LONGEST_BODY = 65_536;

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [1-9]\\d\\d(?: .*)?");
  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");
  private static final Pattern CHUNK_SIZE = Pattern.compile("([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?");

  private final WireInput in;

  AnswerReader(WireInput in) {
    this.in = in;
  }

  /// Status and header fields.
  ///
  /// @param closing whether the connection cannot be used again whatever the body is
  record Head(int status, Map<String, String> fields, boolean closing) {}

  /// What is left of an answer once its head is known.
  ///
  /// @param whole whether it was read to its end, so that the next answer can follow
  record Body(byte[] bytes, boolean whole) {}

  /// The head of the final answer; interim ones (100, 103) are skipped.
  Head head() throws IOException {
    for (int i = 0; i < MOST_INTERIM; i++) {
      var head = oneHead();
      if (head.status >= 200) {
        return head;
      }
    }
    throw new MalformedAnswer("nothing but interim answers");
  }

  /// The body of a request that is not a HEAD request; longer ones are cut.
  Body body(Head head) throws IOException {
    if (head.status == 204 || head.status == 304) {
      return new Body(new byte[0], true);
    }
    var coding = head.fields.getOrDefault("transfer-encoding", "");
    if (coding.toLowerCase(Locale.ROOT).endsWith("chunked")) {
      return chunked();
    }
    var length = head.fields.get("content-length");
    if (length == null) {
      return new Body(in.take(LONGEST_BODY), false);
    }
    if (!LENGTH.matcher(length).matches()) {
      throw new MalformedAnswer("a content length that is no number");
    }
    int wanted = (int) Math.min(LONGEST_BODY, Long.parseLong(length));
    var bytes = in.take(wanted);
    return new Body(bytes, bytes.length == Long.parseLong(length));
  }

  Answered answered(Head head, Body body) {
    return new Answered(head.status, head.fields, body.bytes);
  }

  private Head oneHead() throws IOException {
    var start = in.line(LONGEST_LINE);
    if (!STATUS_LINE.matcher(start).matches()) {
      throw new MalformedAnswer("not an HTTP/1 answer");
    }
    var fields = fields();
    var connection = fields.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
    boolean old = start.startsWith("HTTP/1.0");
    boolean closing = connection.contains("close") || (old && !connection.contains("keep-alive"));
    return new Head(Integer.parseInt(start.substring(9, 12)), fields, closing);
  }

  private Map<String, String> fields() throws IOException {
    var fields = new HashMap<String, String>();
    for (int i = 0; i <= MOST_FIELDS; i++) {
      var line = in.line(LONGEST_LINE);
      if (line.isEmpty()) {
        return fields;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.putIfAbsent(
            line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).trim());
      }
    }
    throw new MalformedAnswer("more than " + MOST_FIELDS + " header fields");
  }

  private Body chunked() throws IOException {
    var bytes = new ByteArrayOutputStream();
    while (bytes.size() <= LONGEST_BODY) {
      var size = CHUNK_SIZE.matcher(in.line(LONGEST_LINE));
      if (!size.matches()) {
        throw new MalformedAnswer("a chunk without a size");
      }
      long length = Long.parseLong(size.group(1), 16);
      if (length == 0) {
        fields();
        return new Body(bytes.toByteArray(), true);
      }
      if (length > LONGEST_BODY) {
        break;
      }
      bytes.writeBytes(in.take((int) length));
      if (!in.line(LONGEST_LINE).isEmpty()) {
        throw new MalformedAnswer("a chunk longer than it says");
      }
    }
    return new Body(bytes.toByteArray(), false);
  }
}
