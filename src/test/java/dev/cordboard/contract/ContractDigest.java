package dev.cordboard.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Makes the project's own form of a contract file: its operations, the bodies of those that
/// control calls, and its callback events. [Contract] reads it back.
final class ContractDigest {
  /// What belongs to media, recording and dialogs: kept as operations without their bodies.
  private static final List<String> ELSEWHERE =
      List.of(
          ":play",
          ":recognize",
          ":cancelAllMediaOperations",
          "Transcription",
          "MediaStreaming",
          "Dtmf",
          "HoldMusic",
          "/dialogs/",
          "/recordings");

  /// Parts of requests that are looked at no closer.
  private static final Set<String> OPAQUE =
      Set.of(
          "PlaySource",
          "MediaStreamingOptions",
          "MediaStreamingConfiguration",
          "TranscriptionOptions",
          "TranscriptionConfiguration",
          "TeamsPhoneCallDetails");

  private final JsonNode contract;
  private final Set<String> wanted = new LinkedHashSet<>();
  private final StringBuilder text = new StringBuilder();

  private ContractDigest(JsonNode contract) {
    this.contract = contract;
  }

  /// Writes the digests anew: the folder of the contract files, then that of the digests.
  public static void main(String[] folders) throws IOException {
    try (var files = Files.list(Path.of(folders[0]))) {
      for (var file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
        var name = file.getFileName().toString().replace(".json", ".txt");
        Files.writeString(
            Path.of(folders[1], name), of(new JsonMapper().readTree(Files.readString(file))));
      }
    }
  }

  static String of(JsonNode contract) {
    return new ContractDigest(contract).write();
  }

  private String write() {
    contract.get("operations").forEach(this::operation);
    contract
        .get("models")
        .properties()
        .forEach(
            model -> {
              if (model.getValue().get("event").booleanValue()) {
                wanted.add(model.getKey());
              }
            });
    wanted.add("CommunicationErrorResponse");
    var models = new TreeMap<String, String>();
    while (!models.keySet().containsAll(wanted)) {
      for (var name : List.copyOf(wanted)) {
        models.computeIfAbsent(name, this::model);
      }
    }
    models.values().forEach(text::append);
    return text.toString();
  }

  private void operation(JsonNode operation) {
    if (operation.get("name").stringValue().endsWith("Next")) {
      return;
    }
    var path = operation.get("path").stringValue();
    boolean elsewhere = isElsewhere(path);
    text.append("operation ")
        .append(operation.get("method").stringValue())
        .append(' ')
        .append(path)
        .append(' ')
        .append(elsewhere ? "-" : body(operation.path("requestBody")));
    for (var status : new TreeSet<>(operation.get("responses").propertyNames())) {
      if (!status.equals("default")) {
        var answer = elsewhere ? "-" : body(operation.get("responses").get(status));
        text.append(' ').append(status).append('=').append(answer);
      }
    }
    text.append('\n');
  }

  static boolean isElsewhere(String path) {
    return ELSEWHERE.stream().anyMatch(path::contains);
  }

  private String body(JsonNode name) {
    if (!name.isString()) {
      return "-";
    }
    wanted.add(name.stringValue());
    return name.stringValue();
  }

  private String model(String name) {
    var model = contract.get("models").get(name);
    var lines = new StringBuilder(model.get("event").booleanValue() ? "event " : "model ");
    lines.append(name);
    for (var member : model.get("properties").properties()) {
      lines
          .append(' ')
          .append(member.getKey())
          .append(member.getValue().get("required").booleanValue() ? "!:" : ":")
          .append(type(member.getValue()));
    }
    return lines.append('\n').toString();
  }

  private String type(JsonNode member) {
    var type = member.get("type").stringValue();
    return switch (type) {
      case "model" -> part(member.get("model").stringValue());
      case "array" -> type(member.get("items")) + "[]";
      case "string" ->
          member.has("enum")
              ? String.join(
                  "|", member.get("enum").valueStream().map(JsonNode::stringValue).toList())
              : type;
      case "integer" ->
          member.has("min")
              ? "integer("
                  + member.get("min").intValue()
                  + ".."
                  + member.get("max").intValue()
                  + ")"
              : type;
      default -> type;
    };
  }

  private String part(String model) {
    if (OPAQUE.contains(model)) {
      return "object";
    }
    wanted.add(model);
    return model;
  }
}
