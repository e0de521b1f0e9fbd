package dev.cordboard.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The tables against the contract files they were distilled from, where those lie beside the
/// project.
class ContractTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> COMMON =
      List.of("callConnectionId", "serverCallId", "correlationId", "version", "publicEventType");

  @BeforeEach
  void needsTheContract() {
    assumeThat(folder()).as("the contract files lie beside the project").isPresent();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyOperationIsKnownWithItsStatuses(ApiVersion version) throws Exception {
    var expected = new TreeSet<String>();
    for (var operation : contract(version).get("operations")) {
      if (!operation.get("name").stringValue().endsWith("Next")) {
        expected.add(describe(operation));
      }
    }

    var known = new TreeSet<String>();
    var dialect = Dialect.of(version.text());
    for (var operation : Dialect.operations()) {
      var statuses = dialect.successStatuses(operation.name());
      if (!statuses.isEmpty()) {
        known.add(line(operation.method(), operation.path(), statuses.toString()));
      }
    }

    assertThat(known).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyEventAndItsMembersAreKnown(ApiVersion version) throws Exception {
    var dialect = Dialect.of(version.text());
    for (var model : contract(version).get("models").properties()) {
      if (!model.getValue().get("event").booleanValue()) {
        continue;
      }
      assertThat(dialect.hasEvent(model.getKey())).as(model.getKey()).isTrue();
      for (var member : model.getValue().get("properties").propertyNames()) {
        assertThat(COMMON.contains(member) || dialect.hasEventMember(model.getKey(), member))
            .as(model.getKey() + "." + member)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyRequiredMemberOfARequestIsRequired(ApiVersion version) throws Exception {
    var dialect = Dialect.of(version.text());
    for (var model :
        List.of(
            "CreateCallRequest",
            "AnswerCallRequest",
            "RedirectCallRequest",
            "RejectCallRequest",
            "AddParticipantRequest",
            "RemoveParticipantRequest")) {
      var properties = contract(version).get("models").get(model).get("properties");
      var required = new ArrayList<String>();
      properties
          .properties()
          .forEach(
              each -> {
                if (each.getValue().get("required").booleanValue()) {
                  required.add(each.getKey());
                }
              });

      var reading = dialect.read(model, new byte[] {'{', '}'});

      assertThat(reading).isInstanceOf(RequestReading.Invalid.class);
      assertThat(required).contains(((RequestReading.Invalid) reading).member());
    }
  }

  static Stream<ApiVersion> versions() {
    return Arrays.stream(ApiVersion.values())
        .filter(ApiVersion::isServed)
        .filter(version -> folder().isEmpty() || Files.exists(file(version)));
  }

  private static String describe(JsonNode operation) {
    var statuses = new TreeSet<Integer>();
    for (var status : operation.get("responses").propertyNames()) {
      if (!status.equals("default")) {
        statuses.add(Integer.valueOf(status));
      }
    }
    return line(
        operation.get("method").stringValue(),
        operation.get("path").stringValue(),
        statuses.toString());
  }

  private static String line(String method, String path, String statuses) {
    return method + " " + path + " " + statuses;
  }

  private static JsonNode contract(ApiVersion version) throws Exception {
    return JSON.readTree(Files.readString(file(version)));
  }

  private static Path file(ApiVersion version) {
    return folder().orElse(Path.of("")).resolve(version.text() + ".json");
  }

  private static Optional<Path> folder() {
    return Stream.of("../shared/contract", "../../shared/contract")
        .map(Path::of)
        .filter(Files::isDirectory)
        .findFirst();
  }
}
