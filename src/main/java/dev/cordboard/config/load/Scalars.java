package dev.cordboard.config.load;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/// Turns the text of one value into the type a settings record wants.
///
/// A type of ours takes part by having a `static T parse(String)`.
final class Scalars {
  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?) ?(ms|s|min|h|d)");
  private static final Map<String, Long> UNIT_MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private Scalars() {}

  /// The value.
  ///
  /// @throws IllegalArgumentException with a message that says what was expected
  static Object parse(Class<?> type, String text) {
    if (type.isEnum()) {
      return constant(type, text);
    }
    return switch (type.getName()) {
      case "java.lang.String" -> text;
      case "int", "java.lang.Integer" -> Math.toIntExact(whole(text, Integer.MAX_VALUE));
      case "long", "java.lang.Long" -> whole(text, Long.MAX_VALUE);
      case "double", "java.lang.Double" -> decimal(text);
      case "boolean", "java.lang.Boolean" -> truth(text);
      case "java.time.Duration" -> duration(text);
      case "java.nio.file.Path" -> Path.of(text);
      case "java.net.URI" -> URI.create(text);
      case "java.util.regex.Pattern" -> pattern(text);
      default -> own(type, text);
    };
  }

  /// The type's own `static T parse(String)`, where it has one.
  static Optional<Method> parserOf(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals("parse"))
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getReturnType().equals(type))
        .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}))
        .findFirst();
  }

  private static Object own(Class<?> type, String text) {
    var parser =
        parserOf(type)
            .orElseThrow(
                () -> new IllegalArgumentException("is a group of keys, not one value: " + text));
    try {
      parser.setAccessible(true);
      return parser.invoke(null, text);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getTargetException().getMessage(), e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object constant(Class<?> type, String text) {
    var wanted = text.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> ((Enum<?>) each).name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "is one of " + choices(type) + ", not \"" + text + "\""));
  }

  private static String choices(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(each -> ((Enum<?>) each).name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining(", "));
  }

  private static long whole(String text, long max) {
    try {
      long value = Long.parseLong(text.replace("_", ""));
      if (Math.abs(value) <= max) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Said below, in words that help.
    }
    throw new IllegalArgumentException("is a whole number, not \"" + text + "\"");
  }

  private static double decimal(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("is a number, not \"" + text + "\"");
    }
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("is true or false, not \"" + text + "\"");
    };
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("is a regular expression: " + e.getDescription(), e);
    }
  }

  private static Duration duration(String text) {
    var match = DURATION.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "is a duration such as 500 ms, 30 s, 5 min, 24 h or 7 d, not \"" + text + "\"");
    }
    var millis = BigDecimal.valueOf(UNIT_MILLIS.getOrDefault(match.group(2), 1L));
    return Duration.ofMillis(new BigDecimal(match.group(1)).multiply(millis).longValue());
  }
}
