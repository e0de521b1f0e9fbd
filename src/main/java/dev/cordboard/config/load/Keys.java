package dev.cordboard.config.load;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The keys that a settings record has, derived from its components.
final class Keys {
  private Keys() {}

  /// `maxBranches` as it is written in a file: `max-branches`.
  static String kebab(String camel) {
    var kebab = new StringBuilder(camel.length() + 4);
    for (int i = 0; i < camel.length(); i++) {
      char each = camel.charAt(i);
      if (Character.isUpperCase(each) && i > 0) {
        kebab.append('-');
      }
      kebab.append(Character.toLowerCase(each));
    }
    return kebab.toString();
  }

  /// `sip.max-branches` as an environment variable: `CORDBOARD_SIP_MAX_BRANCHES`.
  static String environment(String key) {
    return "CORDBOARD_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /// Every key below a record, those of nested records in dotted form. What a list or a map holds
  /// is not followed: its keys have no fixed path.
  static List<String> of(Class<?> record) {
    var keys = new ArrayList<String>();
    collect(record, "", keys);
    return keys;
  }

  /// The record class behind a type, where it is one that is written as a mapping.
  static Optional<Class<?>> recordIn(Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType().equals(Optional.class)) {
      return recordIn(generic.getActualTypeArguments()[0]);
    }
    return type instanceof Class<?> candidate
            && candidate.isRecord()
            && Scalars.parserOf(candidate).isEmpty()
        ? Optional.of(candidate)
        : Optional.empty();
  }

  /// The known key that somebody who wrote `unknown` most likely meant.
  static Optional<String> nearest(String unknown, List<String> known) {
    return known.stream()
        .map(key -> Map.entry(key, distance(unknown, key)))
        .min(Comparator.comparingInt(Map.Entry::getValue))
        .filter(best -> best.getValue() <= Math.max(3, unknown.length() / 3))
        .map(Map.Entry::getKey);
  }

  /// How far two keys are apart: the whole paths, or the last parts when only the group is wrong.
  private static int distance(String a, String b) {
    int tails = 1 + levenshtein(tail(a), tail(b));
    return Math.min(levenshtein(a, b), tails);
  }

  private static void collect(Class<?> record, String prefix, List<String> into) {
    for (var component : record.getRecordComponents()) {
      var key = prefix + kebab(component.getName());
      recordIn(component.getGenericType())
          .ifPresentOrElse(nested -> collect(nested, key + ".", into), () -> into.add(key));
    }
  }

  private static String tail(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private static int levenshtein(String a, String b) {
    var row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
