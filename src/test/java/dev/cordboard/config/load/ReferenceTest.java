package dev.cordboard.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  private final List<Problem> problems = new ArrayList<>();
  private final ConfigNode reference = YamlReader.text("reference.yaml", text(), problems);

  @Test
  void documentsEveryKeyAndNoOther() {
    var documented = new ArrayList<String>();
    leaves(reference, "", Keys.of(Settings.class), documented);

    assertThat(problems).isEmpty();
    assertThat(documented).containsExactlyInAnyOrderElementsOf(Keys.of(Settings.class));
  }

  @Test
  void saysTheDefaultsOfTheRecords() {
    var bound =
        new RecordBinder(problems, Keys.of(Settings.class))
            .bind(Settings.class, Optional.of(Settings.defaults()), reference, "");

    assertThat(problems).isEmpty();
    assertThat(bound).contains(Settings.defaults());
  }

  @Test
  void explainsEveryKeyWithAComment() {
    var lines = text().lines().toList();
    var unexplained = new ArrayList<String>();
    for (int i = 0; i < lines.size(); i++) {
      boolean isKey = lines.get(i).matches(" +[a-z0-9-]+:.*");
      if (isKey && !lines.get(i - 1).strip().startsWith("#")) {
        unexplained.add(lines.get(i));
      }
    }

    assertThat(unexplained).isEmpty();
  }

  @Test
  void everyKeyHasAnEnvironmentVariableOfItsOwn() {
    assertThat(Keys.of(Settings.class).stream().map(Keys::environment)).doesNotHaveDuplicates();
  }

  @Test
  void everyOptionSetsAKeyThatExists() {
    assertThat(List.of(ServeOption.values()))
        .allMatch(option -> Keys.of(Settings.class).contains(option.key()));
  }

  /// The paths written in a file; what is below a known key (lists, named groups) is its value.
  private static void leaves(ConfigNode node, String path, List<String> known, List<String> into) {
    if (node instanceof ConfigNode.Mapping(var _, Map<String, ConfigNode> entries)
        && !known.contains(path)) {
      var prefix = path.isEmpty() ? "" : path + ".";
      entries.forEach((name, child) -> leaves(child, prefix + name, known, into));
    } else {
      into.add(path);
    }
  }

  private static String text() {
    try (var stream = Settings.class.getResourceAsStream("/reference.yaml")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
