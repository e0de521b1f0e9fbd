package dev.cordboard.sip.message;

import java.util.List;
import java.util.Optional;

/// Why the telephone network behind a gateway ended a call: a Q.850 cause in a Reason field (RFC
/// 3326 §2, in answers RFC 6432).
///
/// @param cause 1 to 127
/// @param text what the gateway says about it; may be empty
public record NetworkCause(int cause, String text) {
  private static final String PROTOCOL = "Q.850";
  private static final int MOST = 127;
  private static final int LONGEST_TEXT = 128;

  /// The first one among the values of all Reason fields of a message; anything malformed counts as
  /// none.
  public static Optional<NetworkCause> of(List<String> reasons) {
    for (var field : reasons) {
      int start = 0;
      while (start < field.length()) {
        int end = endOfValue(field, start);
        var found = read(field.substring(start, end).strip());
        if (found.isPresent()) {
          return found;
        }
        start = end + 1;
      }
    }
    return Optional.empty();
  }

  /// Where the next comma outside quotes is.
  private static int endOfValue(String field, int from) {
    boolean quoted = false;
    for (int at = from; at < field.length(); at++) {
      char c = field.charAt(at);
      if (c == '\\' && quoted) {
        at++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        return at;
      }
    }
    return field.length();
  }

  private static Optional<NetworkCause> read(String value) {
    int semicolon = value.indexOf(';');
    if (semicolon < 0 || !value.substring(0, semicolon).strip().equalsIgnoreCase(PROTOCOL)) {
      return Optional.empty();
    }
    return Parameters.parse(value.substring(semicolon))
        .flatMap(
            all ->
                all.get("cause")
                    .filter(NetworkCause::isCause)
                    .map(cause -> new NetworkCause(Integer.parseInt(cause), text(all))));
  }

  private static boolean isCause(String digits) {
    return digits.matches("[0-9]{1,3}")
        && Integer.parseInt(digits) >= 1
        && Integer.parseInt(digits) <= MOST;
  }

  private static String text(Parameters parameters) {
    var text = parameters.get("text").orElse("");
    return text.substring(0, Math.min(text.length(), LONGEST_TEXT));
  }
}
