package dev.cordboard.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What one api-version of the service promises, as far as call control and callback events go, and
/// whether an answer or an event keeps it.
///
/// @param models members and their types, by model; events are models too
/// @param events the names of the models that are events
public record Contract(
    List<Operation> operations, Map<String, Map<String, Member>> models, List<String> events) {

  /// One operation; `-` stands for no body, or one that is not looked at.
  public record Operation(
      String method, String path, String request, Map<Integer, String> answers) {
    /// What the operation is known by: its method, and its path without the names in it.
    public String key() {
      return method + " " + path.replaceAll("\\{[^}]*}", "*");
    }

    /// Whether it steers a call, rather than its media or a recording.
    public boolean steersACall() {
      return !ContractDigest.isElsewhere(path);
    }
  }

  /// One member of a model.
  ///
  /// @param type a model, `string`, `integer(0..180)`, words divided by bars, …; `[]` behind a
  ///   list's
  public record Member(boolean required, String type) {}

  /// The contract of a version; one whose file nobody has is made from its neighbour (RULINGS
  /// §1.5).
  public static Contract of(String version) {
    return switch (version) {
      case "2024-01-22-preview" ->
          read("2023-10-03-preview")
              .without("CallConnectionProperties", "mediaSubscriptionId")
              // Recorded: the answer to a phone call does not name it (trace 23).
              .without("CallConnectionProperties", "answeredFor");
      case "2024-09-01-preview" ->
          read("2024-06-15-preview")
              .withEventsOf(read("2024-11-15-preview"))
              .with("CallConnectionProperties", "mediaSubscriptionId")
              .with("CallConnectionProperties", "dataSubscriptionId");
      case "2025-03-30-preview" -> read("2024-11-15-preview");
      case "2025-05-15" -> read("2025-06-15");
      default -> read(version);
    };
  }

  /// What is wrong with an object of this model: one line for each member; nothing when it is
  /// right.
  ///
  /// @param besides members that the object may have although the contract does not name them
  public List<String> breaches(String model, JsonNode object, List<String> besides) {
    var found = new ArrayList<String>();
    checkModel(model, object, model, besides, found);
    return found;
  }

  private void checkModel(
      String model, JsonNode object, String at, List<String> besides, List<String> found) {
    var members = models.get(model);
    if (members == null || !object.isObject()) {
      found.add(at + " is no " + model + ": " + object);
      return;
    }
    members.forEach(
        (name, member) -> {
          if (object.has(name)) {
            checkType(member.type(), object.get(name), at + "." + name, found);
          } else if (member.required()) {
            found.add(at + "." + name + " is required");
          }
        });
    for (var name : object.propertyNames()) {
      if (!members.containsKey(name) && !besides.contains(name)) {
        found.add(at + "." + name + " is not in the contract");
      }
    }
  }

  private void checkType(String type, JsonNode value, String at, List<String> found) {
    if (type.endsWith("[]")) {
      if (!value.isArray()) {
        found.add(at + " is no list: " + value);
      }
      var item = type.substring(0, type.length() - 2);
      value.forEach(each -> checkType(item, each, at + "[]", found));
    } else if (models.containsKey(type)) {
      checkModel(type, value, at, List.of(), found);
    } else if (!isOf(type, value)) {
      found.add(at + " is no " + type + ": " + value);
    }
  }

  private static boolean isOf(String type, JsonNode value) {
    if (type.startsWith("integer")) {
      return value.isInt();
    }
    return switch (type) {
      case "string" -> value.isString();
      case "boolean" -> value.isBoolean();
      case "number" -> value.isNumber();
      case "object", "map" -> value.isObject();
      default -> value.isString() && List.of(type.split("\\|", -1)).contains(value.stringValue());
    };
  }

  private Contract without(String model, String member) {
    var changed = new LinkedHashMap<>(models.get(model));
    changed.remove(member);
    return replacing(model, changed);
  }

  private Contract with(String model, String member) {
    var changed = new LinkedHashMap<>(models.get(model));
    changed.put(member, new Member(false, "string"));
    return replacing(model, changed);
  }

  private Contract replacing(String model, Map<String, Member> members) {
    var changed = new LinkedHashMap<>(models);
    changed.put(model, members);
    return new Contract(operations, changed, events);
  }

  private Contract withEventsOf(Contract other) {
    var changed = new LinkedHashMap<>(models);
    other.events.forEach(event -> changed.put(event, other.models.get(event)));
    return new Contract(operations, changed, other.events);
  }

  private static Contract read(String version) {
    return parse(text(version).orElseThrow(() -> new AssertionError("no contract " + version)));
  }

  /// The digest that is kept with the tests.
  static Optional<String> text(String version) {
    try (var in = Contract.class.getResourceAsStream("/contract/" + version + ".txt")) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Contract parse(String text) {
    var operations = new ArrayList<Operation>();
    var models = new LinkedHashMap<String, Map<String, Member>>();
    var events = new ArrayList<String>();
    for (var line : text.lines().toList()) {
      var words = List.of(line.split(" ", -1));
      if (words.getFirst().equals("operation")) {
        operations.add(operation(words));
      } else {
        models.put(words.get(1), members(words.subList(2, words.size())));
        if (words.getFirst().equals("event")) {
          events.add(words.get(1));
        }
      }
    }
    return new Contract(operations, models, events);
  }

  private static Operation operation(List<String> words) {
    var answers = new LinkedHashMap<Integer, String>();
    for (var answer : words.subList(4, words.size())) {
      int equals = answer.indexOf('=');
      answers.put(Integer.valueOf(answer.substring(0, equals)), answer.substring(equals + 1));
    }
    return new Operation(words.get(1), words.get(2), words.get(3), answers);
  }

  private static Map<String, Member> members(List<String> words) {
    var members = new LinkedHashMap<String, Member>();
    for (var word : words) {
      var name = word.substring(0, word.indexOf(':'));
      boolean required = name.endsWith("!");
      members.put(
          required ? name.substring(0, name.length() - 1) : name,
          new Member(required, word.substring(word.indexOf(':') + 1)));
    }
    return members;
  }
}
