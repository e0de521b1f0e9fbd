package dev.cordboard.http;

import java.util.LinkedHashMap;
import java.util.Map;

/// Reads the query of a request target.
final class QueryItems {
  private QueryItems() {}

  /// The decoded items; the first of several with one name counts, a broken escape stays as it is.
  /// A plus stays a plus: nobody here sends forms, but phone numbers come as `?number=+1…`.
  static Map<String, String> parse(String rawTarget) {
    int start = rawTarget.indexOf('?');
    if (start < 0 || start == rawTarget.length() - 1) {
      return Map.of();
    }
    var items = new LinkedHashMap<String, String>();
    for (var item : rawTarget.substring(start + 1).split("&", -1)) {
      int equals = item.indexOf('=');
      var name = equals < 0 ? item : item.substring(0, equals);
      var value = equals < 0 ? "" : item.substring(equals + 1);
      items.putIfAbsent(decoded(name), decoded(value));
    }
    return items;
  }

  private static String decoded(String raw) {
    return PathTemplate.decode(raw).orElse(raw);
  }
}
