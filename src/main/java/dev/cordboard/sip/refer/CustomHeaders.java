package dev.cordboard.sip.refer;

import dev.cordboard.sip.message.SipMessage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The headers that callers and applications send each other through us: `User-To-User` and
/// `X-MS-Custom-*`.
public final class CustomHeaders {
  private static final String CUSTOM = "x-ms-custom-";
  private static final String USER_TO_USER = "user-to-user";

  private CustomHeaders() {}

  /// Those of a message, names as they were written; of several with one name the first.
  public static Map<String, String> of(SipMessage message) {
    var found = new LinkedHashMap<String, String>();
    for (var header : message.headers()) {
      if (isCustom(header.name())) {
        found.putIfAbsent(header.name(), header.value());
      }
    }
    return found;
  }

  static boolean isCustom(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return lower.equals(USER_TO_USER) || lower.startsWith(CUSTOM);
  }
}
