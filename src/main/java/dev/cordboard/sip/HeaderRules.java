package dev.cordboard.sip;

/// What an application may put into a message: its own kinds of headers, and nothing in them that
/// could end one and start another.
final class HeaderRules {
  private static final String USER_TO_USER = "User-To-User";

  private HeaderRules() {}

  /// Refuses a name that is none of `User-To-User` and `X-…`, and a value with control characters.
  static void check(String name, String value) {
    boolean token = !name.isEmpty() && name.chars().allMatch(HeaderRules::isToken);
    boolean custom = name.regionMatches(true, 0, "X-", 0, 2) || name.equalsIgnoreCase(USER_TO_USER);
    if (!token || !custom) {
      throw new IllegalArgumentException("not a custom header: " + printable(name));
    }
    checkText(value);
  }

  /// Refuses control characters, CR, LF and NUL above all.
  static void checkText(String text) {
    if (text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
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
