package dev.cordboard.sdp;

/// Decimal numbers in hostile text.
final class Digits {
  private Digits() {}

  /// The number that `text` is, or -1 when it is none or above `max`.
  static int parse(String text, int max) {
    if (text.isEmpty() || text.length() > 9) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number > max ? -1 : number;
  }
}
