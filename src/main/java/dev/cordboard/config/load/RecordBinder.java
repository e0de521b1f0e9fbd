package dev.cordboard.config.load;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Builds settings records from what was written, over their defaults. Keys are the components'
/// names in kebab-case; every problem is kept, so that one start shows all of them.
final class RecordBinder {
  private final List<Problem> problems;
  private final List<String> known;

  /// @param known every key there is, for naming the nearest one
  RecordBinder(List<Problem> problems, List<String> known) {
    this.problems = problems;
    this.known = known;
  }

  /// The record, or empty after a problem.
  <T> Optional<T> bind(Class<T> type, Optional<T> defaults, ConfigNode node, String key) {
    if (!(node instanceof ConfigNode.Mapping mapping)) {
      return fail(node, key, "is a group of keys: " + String.join(", ", names(type)));
    }
    boolean complete = reportUnknown(type, mapping, key);
    var components = type.getRecordComponents();
    var values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      var value = component(components[i], defaults, mapping, key);
      complete &= value.isPresent();
      values[i] = value.orElse(key);
    }
    return complete ? construct(type, values, mapping, key) : Optional.empty();
  }

  private Optional<Object> component(
      RecordComponent component, Optional<?> defaults, ConfigNode.Mapping mapping, String group) {
    var key = join(group, Keys.kebab(component.getName()));
    var fallback = defaults.map(record -> read(component, record));
    var written = mapping.entries().get(Keys.kebab(component.getName()));
    if (written == null || written instanceof ConfigNode.Nothing) {
      var value =
          fallback.or(() -> omitted(component)).or(() -> nothing(component.getGenericType()));
      return value.isPresent() ? value : fail(mapping, key, "is missing");
    }
    return convert(component.getGenericType(), fallback, written, key);
  }

  private Optional<Object> convert(
      Type type, Optional<Object> fallback, ConfigNode node, String key) {
    if (type instanceof ParameterizedType generic) {
      var arguments = generic.getActualTypeArguments();
      return switch (generic.getRawType().getTypeName()) {
        case "java.util.Optional" ->
            convert(arguments[0], inner(fallback), node, key).map(Optional::of);
        case "java.util.List" -> list(arguments[0], node, key).map(List::copyOf);
        case "java.util.Set" -> list(arguments[0], node, key).map(Set::copyOf);
        case "java.util.Map" -> map(arguments[1], node, key).map(each -> each);
        default -> throw new IllegalStateException("settings do not have " + type);
      };
    }
    var plain = (Class<?>) type;
    // A record that can be written as one value may also be written as a group.
    boolean group =
        Keys.recordIn(plain).isPresent()
            || (plain.isRecord() && node instanceof ConfigNode.Mapping);
    return group ? group(plain, fallback, node, key) : scalar(plain, node, key);
  }

  private <T> Optional<Object> group(
      Class<T> type, Optional<Object> fallback, ConfigNode node, String key) {
    var base = fallback.or(() -> ownDefaults(type)).map(type::cast);
    return bind(type, base, node, key).map(each -> each);
  }

  private Optional<Object> scalar(Class<?> type, ConfigNode node, String key) {
    if (!(node instanceof ConfigNode.Scalar(var where, var text))) {
      return fail(node, key, "is one value");
    }
    try {
      return Optional.of(Scalars.parse(type, text.strip()));
    } catch (IllegalArgumentException e) {
      problems.add(new Problem(where, key, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private Optional<List<Object>> list(Type element, ConfigNode node, String key) {
    List<ConfigNode> items =
        switch (node) {
          case ConfigNode.Sequence sequence -> sequence.items();
          // One value stands for a list of one; in an option or variable commas separate several.
          case ConfigNode.Scalar(var where, var text) ->
              Arrays.stream(text.split(","))
                  .filter(each -> !each.isBlank())
                  .<ConfigNode>map(each -> new ConfigNode.Scalar(where, each.strip()))
                  .toList();
          case ConfigNode.Mapping mapping -> List.of(mapping);
          case ConfigNode.Nothing _ -> List.of();
        };
    var values = new ArrayList<Object>();
    for (int i = 0; i < items.size(); i++) {
      convert(element, Optional.empty(), items.get(i), key + "[" + i + "]").ifPresent(values::add);
    }
    return values.size() == items.size() ? Optional.of(values) : Optional.empty();
  }

  private Optional<Map<String, Object>> map(Type element, ConfigNode node, String key) {
    if (!(node instanceof ConfigNode.Mapping mapping)) {
      return fail(node, key, "is a group of names and values");
    }
    var values = new LinkedHashMap<String, Object>();
    mapping
        .entries()
        .forEach(
            (name, each) ->
                convert(element, Optional.empty(), each, join(key, name))
                    .ifPresent(value -> values.put(name, value)));
    return values.size() == mapping.entries().size() ? Optional.of(values) : Optional.empty();
  }

  private <T> Optional<T> construct(
      Class<T> type, Object[] values, ConfigNode.Mapping mapping, String key) {
    var components = type.getRecordComponents();
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance(values));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        var message = String.valueOf(refused.getMessage());
        // A record may name the key itself; naming its group once more would only confuse.
        boolean named = message.startsWith(key.replaceAll("\\[\\d+]", ""));
        return fail(mapping, named ? "" : key, message);
      }
      throw new IllegalStateException("cannot build " + type, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build " + type, e);
    }
  }

  private boolean reportUnknown(Class<?> type, ConfigNode.Mapping mapping, String group) {
    var names = names(type);
    var siblings = names.stream().map(each -> join(group, each)).toList();
    boolean allKnown = true;
    for (var entry : mapping.entries().entrySet()) {
      if (!names.contains(entry.getKey())) {
        allKnown = false;
        var key = join(group, entry.getKey());
        var meant = Keys.nearest(key, siblings).or(() -> Keys.nearest(key, known));
        var advice = meant.map(each -> "did you mean " + each + "?").orElse("see reference.yaml");
        fail(entry.getValue(), key, "is not a setting; " + advice);
      }
    }
    return allKnown;
  }

  private static List<String> names(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(each -> Keys.kebab(each.getName()))
        .toList();
  }

  private static Optional<Object> nothing(Type type) {
    if (type instanceof ParameterizedType generic) {
      return switch (generic.getRawType().getTypeName()) {
        case "java.util.Optional" -> Optional.of(Optional.empty());
        case "java.util.List" -> Optional.of(List.of());
        case "java.util.Set" -> Optional.of(Set.of());
        case "java.util.Map" -> Optional.of(Map.of());
        default -> Optional.empty();
      };
    }
    return type instanceof Class<?> plain ? ownDefaults(plain) : Optional.empty();
  }

  /// What `static T defaults()` of a record says, where it has one: the base of a group in a list.
  private static Optional<Object> ownDefaults(Class<?> type) {
    try {
      var method = type.getDeclaredMethod("defaults");
      method.setAccessible(true);
      return Optional.of(method.invoke(null));
    } catch (NoSuchMethodException _) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + ".defaults()", e);
    }
  }

  /// What `static Map<String, Object> omitted()` of a record says about this component: records in
  /// a list have no defaults as a whole, but parts of them may be left out.
  private static Optional<Object> omitted(RecordComponent component) {
    try {
      var method = component.getDeclaringRecord().getDeclaredMethod("omitted");
      method.setAccessible(true);
      return Optional.ofNullable(((Map<?, ?>) method.invoke(null)).get(component.getName()));
    } catch (NoSuchMethodException _) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component.getDeclaringRecord() + ".omitted()", e);
    }
  }

  private static Optional<Object> inner(Optional<Object> fallback) {
    return fallback.flatMap(each -> ((Optional<?>) each).map(value -> value));
  }

  private static Object read(RecordComponent component, Object record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component.toString(), e);
    }
  }

  private <T> Optional<T> fail(ConfigNode node, String key, String message) {
    problems.add(new Problem(node.where(), key, message));
    return Optional.empty();
  }

  private static String join(String group, String name) {
    return group.isEmpty() ? name : group + "." + name;
  }
}
