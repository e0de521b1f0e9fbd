package dev.cordboard.config.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads YAML into [ConfigNode]s that remember their lines. Types are not guessed here.
final class YamlReader {
  private static final int MAX_DEPTH = 16;

  private final String name;
  private final List<Problem> problems;

  private YamlReader(String name, List<Problem> problems) {
    this.name = name;
    this.problems = problems;
  }

  /// A file; an unreadable one is a problem.
  static ConfigNode file(Path file, List<Problem> problems) {
    try {
      return text(file.toString(), Files.readString(file), problems);
    } catch (IOException | UncheckedIOException e) {
      var reason = Files.exists(file) ? "cannot be read as UTF-8 text" : "does not exist";
      problems.add(new Problem("--config " + file, "", "the file " + reason));
      return ConfigNode.empty();
    }
  }

  /// A text; `name` stands for it in problems.
  static ConfigNode text(String name, String yaml, List<Problem> problems) {
    var settings = LoadSettings.builder().setLabel(name).build();
    try {
      return new Compose(settings)
          .composeString(yaml)
          .map(root -> new YamlReader(name, problems).node(root, 0))
          .orElse(ConfigNode.empty());
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      problems.add(new Problem(name + line, "", "is not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(new Problem(name, "", "is not YAML: " + e.getMessage()));
    }
    return ConfigNode.empty();
  }

  private ConfigNode node(Node node, int depth) {
    var where = where(node);
    if (depth > MAX_DEPTH || node.isRecursive()) {
      problems.add(new Problem(where, "", "is nested more than " + MAX_DEPTH + " levels deep"));
      return new ConfigNode.Nothing(where);
    }
    return switch (node) {
      case MappingNode mapping -> mapping(where, mapping, depth);
      case SequenceNode sequence -> {
        var items = new ArrayList<ConfigNode>();
        sequence.getValue().forEach(item -> items.add(node(item, depth + 1)));
        yield new ConfigNode.Sequence(where, items);
      }
      case ScalarNode scalar ->
          isNull(scalar)
              ? new ConfigNode.Nothing(where)
              : new ConfigNode.Scalar(where, scalar.getValue());
      default -> throw new IllegalStateException("unknown YAML node " + node.getNodeType());
    };
  }

  private ConfigNode mapping(String where, MappingNode mapping, int depth) {
    var entries = new LinkedHashMap<String, ConfigNode>();
    for (var tuple : mapping.getValue()) {
      var key = tuple.getKeyNode();
      if (!(key instanceof ScalarNode scalar)) {
        problems.add(new Problem(where(key), "", "a key must be plain text"));
      } else if (entries.put(scalar.getValue(), node(tuple.getValueNode(), depth + 1)) != null) {
        problems.add(new Problem(where(key), scalar.getValue(), "is there twice; remove one"));
      }
    }
    return new ConfigNode.Mapping(where, entries);
  }

  private static boolean isNull(ScalarNode scalar) {
    var text = scalar.getValue();
    return scalar.getScalarStyle() == ScalarStyle.PLAIN
        && (text.isEmpty() || text.equals("null") || text.equals("~"));
  }

  private String where(Node node) {
    return node.getStartMark().map(mark -> name + ":" + (mark.getLine() + 1)).orElse(name);
  }
}
