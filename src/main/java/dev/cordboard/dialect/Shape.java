package dev.cordboard.dialect;

import dev.cordboard.dialect.VersionTable.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The members that a version has of one model: under the name of each value of ours, the name that
/// the version tells it by.
///
/// @param name the version's name of the model
record Shape(String name, Map<String, String> members) {
  /// A model's row for itself rather than for a member.
  private static final String ITSELF = "-";

  /// The shapes of a version by the names we have for them.
  static Map<String, Shape> all(Map<String, List<Row>> models) {
    var shapes = new LinkedHashMap<String, Shape>();
    models.forEach(
        (name, rows) -> {
          var members = new LinkedHashMap<String, String>();
          var ours = name;
          for (var row : rows) {
            if (row.key(1).equals(ITSELF)) {
              ours = row.key(2, 0);
            } else {
              members.put(row.key(2, 1), row.key(1));
            }
          }
          shapes.put(ours, new Shape(name, members));
        });
    return shapes;
  }

  /// The same with the members of another one besides.
  Shape plus(Shape common) {
    var all = new LinkedHashMap<>(members);
    all.putAll(common.members);
    return new Shape(name, all);
  }

  /// The version's name for a value of ours; empty when it does not tell it.
  Optional<String> member(String ours) {
    return Optional.ofNullable(members.get(ours));
  }
}
