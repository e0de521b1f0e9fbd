package dev.cordboard.event.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// What a receiver sends, with a bound on every piece.
final class WireInput {
  private final InputStream in;
  private final byte[] buffer = new byte[4_096];
  private int next;
  private int end;
  private boolean touched;

  WireInput(InputStream in) {
    this.in = in;
  }

  /// Forgets that anything was read: another answer begins.
  void begin() {
    touched = next < end;
  }

  /// Whether a single byte came since [#begin].
  boolean isTouched() {
    return touched;
  }

  /// A line without its end.
  ///
  /// @throws MalformedAnswer if it is longer than `limit`
  /// @throws IOException if the stream ends before it does
  String line(int limit) throws IOException {
    var line = new StringBuilder(64);
    for (int each = read(); each != '\n'; each = read()) {
      if (each < 0) {
        throw new IOException("closed without an answer");
      }
      if (line.length() >= limit) {
        throw new MalformedAnswer("a line longer than " + limit + " bytes");
      }
      line.append((char) each);
    }
    int length = line.length();
    return length > 0 && line.charAt(length - 1) == '\r'
        ? line.substring(0, length - 1)
        : line.toString();
  }

  /// At most `limit` bytes, fewer when the stream ends.
  byte[] take(int limit) throws IOException {
    var bytes = new byte[limit];
    int have = 0;
    while (have < limit && (next < end || fill())) {
      int some = Math.min(limit - have, end - next);
      System.arraycopy(buffer, next, bytes, have, some);
      next += some;
      have += some;
    }
    return have == limit ? bytes : Arrays.copyOf(bytes, have);
  }

  private int read() throws IOException {
    return next < end || fill() ? buffer[next++] & 0xff : -1;
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, in.read(buffer));
    touched |= end > 0;
    return end > 0;
  }

  /// The receiver speaks something that is not HTTP, or too much of it.
  static final class MalformedAnswer extends IOException {
    MalformedAnswer(String reason) {
      super(reason);
    }
  }
}
