package dev.cordboard.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Compares recorded JSON, with `<placeholders>`, to what a server said: same members present and
/// absent, same values. A numbered placeholder is the same text wherever it stands; others stand
/// for anything. Of a message only the part from `DiagCode:` on counts (RULINGS §4).
final class Template {
  private static final Pattern HOLE = Pattern.compile("<[^>]*>");

  private final Map<String, String> bound = new HashMap<>();

  /// Fixes what a placeholder stands for.
  void bind(String hole, String value) {
    bound.put(hole, value);
  }

  /// What a placeholder stands for; an error when nothing has bound it.
  String valueOf(String hole) {
    var value = bound.get(hole);
    if (value == null) {
      throw new AssertionError("nothing bound " + hole + " yet");
    }
    return value;
  }

  /// A recorded text with everything bound filled in.
  String fill(String recorded) {
    return HOLE.matcher(recorded)
        .replaceAll(hole -> java.util.regex.Matcher.quoteReplacement(valueOf(hole.group())));
  }

  /// The differences, each as `path: expected …, was …`; binds free placeholders on the way.
  List<String> differences(JsonNode recorded, JsonNode actual) {
    var found = new ArrayList<String>();
    var before = Map.copyOf(bound);
    compare("", recorded, actual, found);
    if (!found.isEmpty()) {
      bound.clear();
      bound.putAll(before);
    }
    return found;
  }

  private void compare(String path, JsonNode recorded, JsonNode actual, List<String> found) {
    if (recorded.isObject() && actual.isObject()) {
      compareMembers(path, recorded, actual, found);
    } else if (recorded.isArray() && actual.isArray()) {
      compareItems(path, recorded, actual, found);
    } else if (recorded.isString() && actual.isString()) {
      if (!sameText(recorded.asString(), actual.asString())) {
        found.add(path + ": expected " + recorded + ", was " + actual);
      }
    } else if (!path.endsWith("/sequenceNumber") && !recorded.equals(actual)) {
      found.add(path + ": expected " + recorded + ", was " + actual);
    }
  }

  private void compareMembers(String path, JsonNode recorded, JsonNode actual, List<String> found) {
    var names = new TreeSet<>(recorded.propertyNames());
    names.addAll(actual.propertyNames());
    for (var name : names) {
      if (!actual.has(name)) {
        found.add(path + "/" + name + ": missing");
      } else if (!recorded.has(name)) {
        found.add(path + "/" + name + ": not recorded, was " + actual.get(name));
      } else {
        compare(path + "/" + name, recorded.get(name), actual.get(name), found);
      }
    }
  }

  /// The order in lists is arbitrary (traces README, rule 13).
  private void compareItems(String path, JsonNode recorded, JsonNode actual, List<String> found) {
    if (recorded.size() != actual.size()) {
      found.add(path + ": expected " + recorded.size() + " items, was " + actual);
      return;
    }
    var left = new ArrayList<JsonNode>();
    actual.forEach(left::add);
    for (var item : recorded) {
      var match = left.stream().filter(each -> differences(item, each).isEmpty()).findFirst();
      if (match.isEmpty()) {
        found.add(path + ": nothing like " + item + " in " + left);
      } else {
        left.remove(match.get());
      }
    }
  }

  private boolean sameText(String recorded, String actual) {
    int diagnosis = recorded.indexOf("DiagCode:");
    if (diagnosis >= 0) {
      return actual.endsWith(recorded.substring(diagnosis));
    }
    if (!recorded.contains("<")) {
      return recorded.equals(actual);
    }
    return matches(recorded, actual);
  }

  private boolean matches(String recorded, String actual) {
    var holes = new ArrayList<String>();
    var pattern = new StringBuilder();
    int end = 0;
    var matcher = HOLE.matcher(recorded);
    while (matcher.find()) {
      pattern.append(Pattern.quote(recorded.substring(end, matcher.start())));
      var known = bound.get(matcher.group());
      pattern.append(known == null ? "(.+)" : "(" + Pattern.quote(known) + ")");
      holes.add(matcher.group());
      end = matcher.end();
    }
    pattern.append(Pattern.quote(recorded.substring(end)));
    var match = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(actual);
    if (!match.matches()) {
      return false;
    }
    for (int i = 0; i < holes.size(); i++) {
      if (holes.get(i).contains("#") || holes.get(i).equals("<resourceId>")) {
        bound.put(holes.get(i), match.group(i + 1));
      }
    }
    return true;
  }
}
