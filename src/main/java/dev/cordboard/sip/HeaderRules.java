package dev.cordboard.sip;

/// What an application may put into a header: nothing that could end it and start another one.
final class HeaderRules {
  private HeaderRules() {}

  /// Refuses a name that is no token and a value with control characters.
  static void check(String name, String value) {
    if (name.isEmpty() || !name.chars().allMatch(HeaderRules::isToken)) {
      throw new IllegalArgumentException("not a header name: " + printable(name));
    }
    checkText(value);
  }

  /// Refuses control characters, CR, LF and NUL above all.
  static void checkText(String text) {
    if (text.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
      throw new IllegalArgumentException("control character in a header: " + printable(text));
    }
  }

  private static boolean isToken(int c) {
    return c < 0x7f && (Character.isLetterOrDigit(c) || "-.!%*_+`'~".indexOf(c) >= 0);
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
