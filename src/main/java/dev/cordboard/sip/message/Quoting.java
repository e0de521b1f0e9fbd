package dev.cordboard.sip.message;

/// Quoted strings of RFC 3261 §25.1.
final class Quoting {
  private Quoting() {}

  static String quote(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\');
      }
      quoted.append(c);
    }
    return quoted.append('"').toString();
  }

  /// The text between the quotes. A control character is legal here behind a backslash; it is left
  /// out, so that no name that a peer chose can break a log line or a page.
  static String unquote(String quoted) {
    int end = quoted.length() - 1;
    if (quoted.indexOf('\\') < 0) {
      return quoted.substring(1, Math.max(1, end));
    }
    var text = new StringBuilder(quoted.length());
    for (int i = 1; i < end; i++) {
      char c = quoted.charAt(i);
      if (c == '\\' && i + 1 < end) {
        c = quoted.charAt(++i);
      }
      if (c >= ' ' && c != 0x7f) {
        text.append(c);
      }
    }
    return text.toString();
  }
}
