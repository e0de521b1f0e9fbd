package dev.cordboard.sip.message;

import dev.cordboard.config.SipLimits;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A cursor over one field value. A fault is sticky and moves the cursor to the end, so reading
/// code needs no exceptions and every loop ends.
final class FieldReader {
  private static final int END = -1;

  private final byte[] bytes;
  private final SipLimits limits;
  private int at;
  private int end;
  private @Nullable String fault;
  private boolean beyondLimit;

  FieldReader(byte[] bytes, int start, int end, SipLimits limits) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.limits = limits;
  }

  FieldReader(String text, SipLimits limits) {
    this(text.getBytes(StandardCharsets.UTF_8), 0, 0, limits);
    this.end = bytes.length;
  }

  /// Points the same cursor at another value.
  FieldReader over(int start, int end) {
    this.at = start;
    this.end = end;
    this.fault = null;
    this.beyondLimit = false;
    return this;
  }

  SipLimits limits() {
    return limits;
  }

  boolean failed() {
    return fault != null;
  }

  String fault() {
    return fault == null ? "" : fault;
  }

  void fail(String reason) {
    if (fault == null) {
      fault = reason;
    }
    at = end;
  }

  /// A fault that a message has by its size alone.
  void exceed(String reason) {
    beyondLimit |= fault == null;
    fail(reason);
  }

  boolean isBeyondLimit() {
    return beyondLimit;
  }

  int at() {
    return at;
  }

  int end() {
    return end;
  }

  void moveTo(int position) {
    if (fault == null) {
      at = position;
    }
  }

  /// Ends the cursor's view earlier, and answers where it ended.
  int narrow(int earlier) {
    int before = end;
    end = earlier;
    return before;
  }

  /// Takes back [#narrow].
  void widen(int later) {
    end = later;
    if (fault != null) {
      at = end;
    }
  }

  /// The next byte, or a negative number at the end; bytes above 127 are negative too.
  int peek() {
    return at < end ? bytes[at] : END;
  }

  int byteAt(int position) {
    return position < end ? bytes[position] : END;
  }

  boolean atEnd() {
    return at >= end;
  }

  void advance() {
    at++;
  }

  boolean skip(char c) {
    if (peek() == c) {
      at++;
      return true;
    }
    return false;
  }

  void expect(char c) {
    if (!skip(c)) {
      fail("expected '" + c + "'");
    }
  }

  /// Linear white space; folds are spaces by now.
  boolean skipSpace() {
    int i = at;
    while (i < end && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i++;
    }
    boolean skipped = i > at;
    at = i;
    return skipped;
  }

  /// Skips characters of the kind and answers how many.
  int skipAll(int kind) {
    int i = at;
    while (i < end && Chars.is(bytes[i], kind)) {
      i++;
    }
    int skipped = i - at;
    at = i;
    return skipped;
  }

  /// Skips characters of the kind and %XX escapes; a broken escape is a fault.
  int skipEscaped(int kind) {
    int i = at;
    while (i < end) {
      if (bytes[i] == '%') {
        if (!Chars.is(byteAt(i + 1), Chars.HEX) || !Chars.is(byteAt(i + 2), Chars.HEX)) {
          fail("broken escape");
          return 0;
        }
        i += 3;
      } else if (Chars.is(bytes[i], kind)) {
        i++;
      } else {
        break;
      }
    }
    int skipped = i - at;
    at = i;
    return skipped;
  }

  /// Skips a quoted string; the cursor stands on its opening quote.
  void skipQuoted() {
    int i = at + 1;
    while (i < end && bytes[i] != '"') {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    if (i >= end) {
      fail("unterminated quoted string");
    } else {
      at = i + 1;
    }
  }

  int indexOf(char c) {
    for (int i = at; i < end; i++) {
      if (bytes[i] == c) {
        return i;
      }
    }
    return END;
  }

  /// A decimal number of at most `most`; anything else is a fault.
  long number(long most) {
    long value = 0;
    int before = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      value = value * 10 + (bytes[at] - '0');
      if (value > most) {
        fail("number too large");
        return 0;
      }
      at++;
    }
    if (at == before) {
      fail("expected a number");
      return 0;
    }
    return value;
  }

  String token() {
    int start = at;
    if (skipAll(Chars.TOKEN) == 0) {
      fail("expected a token");
      return "";
    }
    return text(start, at);
  }

  SipMethod method() {
    int start = at;
    if (skipAll(Chars.TOKEN) == 0) {
      fail("expected a method");
      return SipMethod.OPTIONS;
    }
    return SipMethod.of(bytes, start, at);
  }

  String text(int from, int to) {
    return Chars.text(bytes, from, to);
  }

  boolean spells(String text, int from, int to) {
    if (to - from != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (Chars.lower(bytes[from + i]) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  void expectEnd() {
    skipSpace();
    if (at < end) {
      fail("unexpected character after the value");
    }
  }
}
