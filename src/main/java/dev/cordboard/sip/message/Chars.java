package dev.cordboard.sip.message;

import java.nio.charset.StandardCharsets;

/// The character classes of RFC 3261 §25.1, one bit each, and small byte comparisons.
final class Chars {
  /// token: method names, header names, parameter names.
  static final int TOKEN = 1;

  /// What a user part holds unescaped: unreserved, user-unreserved, and ":" before a password.
  static final int USER = 2;

  /// Host names and IPv4 addresses; the underscore is common in private networks.
  static final int HOST = 4;

  /// The inside of an IPv6 reference.
  static final int IPV6 = 8;

  /// Unescaped characters of a URI parameter.
  static final int URI_PARAMETER = 16;

  /// Unescaped characters of the headers of a URI, with their separators.
  static final int URI_HEADER = 32;

  /// An unquoted header parameter value. The RFC says token or host; peers put URIs there, so all
  /// visible characters are read that cannot end the value.
  static final int VALUE = 64;

  /// word and "@": a Call-ID.
  static final int CALL_ID = 128;

  /// The digits and visual separators of a tel URI (RFC 3966 §3).
  static final int PHONE = 256;

  static final int HEX = 512;

  private static final short[] CLASSES = classes();

  private Chars() {}

  static boolean is(int c, int kind) {
    return c >= 0 && c < 128 && (CLASSES[c] & kind) != 0;
  }

  /// As the other, for the parser's inner loops: bytes above 127 are of no kind.
  static boolean is(byte b, int kind) {
    return (CLASSES[b & 0xff] & kind) != 0;
  }

  static boolean isToken(String text) {
    return all(text, TOKEN) && !text.isEmpty();
  }

  static boolean all(String text, int kind) {
    for (int i = 0; i < text.length(); i++) {
      if (!is(text.charAt(i), kind)) {
        return false;
      }
    }
    return true;
  }

  /// Whether every character is of the kind or part of a %XX escape.
  static boolean allOrEscaped(String text, int kind) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        if (i + 2 >= text.length()
            || !is(text.charAt(i + 1), HEX)
            || !is(text.charAt(i + 2), HEX)) {
          return false;
        }
        i += 2;
      } else if (!is(text.charAt(i), kind)) {
        return false;
      }
    }
    return true;
  }

  /// Whether the text could leave its header field: what an application hands in must not (CR, LF,
  /// NUL and the other controls except TAB).
  static boolean hasControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        return true;
      }
    }
    return false;
  }

  static boolean equal(String text, byte[] bytes, int start, int end) {
    if (text.length() != end - start) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != bytes[start + i]) {
        return false;
      }
    }
    return true;
  }

  /// Text as UTF-8, which RFC 3261 §7.3.1 prescribes; ASCII costs one copy.
  static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }

  private static short[] classes() {
    var classes = new short[256];
    for (int c = 0; c < 128; c++) {
      if (Character.isLetterOrDigit(c)) {
        classes[c] = TOKEN | USER | HOST | URI_PARAMETER | URI_HEADER | CALL_ID;
      }
      if (Character.digit(c, 16) >= 0) {
        classes[c] |= IPV6 | PHONE | HEX;
      }
      if (c > ' ' && c < 0x7f && ",;\"<>".indexOf(c) < 0) {
        classes[c] |= VALUE;
      }
    }
    mark(classes, TOKEN, "-.!%*_+`'~");
    mark(classes, USER, "-_.!~*'()&=+$,;?/:");
    mark(classes, HOST, "-._");
    mark(classes, IPV6, ":.");
    mark(classes, URI_PARAMETER, "-_.!~*'()[]/:&+$");
    mark(classes, URI_HEADER, "-_.!~*'()[]/?:+$=&");
    mark(classes, CALL_ID, "-.!%*_+`'~()<>:\\\"/[]?{}@");
    mark(classes, PHONE, "+-.()*#");
    return classes;
  }

  private static void mark(short[] classes, int kind, String characters) {
    for (int i = 0; i < characters.length(); i++) {
      classes[characters.charAt(i)] |= (short) kind;
    }
  }
}
