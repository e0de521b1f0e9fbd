package dev.cordboard.dialect;

import dev.cordboard.dialect.RequestReading.Invalid;
import dev.cordboard.dialect.RequestReading.Valid;
import dev.cordboard.dialect.VersionTable.Row;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.LinkedHashMap;
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

  private final Dialect dialect;
  private final Map<String, Map<String, Row>> table;
  private final Map<String, JsonNode> members = new LinkedHashMap<>();
  private final Map<String, CommunicationIdentifier> identifiers = new LinkedHashMap<>();

  RequestModel(Dialect dialect, Map<String, Map<String, Row>> table) {
    this.dialect = dialect;
    this.table = table;
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
    return check(model, root, "")
        .<RequestReading>map(invalid -> invalid)
        .orElseGet(() -> new Valid(new RequestMembers(members, identifiers)));
  }

  static Invalid invalid(String path, String expected) {
    return new Invalid(path, "The " + path + " field is invalid: expected " + expected + ".");
  }

  /// The first thing that is wrong with an object, in the order of the table.
  private Optional<Invalid> check(String model, JsonNode object, String prefix) {
    for (var row : table.getOrDefault(model, Map.of()).values()) {
      var wrong = row.cell(dialect.version()).flatMap(cell -> member(row, cell, object, prefix));
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private Optional<Invalid> member(Row row, String cell, JsonNode object, String prefix) {
    var path = prefix + row.key(1);
    var value = object.get(row.key(1));
    if (isAbsent(value, row.key(2))) {
      return cell.equals("!")
          ? Optional.of(new Invalid(path, "The " + path + " field is required."))
          : Optional.empty();
    }
    members.put(path, value);
    return typed(row.key(2), value, path);
  }

  /// The group call of PyPI 1.0.0 sends its source as `{}`, whoever it is.
  private static boolean isAbsent(@Nullable JsonNode value, String type) {
    return value == null
        || value.isNull()
        || (type.equals("user") && value.isObject() && value.isEmpty());
  }

  private Optional<Invalid> typed(String type, JsonNode value, String path) {
    return switch (type) {
      case "string" -> expect(value.isString(), path, "a text");
      case "boolean" -> expect(value.isBoolean(), path, "true or false");
      case "object" -> expect(value.isObject(), path, "an object");
      case "strings" -> strings(value, path);
      case "identifier" -> keep(IdentifierReader.identifier(value, path), path);
      case "user" -> keep(IdentifierReader.user(value, path), path);
      case "number" -> keep(IdentifierReader.number(value, path), path);
      case "identifier[]" -> identifierList(value, path);
      default -> special(type, value, path);
    };
  }

  /// A range of numbers, a choice of words, or a model of its own.
  private Optional<Invalid> special(String type, JsonNode value, String path) {
    if (type.startsWith("integer")) {
      return integer(type, value, path);
    }
    if (type.contains("|")) {
      return choice(type, value, path);
    }
    return value.isObject()
        ? check(type, value, path + ".")
        : Optional.of(invalid(path, "an object"));
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
  private Optional<Invalid> choice(String type, JsonNode value, String path) {
    for (var word : type.split("\\|", -1)) {
      if (value.isString() && word.equalsIgnoreCase(value.stringValue())) {
        members.put(path, JSON.getNodeFactory().stringNode(word));
        return Optional.empty();
      }
    }
    return Optional.of(invalid(path, "one of " + type.replace("|", ", ")));
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

  private Optional<Invalid> identifierList(JsonNode value, String path) {
    if (!value.isArray() || value.isEmpty()) {
      return Optional.of(invalid(path, "a list of at least one identifier"));
    }
    for (int i = 0; i < value.size(); i++) {
      var at = path + "[" + i + "]";
      var wrong = keep(IdentifierReader.identifier(value.get(i), at), at);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private Optional<Invalid> keep(IdentifierReader.Outcome outcome, String path) {
    return switch (outcome) {
      case IdentifierReader.Outcome.Bad(var invalid) -> Optional.of(invalid);
      case IdentifierReader.Outcome.Read(var identifier) -> {
        identifiers.put(path, identifier);
        yield Optional.empty();
      }
    };
  }

  private static Optional<Invalid> expect(boolean holds, String path, String expected) {
    return holds ? Optional.empty() : Optional.of(invalid(path, expected));
  }
}
