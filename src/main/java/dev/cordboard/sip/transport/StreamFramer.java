package dev.cordboard.sip.transport;

import dev.cordboard.config.SipLimits;
import java.util.Arrays;

/// Cuts messages out of a stream by Content-Length (RFC 3261 §18.3). Pure: bytes go in by
/// [#buffer], frames come out of [#next].
///
/// It decides only where a message ends. The parser then reads the same bytes strictly, and a
/// message whose length the two understand differently is refused.
final class StreamFramer {
  /// What the bytes so far hold.
  sealed interface Frame {
    /// One message, head and body.
    record Message(byte[] bytes) implements Frame {}

    /// A peer that wants to hear a CRLF (RFC 5626 §3.5.1).
    record Ping() implements Frame {}

    /// Not enough yet.
    record More() implements Frame {}

    /// A message beyond a limit; the stream cannot be followed any further.
    ///
    /// @param head what is there of the message, to answer it
    record TooLong(byte[] head) implements Frame {}
  }

  private static final int FIRST_SIZE = 2_048;
  private static final int CONTENT_LENGTH_UNREADABLE = -1;

  private final SipLimits limits;
  private byte[] buffer = new byte[FIRST_SIZE];
  private int start;
  private int end;
  private int scanned;
  private int headEnd = -1;
  private int frameEnd;

  StreamFramer(SipLimits limits) {
    this.limits = limits;
  }

  /// Where the next bytes are to be put, from [#end] on; there is room for at least one.
  byte[] buffer() {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      scanned -= start;
      headEnd -= headEnd < 0 ? 0 : start;
      frameEnd -= start;
      end -= start;
      start = 0;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    return buffer;
  }

  int end() {
    return end;
  }

  /// Tells that so many bytes were put.
  void put(int count) {
    end += count;
  }

  /// Whether a message has begun and is not complete.
  boolean isInsideMessage() {
    return end > start;
  }

  /// The next frame of what was put so far.
  Frame next() {
    if (headEnd < 0) {
      var between = betweenMessages();
      if (between instanceof Frame.Ping) {
        return between;
      }
      if (!findHeadEnd()) {
        return end - start > limits.streamHeadBytes() ? tooLong() : new Frame.More();
      }
      if (headEnd - start > limits.streamHeadBytes()) {
        return tooLong();
      }
      int length = contentLength();
      if (length > limits.streamBodyBytes()) {
        return tooLong();
      }
      frameEnd = headEnd + Math.max(0, length);
    }
    return end >= frameEnd ? cut() : new Frame.More();
  }

  private Frame cut() {
    var bytes = Arrays.copyOfRange(buffer, start, frameEnd);
    start = frameEnd;
    scanned = start;
    headEnd = -1;
    if (start == end) {
      start = 0;
      end = 0;
      scanned = 0;
      if (buffer.length > FIRST_SIZE) {
        buffer =
            new byte[FIRST_SIZE]; // A long message must not cost memory for the rest of the day.
      }
    }
    return new Frame.Message(bytes);
  }

  private Frame tooLong() {
    return new Frame.TooLong(
        Arrays.copyOfRange(buffer, start, Math.min(end, start + limits.streamHeadBytes())));
  }

  /// Line ends between messages: two are a ping, one is a pong or nothing.
  private Frame betweenMessages() {
    while (end - start >= 2 && buffer[start] == '\r' && buffer[start + 1] == '\n') {
      boolean two = end - start >= 4 && buffer[start + 2] == '\r' && buffer[start + 3] == '\n';
      start += two ? 4 : 2;
      scanned = start;
      if (two) {
        return new Frame.Ping();
      }
    }
    return new Frame.More();
  }

  private boolean findHeadEnd() {
    int i = Math.max(start, scanned);
    for (; i + 3 < end; i++) {
      if (buffer[i] == '\r'
          && buffer[i + 1] == '\n'
          && buffer[i + 2] == '\r'
          && buffer[i + 3] == '\n') {
        headEnd = i + 4;
        return true;
      }
    }
    scanned = i;
    return false;
  }

  /// The first Content-Length of the head; nonsense there is the parser's to refuse.
  private int contentLength() {
    for (int line = start; line < headEnd; line = nextLine(line)) {
      int colon = nameEnd(line);
      if (colon > 0) {
        return number(colon + 1);
      }
    }
    return CONTENT_LENGTH_UNREADABLE;
  }

  private int nextLine(int from) {
    int i = from;
    while (i < headEnd && buffer[i] != '\n') {
      i++;
    }
    return i + 1;
  }

  /// The position of the colon when the line is a Content-Length, else -1.
  private int nameEnd(int line) {
    int i = line;
    while (i < headEnd && buffer[i] != ':' && buffer[i] != '\r') {
      i++;
    }
    if (i >= headEnd || buffer[i] != ':') {
      return -1;
    }
    int nameEnd = i;
    while (nameEnd > line && (buffer[nameEnd - 1] == ' ' || buffer[nameEnd - 1] == '\t')) {
      nameEnd--;
    }
    return spells("content-length", line, nameEnd) || spells("l", line, nameEnd) ? i : -1;
  }

  private boolean spells(String lower, int from, int to) {
    if (to - from != lower.length()) {
      return false;
    }
    for (int i = 0; i < lower.length(); i++) {
      int c = buffer[from + i];
      if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int number(int from) {
    int i = from;
    while (buffer[i] == ' ' || buffer[i] == '\t' || isFold(i) || isFold(i - 1)) {
      i++;
    }
    long value = CONTENT_LENGTH_UNREADABLE;
    for (; buffer[i] >= '0' && buffer[i] <= '9'; i++) {
      value = Math.min(Math.max(0, value) * 10 + (buffer[i] - '0'), Integer.MAX_VALUE);
    }
    return (int) value;
  }

  private boolean isFold(int at) {
    return buffer[at] == '\r'
        && buffer[at + 1] == '\n'
        && (buffer[at + 2] == ' ' || buffer[at + 2] == '\t');
  }
}
