package dev.cordboard.event.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// One request: a method, header fields besides Host and Content-Length, a body.
///
/// @param answerTimeout how long the receiver may take to answer once it has the request
/// @param bodyWanted whether the answer's body matters; else no more of it is read than reusing the
///   connection is worth
public record Request(
    String method, List<Field> fields, byte[] body, Duration answerTimeout, boolean bodyWanted) {
  public Request {
    fields = List.copyOf(fields);
  }

  /// One header field.
  public record Field(String name, String value) {
    public Field {
      if (!safe(name) || !safe(value)) {
        throw new IllegalArgumentException("a header field with a control character: " + name);
      }
    }

    private static boolean safe(String text) {
      return text.chars().allMatch(each -> each >= ' ' && each < 0x7f);
    }
  }

  /// The whole request as it goes out, in one piece: one write, one segment.
  byte[] bytes(Target target) {
    var head = new StringBuilder(512);
    head.append(method).append(' ').append(target.requestTarget()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(target.authority()).append("\r\n");
    for (var field : fields) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    var bytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    var whole = new byte[bytes.length + body.length];
    System.arraycopy(bytes, 0, whole, 0, bytes.length);
    System.arraycopy(body, 0, whole, bytes.length, body.length);
    return whole;
  }
}
