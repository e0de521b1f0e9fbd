package dev.cordboard.sip.message;

/// Walks over the lines of a head. Folds become spaces in place, so that a value is one piece of
/// bytes afterwards.
///
/// Strict: lines end in CRLF; a CR or LF alone, a NUL or another control is a fault (a filter in
/// front of us might see other lines than we do). Legal behind a backslash in a quoted string, a
/// control becomes a space.
final class HeadLines {
  private final byte[] bytes;
  private final int lineBytes;
  private int next;
  private int start;
  private int end;
  private String fault = "";
  private boolean tooLong;

  HeadLines(byte[] bytes, int lineBytes) {
    this.bytes = bytes;
    this.lineBytes = lineBytes;
  }

  /// Nothing but line ends, or the four NULs and the lone space that some phones send.
  boolean isKeepAlive() {
    if (bytes.length > 8) {
      return false;
    }
    for (byte b : bytes) {
      if (b != '\r' && b != '\n' && b != 0 && b != ' ') {
        return false;
      }
    }
    return true;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /// Where the body starts, once [#next] answered false without a fault.
  int bodyStart() {
    return next;
  }

  String fault() {
    return fault;
  }

  boolean isTooLong() {
    return tooLong;
  }

  /// Moves to the start line; empty lines before it are ignored (RFC 3261 §7.5).
  void nextStartLine() {
    while (isLineEnd(next)) {
      next += 2;
    }
    advance(false);
  }

  /// Moves to the next header field; false at the empty line that ends the head, or where the bytes
  /// end without it, which is a fault.
  boolean next() {
    fault = "";
    tooLong = false;
    if (next >= bytes.length) {
      fault = "head without end";
      return false;
    }
    if (isLineEnd(next)) {
      next += 2;
      return false;
    }
    advance(true);
    return true;
  }

  private boolean isLineEnd(int at) {
    return at + 1 < bytes.length && bytes[at] == '\r' && bytes[at + 1] == '\n';
  }

  private void advance(boolean folds) {
    start = next;
    int i = start;
    while (i < bytes.length) {
      int c = bytes[i];
      if (c >= ' ' ? c == 0x7f : c >= 0 && c != '\t') {
        if (isLineEnd(i)) {
          if (!folds || !isSpace(i + 2)) {
            break;
          }
          bytes[i++] = ' ';
          bytes[i] = ' ';
        } else {
          control(i);
        }
      }
      i++;
    }
    end = i;
    if (end - start > lineBytes) {
      fault = "line too long";
      tooLong = true;
    }
    if (i >= bytes.length) {
      fault = "line without end";
    }
    next = Math.min(i + 2, bytes.length);
  }

  private void control(int at) {
    boolean escaped = at > start && bytes[at - 1] == '\\' && bytes[at] != '\r' && bytes[at] != '\n';
    if (!escaped) {
      fault = "control character";
    }
    bytes[at] = ' ';
  }

  private boolean isSpace(int at) {
    return at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\t');
  }
}
