package dev.cordboard.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One of the tables beside this class: lines of keys, a bar, and a cell for each api-version. A
/// dot is an empty cell, `#` begins a comment. The last key may be `-`: the same as another key.
final class VersionTable {
  private static final String ABSENT = ".";
  private static final String SAME = "-";

  private final List<Row> rows;

  private VersionTable(List<Row> rows) {
    this.rows = List.copyOf(rows);
  }

  /// Reads a table of the class path.
  ///
  /// @throws IllegalStateException when a line does not have a cell for each version
  static VersionTable read(String name) {
    var rows = new ArrayList<Row>();
    boolean headSeen = false;
    for (var line : text(name).lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int bar = line.indexOf(" | ");
      var keys = words(line.substring(0, bar));
      var cells = words(line.substring(bar + 3));
      if (!headSeen) {
        checkHead(name, cells);
        headSeen = true;
      } else if (cells.size() == ApiVersion.values().length) {
        rows.add(Row.of(keys, cells));
      } else {
        throw new IllegalStateException(name + " lacks a cell: " + line);
      }
    }
    return new VersionTable(rows);
  }

  List<Row> rows() {
    return rows;
  }

  /// What a version has, by model: rows with an empty cell are left out.
  Map<String, List<Row>> models(ApiVersion version) {
    var models = new LinkedHashMap<String, List<Row>>();
    for (var row : rows) {
      if (row.cell(version).isPresent()) {
        models.computeIfAbsent(row.key(0), _ -> new ArrayList<>()).add(row);
      }
    }
    return models;
  }

  private static void checkHead(String name, List<String> heads) {
    var expected = Arrays.stream(ApiVersion.values()).map(ApiVersion::column).toList();
    if (!heads.equals(expected)) {
      throw new IllegalStateException(name + " has the columns " + heads + ", not " + expected);
    }
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+", -1));
  }

  private static String text(String name) {
    try (var stream = VersionTable.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param cells what each version says; a version with an empty cell is not in it
  record Row(List<String> keys, Map<ApiVersion, String> cells) {
    static Row of(List<String> keys, List<String> texts) {
      var cells = new EnumMap<ApiVersion, String>(ApiVersion.class);
      var next = texts.iterator();
      for (var version : ApiVersion.values()) {
        var text = next.next();
        if (!text.equals(ABSENT)) {
          cells.put(version, text);
        }
      }
      return new Row(keys, cells);
    }

    String key(int index) {
      return keys.get(index);
    }

    /// A key that is `-` where it is the same as another one.
    String key(int index, int same) {
      return key(index).equals(SAME) ? key(same) : key(index);
    }

    /// What the cell of a version says; empty for a dot.
    Optional<String> cell(ApiVersion version) {
      return Optional.ofNullable(cells.get(version));
    }
  }
}
