package dev.cordboard.journal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Random instances of records by their components, of sealed interfaces by their members: whoever
/// adds a member gets it generated.
final class RandomValues {
  private static final List<String> TEXTS =
      List.of("", "a", "8:acs:res_user", "+14255550100", "žluťoučký ☎ 🎺", "x".repeat(300));
  private static final List<Long> NUMBERS =
      List.of(0L, 1L, -1L, 127L, 128L, 560480L, (long) Integer.MAX_VALUE, (long) Integer.MIN_VALUE);

  private final SplittableRandom random;

  RandomValues(long seed) {
    random = new SplittableRandom(seed);
  }

  /// Every record that a sealed interface permits, however deep.
  static Stream<Class<?>> members(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(RandomValues::members)
        : Stream.of(type);
  }

  <T> T of(Class<T> type) {
    return type.cast(value(type));
  }

  private Object value(Type type) {
    return type instanceof ParameterizedType generic ? generic(generic) : plain((Class<?>) type);
  }

  private Object generic(ParameterizedType type) {
    var arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return random.nextBoolean() ? Optional.empty() : Optional.of(value(arguments[0]));
    }
    if (type.getRawType() == List.class) {
      return IntStream.range(0, random.nextInt(4)).mapToObj(_ -> value(arguments[0])).toList();
    }
    if (type.getRawType() == Map.class) {
      return random.nextBoolean() ? Map.of() : Map.of("User-To-User", text(), "b", text());
    }
    throw new IllegalStateException("no idea how to make a " + type);
  }

  private Object plain(Class<?> type) {
    if (type.isSealed()) {
      return value(any(members(type).toList()));
    }
    if (type.isRecord()) {
      return record(type);
    }
    if (type.isEnum()) {
      return any(List.of(type.getEnumConstants()));
    }
    return switch (type.getName()) {
      case "java.lang.String" -> text();
      case "boolean" -> random.nextBoolean();
      case "int" -> any(NUMBERS).intValue();
      case "java.time.Instant" ->
          Instant.ofEpochSecond(random.nextLong(-1, 4_000_000_000L), random.nextInt(1_000_000_000));
      case "java.time.Duration" ->
          Duration.ofSeconds(random.nextLong(0, 100_000), random.nextInt(1_000_000_000));
      default -> throw new IllegalStateException("no idea how to make a " + type);
    };
  }

  private Object record(Class<?> type) {
    var components = type.getRecordComponents();
    var types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var values = Stream.of(components).map(each -> value(each.getGenericType())).toArray();
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private String text() {
    return any(TEXTS);
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
