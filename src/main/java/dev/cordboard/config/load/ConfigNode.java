package dev.cordboard.config.load;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A piece of configuration as it was written, before anybody knows what type it should have.
///
/// Scalars keep their text: a phone number stays `+18005550100` and `010` stays ten.
sealed interface ConfigNode {
  /// Where it was written: file and line, option or environment variable.
  String where();

  /// One value.
  record Scalar(String where, String text) implements ConfigNode {}

  /// Several values in order.
  record Sequence(String where, List<ConfigNode> items) implements ConfigNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// Values by key.
  record Mapping(String where, Map<String, ConfigNode> entries) implements ConfigNode {
    public Mapping {
      // In the order of the file, so that problems come in that order.
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }
  }

  /// Explicitly nothing: the default holds.
  record Nothing(String where) implements ConfigNode {}

  /// A mapping without entries.
  static Mapping empty() {
    return new Mapping("", Map.of());
  }

  /// `value` wrapped into the groups of a dotted key: `a.b` becomes a mapping of a mapping.
  static Mapping at(String key, ConfigNode value) {
    int dot = key.indexOf('.');
    return dot < 0
        ? new Mapping(value.where(), Map.of(key, value))
        : new Mapping(
            value.where(), Map.of(key.substring(0, dot), at(key.substring(dot + 1), value)));
  }

  /// Both layers in one: mappings are merged key by key, in anything else the upper one wins.
  static ConfigNode merge(ConfigNode lower, ConfigNode upper) {
    if (lower instanceof Mapping below && upper instanceof Mapping above) {
      var entries = new LinkedHashMap<>(below.entries());
      above.entries().forEach((key, node) -> entries.merge(key, node, ConfigNode::merge));
      return new Mapping(above.where(), entries);
    }
    return upper;
  }
}
