package dev.cordboard.config.load;

import dev.cordboard.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts the settings together: defaults, below the file, below the environment, below the options.
public final class SettingsLoader {
  /// Read by the launcher, not by the server.
  private static final List<String> LAUNCHER_VARIABLES =
      List.of("CORDBOARD_JAVA_OPTIONS", "CORDBOARD_DEMO_EXAMPLES");

  private SettingsLoader() {}

  /// What somebody wrote, outside the defaults.
  ///
  /// @param file the YAML file, if any
  /// @param environment the variables; those that start with `CORDBOARD_` count
  /// @param options key and value pairs of the command line, in order
  public record Sources(
      Optional<Path> file, Map<String, String> environment, List<Option> options) {
    public Sources {
      environment = Map.copyOf(environment);
      options = List.copyOf(options);
    }
  }

  /// One option of the command line.
  ///
  /// @param written the option as a person wrote it, for messages: `--sip-port`
  /// @param values several for a repeated one
  /// @param isList whether it can be repeated; a single value is a list of one then
  public record Option(String written, String key, List<String> values, boolean isList) {
    public Option {
      values = List.copyOf(values);
    }
  }

  /// What came of it.
  public sealed interface Loaded {
    /// Usable settings.
    record Good(Settings settings) implements Loaded {}

    /// Everything that is wrong, at least one thing.
    record Wrong(List<Problem> problems) implements Loaded {
      public Wrong {
        problems = List.copyOf(problems);
      }
    }
  }

  /// Reads all sources.
  public static Loaded load(Sources sources) {
    var problems = new ArrayList<Problem>();
    var known = Keys.of(Settings.class);
    ConfigNode written =
        sources.file().map(file -> YamlReader.file(file, problems)).orElseGet(ConfigNode::empty);
    written = ConfigNode.merge(written, environment(sources.environment(), known, problems));
    for (var option : sources.options()) {
      written = ConfigNode.merge(written, ConfigNode.at(option.key(), node(option, problems)));
    }
    var bound =
        new RecordBinder(problems, known)
            .bind(Settings.class, Optional.of(Settings.defaults()), written, "");
    return bound.isPresent() && problems.isEmpty()
        ? new Loaded.Good(bound.get())
        : new Loaded.Wrong(problems);
  }

  private static ConfigNode environment(
      Map<String, String> environment, List<String> known, List<Problem> problems) {
    ConfigNode tree = ConfigNode.empty();
    for (var variable : environment.entrySet()) {
      var name = variable.getKey();
      if (!name.startsWith("CORDBOARD_") || LAUNCHER_VARIABLES.contains(name)) {
        continue;
      }
      var key = known.stream().filter(each -> Keys.environment(each).equals(name)).findFirst();
      if (key.isEmpty()) {
        var names = known.stream().map(Keys::environment).toList();
        var advice = Keys.nearest(name, names).map(each -> "; did you mean " + each + "?");
        problems.add(new Problem("environment", name, "is not a setting" + advice.orElse("")));
      } else {
        var value = value("environment " + name, variable.getValue(), problems);
        tree = ConfigNode.merge(tree, ConfigNode.at(key.get(), value));
      }
    }
    return tree;
  }

  private static ConfigNode node(Option option, List<Problem> problems) {
    return option.isList()
        ? new ConfigNode.Sequence(
            option.written(),
            option.values().stream()
                .<ConfigNode>map(each -> new ConfigNode.Scalar(option.written(), each))
                .toList())
        : value(option.written(), option.values().getLast(), problems);
  }

  /// Lists and groups may be written as YAML on one line: `[a, b]`, `{name: x}`.
  private static ConfigNode value(String where, String text, List<Problem> problems) {
    return text.startsWith("[") || text.startsWith("{")
        ? YamlReader.text(where, text, problems)
        : new ConfigNode.Scalar(where, text);
  }
}
