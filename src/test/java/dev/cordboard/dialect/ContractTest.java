package dev.cordboard.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.contract.Contract;
import dev.cordboard.contract.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The tables against the contract: every operation, every member of a request, an answer and an
/// event, in every version.
class ContractTest {
  private static final JsonMapper JSON = new JsonMapper();

  /// Models that our tables keep under their newest name.
  private static final Map<String, String> NEWEST_NAME =
      Map.of(
          "AddParticipantsRequest", "AddParticipantRequest",
          "RemoveParticipantsRequest", "RemoveParticipantRequest",
          "CustomContext", "CustomCallingContext",
          "AddParticipantsResponse", "AddParticipantResponse",
          "RemoveParticipantsResponse", "RemoveParticipantResponse",
          "AcsCallParticipant", "CallParticipant",
          "MuteParticipantsResponse", "MuteParticipantsResult");

  /// What a version was recorded to have besides its neighbour's contract (RULINGS §1.5).
  private static final List<String> RECORDED =
      List.of(
          "GET /calling/recordings/{recordingId}/result [200]",
          "POST /calling/callConnections/{callConnectionId}:interruptAudioAndAnnounce [202]",
          "POST /calling/callConnections/{callConnectionId}:summarizeCall [202]");

  @ParameterizedTest
  @EnumSource
  void everyOperationIsKnownWithItsStatuses(ApiVersion version) {
    var expected = new TreeSet<String>();
    for (var each : contract(version).operations()) {
      var path = each.path().replace("{participantMri}", "{participantRawId}");
      expected.add(each.method() + " " + path + " " + each.answers().keySet());
    }
    if (version == ApiVersion.V2024_09_01_PREVIEW) {
      expected.addAll(RECORDED);
    }

    var known = new TreeSet<String>();
    for (var each : Dialect.operations()) {
      var statuses = dialect(version).successStatuses(each.name());
      if (!statuses.isEmpty()) {
        known.add(each.method() + " " + each.path() + " " + statuses);
      }
    }

    assertThat(known).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void everyEventAndItsMembersAreKnown(ApiVersion version) {
    var contract = contract(version);
    for (var event : contract.events()) {
      var shape =
          dialect(version)
              .shapesOfEvents()
              .filter(each -> each.name().equals(event))
              .collect(Collectors.toList());

      assertThat(shape).as(event).hasSize(1);
      assertThat(shape.getFirst().members().values())
          .as(event)
          .containsAll(contract.models().get(event).keySet());
    }
  }

  @ParameterizedTest
  @EnumSource
  void noEventHasMoreThanItsVersion(ApiVersion version) {
    var contract = contract(version);
    var ours = List.of("version", "eventSource", "publicEventType");

    dialect(version)
        .shapesOfEvents()
        .filter(shape -> contract.events().contains(shape.name()))
        .forEach(
            shape -> {
              var more = new TreeSet<>(shape.members().values());
              more.removeAll(contract.models().get(shape.name()).keySet());
              more.removeAll(ours);
              assertThat(more).as(shape.name()).isEmpty();
            });
  }

  @ParameterizedTest
  @EnumSource
  void everyMemberOfARequestIsReadAsItsVersionHasIt(ApiVersion version) {
    var contract = contract(version);
    for (var operation : contract.operations()) {
      if (!operation.request().equals("-")) {
        checkRequest(contract, operation.request(), version);
      }
    }
  }

  private static void checkRequest(Contract contract, String model, ApiVersion version) {
    var expected = new TreeMap<String, Boolean>();
    contract.models().get(model).forEach((name, member) -> expected.put(name, member.required()));

    assertThat(dialect(version).membersOfRequest(NEWEST_NAME.getOrDefault(model, model)))
        .as(model + " of " + version.text())
        .isEqualTo(expected);
    for (var member : contract.models().get(model).values()) {
      if (contract.models().containsKey(member.type()) && isLookedInto(member.type())) {
        checkRequest(contract, member.type(), version);
      }
    }
  }

  /// Identifiers are read by their own rules, whatever the version.
  private static boolean isLookedInto(String model) {
    return !model.contains("Identifier");
  }

  @ParameterizedTest
  @EnumSource
  void everyMemberOfAnAnswerIsInItsVersion(ApiVersion version) {
    var contract = contract(version);
    for (var operation : contract.operations()) {
      for (var model : operation.answers().values()) {
        if (!model.equals("-")) {
          var shape = dialect(version).answerShape(NEWEST_NAME.getOrDefault(model, model));
          assertThat(new TreeSet<>(shape.members().values()))
              .as(model + " of " + version.text())
              .isEqualTo(new TreeSet<>(contract.models().get(model).keySet()));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRequestWithoutARequiredMemberIsRefusedByItsName(ApiVersion version) {
    var contract = contract(version);
    for (var operation : contract.operations()) {
      if (!operation.request().equals("-")) {
        refusesEachMissing(contract, operation.request(), version);
      }
    }
  }

  private static void refusesEachMissing(Contract contract, String model, ApiVersion version) {
    var whole = Samples.of(contract, model);
    var ours = NEWEST_NAME.getOrDefault(model, model);
    assertThat(dialect(version).read(ours, bytes(whole)))
        .as(model + " " + whole)
        .isInstanceOf(RequestReading.Valid.class);

    contract
        .models()
        .get(model)
        .forEach(
            (name, member) -> {
              if (member.required()) {
                var part = whole.deepCopy();
                part.remove(name);
                assertThat(dialect(version).read(ours, bytes(part)))
                    .as(model + " without " + name)
                    .isInstanceOfSatisfying(
                        RequestReading.Invalid.class,
                        wrong -> assertThat(wrong.member()).isEqualTo(name));
              }
            });
  }

  private static byte[] bytes(ObjectNode node) {
    return JSON.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
  }

  private static Contract contract(ApiVersion version) {
    return Contract.of(version.text());
  }

  private static Dialect dialect(ApiVersion version) {
    return Dialect.of(version.text());
  }
}
