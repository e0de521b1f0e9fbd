package dev.cordboard.dialect;

import dev.cordboard.dialect.RequestReading.Invalid;
import dev.cordboard.dialect.RequestReading.Valid;
import dev.cordboard.dialect.VersionTable.Row;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks a request body against the table of requests: what is required, of which type, in which
/// range. Members that the version does not have are not read, as the service does.
final class RequestModel {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final ApiVersion version;
  private final Map<String, List<Row>> models;
  private final Map<String, JsonNode> members = new LinkedHashMap<>();
  private final Map<String, CommunicationIdentifier> identifiers = new LinkedHashMap<>();
  private final Map<String, String> paths = new LinkedHashMap<>();

  RequestModel(ApiVersion version, Map<String, List<Row>> models) {
    this.version = version;
    this.models = models;
  }

  RequestReading read(String model, byte[] body) {
    if (body.length == 0) {
      return new Invalid("", "The request body is required.");
    }
    JsonNode root;
    try {
      root = JSON.readTree(body);
    } catch (JacksonException _) {
      return new Invalid("", "The request body is not valid JSON.");
    }
    if (!root.isObject()) {
      return new Invalid("", "The request body is not a JSON object.");
    }
    return check(model, root, Place.ROOT)
        .<RequestReading>map(invalid -> invalid)
        .orElseGet(() -> new Valid(new RequestMembers(members, identifiers, paths)));
  }

  static Invalid invalid(String path, String expected) {
    return new Invalid(path, "The " + path + " field is invalid: expected " + expected + ".");
  }

  /// The first thing that is wrong with an object, in the order of the table.
  private Optional<Invalid> check(String model, JsonNode object, Place at) {
    for (var row : models.getOrDefault(model, List.of())) {
      var wrong = member(row, object, at.member(row));
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private Optional<Invalid> member(Row row, JsonNode object, Place at) {
    var value = object.get(row.key(1));
    paths.put(at.name(), at.path());
    if (isAbsent(value, row.key(2))) {
      return isRequired(row, version)
          ? Optional.of(new Invalid(at.path(), "The " + at.path() + " field is required."))
          : Optional.empty();
    }
    members.put(at.name(), value);
    return typed(row.key(2), value, at);
  }

  static boolean isRequired(Row row, ApiVersion version) {
    return row.cell(version).equals(Optional.of("!"));
  }

  /// The group call of PyPI 1.0.0 sends its source as `{}`, whoever it is.
  private static boolean isAbsent(@Nullable JsonNode value, String type) {
    return value == null
        || value.isNull()
        || (type.equals("user") && value.isObject() && value.isEmpty());
  }

  private Optional<Invalid> typed(String type, JsonNode value, Place at) {
    var path = at.path();
    return switch (type) {
      case "string" -> expect(value.isString(), path, "a text");
      case "boolean" -> expect(value.isBoolean(), path, "true or false");
      case "object" -> expect(value.isObject(), path, "an object");
      case "strings" -> strings(value, path);
      case "identifier" -> keep(IdentifierReader.identifier(value, path), at);
      case "user" -> keep(IdentifierReader.user(value, path), at);
      case "number" -> keep(IdentifierReader.number(value, path), at);
      case "identifier[]" -> identifierList(value, at);
      default -> special(type, value, at);
    };
  }

  /// A range of numbers, a choice of words, or a model of its own.
  private Optional<Invalid> special(String type, JsonNode value, Place at) {
    if (type.startsWith("integer")) {
      return integer(type, value, at.path());
    }
    if (type.contains("|")) {
      return choice(type, value, at);
    }
    return value.isObject() ? check(type, value, at) : Optional.of(invalid(at.path(), "an object"));
  }

  private Optional<Invalid> integer(String type, JsonNode value, String path) {
    if (!value.isInt()) {
      return Optional.of(invalid(path, "a whole number"));
    }
    var range = type.substring("integer".length()).replaceAll("[()]", "");
    if (range.isEmpty()) {
      return Optional.empty();
    }
    int dots = range.indexOf("..");
    int low = Integer.parseInt(range.substring(0, dots));
    int high = Integer.parseInt(range.substring(dots + 2));
    return expect(
        value.intValue() >= low && value.intValue() <= high,
        path,
        "a number from " + low + " to " + high);
  }

  /// Words are read without regard to case and kept as the contract spells them.
  private Optional<Invalid> choice(String type, JsonNode value, Place at) {
    for (var word : type.split("\\|", -1)) {
      if (value.isString() && word.equalsIgnoreCase(value.stringValue())) {
        members.put(at.name(), JSON.getNodeFactory().stringNode(word));
        return Optional.empty();
      }
    }
    return Optional.of(invalid(at.path(), "one of " + type.replace("|", ", ")));
  }

  private static Optional<Invalid> strings(JsonNode value, String path) {
    if (!value.isObject()) {
      return Optional.of(invalid(path, "an object of texts"));
    }
    for (var entry : value.properties()) {
      if (!entry.getValue().isString()) {
        return Optional.of(invalid(path + "." + entry.getKey(), "a text"));
      }
    }
    return Optional.empty();
  }

  private Optional<Invalid> identifierList(JsonNode value, Place at) {
    if (!value.isArray() || value.isEmpty()) {
      return Optional.of(invalid(at.path(), "a list of at least one identifier"));
    }
    for (int i = 0; i < value.size(); i++) {
      var item = at.item(i);
      var wrong = keep(IdentifierReader.identifier(value.get(i), item.path()), item);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private Optional<Invalid> keep(IdentifierReader.Outcome outcome, Place at) {
    return switch (outcome) {
      case IdentifierReader.Outcome.Bad(var invalid) -> Optional.of(invalid);
      case IdentifierReader.Outcome.Read(var identifier) -> {
        paths.put(at.name(), at.path());
        identifiers.put(at.name(), identifier);
        yield Optional.empty();
      }
    };
  }

  private static Optional<Invalid> expect(boolean holds, String path, String expected) {
    return holds ? Optional.empty() : Optional.of(invalid(path, expected));
  }

  /// Where a member stands in the request, and the name under which our code reads it.
  private record Place(String path, String name) {
    static final Place ROOT = new Place("", "");

    /// A member of the object that is here; a name of ours stands for a whole path.
    Place member(Row row) {
      var own = row.key(1);
      var ours = row.key(3, 1);
      return new Place(join(path, own), ours.equals(own) ? join(name, own) : ours);
    }

    Place item(int index) {
      var suffix = "[" + index + "]";
      return new Place(path + suffix, name + suffix);
    }

    private static String join(String before, String member) {
      return before.isEmpty() ? member : before + "." + member;
    }
  }
}
