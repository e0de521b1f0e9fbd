package dev.cordboard.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.dialect.RequestReading.Invalid;
import dev.cordboard.dialect.RequestReading.Valid;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import dev.cordboard.identifier.CommunicationIdentifier.MicrosoftTeamsUser;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.identifier.CommunicationIdentifier.Unknown;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests as the SDKs of different ages send them.
class RequestReadingTest {
  private static final String NEWEST = "2026-03-12";
  private static final String OLDEST = "2022-04-07-preview";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"kind\":\"phoneNumber\",\"rawId\":\"4:+1555\",\"phoneNumber\":{\"value\":\"+1555\"}} |"
            + " 4:+1555",
        "{\"rawId\":\"4:+1555\",\"phoneNumber\":{\"value\":\"+1555\"}}                | 4:+1555",
        // Java beta.1: the member is right, the raw id is not.
        "{\"rawId\":\"4:1555\",\"phoneNumber\":{\"value\":\"+1555\"}}                 | 4:+1555",
        "{\"phoneNumber\":{\"value\":\"+1555\",\"isAnonymous\":false}}                | 4:+1555",
        "{\"phoneNumber\":{\"value\":\"+1555\",\"assertedId\":\"x\"}}                 | 4:+1555",
        "{\"rawId\":\"4:+1555_x\"}                                                    | 4:+1555",
        "{\"phoneNumber\":{\"value\":\"1001\"}}                                       | 4:1001",
        "{\"phoneNumber\":{\"value\":\"anonymous\",\"isAnonymous\":true}}             |"
            + " 4:anonymous",
        "{\"communicationUser\":{\"id\":\"8:acs:r_u\"}}                               | 8:acs:r_u",
        "{\"kind\":\"CommunicationUser\",\"rawId\":\"8:acs:r_u\"}                     | 8:acs:r_u",
        "{\"rawId\":\"8:acs:r_u\",\"phoneNumber\":null,\"kind\":null}                 | 8:acs:r_u",
        "{\"kind\":\"unknown\",\"rawId\":\"sip:bob@example.test\"}                    |"
            + " sip:bob@example.test"
      })
  void readsIdentifiersOfEveryShape(String json, String rawId) {
    assertThat(removed(json).rawId()).isEqualTo(rawId);
  }

  @Test
  void tellsKindsApart() {
    assertThat(removed("{\"rawId\":\"8:acs:r_u\"}")).isInstanceOf(CommunicationUser.class);
    assertThat(removed("{\"rawId\":\"4:+1555\"}")).isInstanceOf(PhoneNumber.class);
    assertThat(removed("{\"microsoftTeamsUser\":{\"userId\":\"u\"}}"))
        .isInstanceOf(MicrosoftTeamsUser.class);
    assertThat(removed("{\"rawId\":\"whoever\"}")).isInstanceOf(Unknown.class);
  }

  @Test
  void readsASourceAsBareIdOrAsIdentifier() {
    for (var source :
        new String[] {
          "{\"id\":\"8:acs:r_a\"}",
          "{\"rawId\":\"8:acs:r_a\"}",
          "{\"communicationUser\":{\"id\":\"8:acs:r_a\"}}"
        }) {
      var members = valid("AnswerCallRequest", NEWEST, answer(",\"answeredBy\":" + source));

      assertThat(members.identifier("answeredBy").orElseThrow().rawId()).isEqualTo("8:acs:r_a");
    }
  }

  @Test
  void tellsAnAbsentTextFromAnEmptyOne() {
    assertThat(valid("AnswerCallRequest", NEWEST, answer("")).text("operationContext")).isEmpty();
    assertThat(
            valid("AnswerCallRequest", NEWEST, answer(",\"operationContext\":null"))
                .text("operationContext"))
        .isEmpty();
    assertThat(
            valid("AnswerCallRequest", NEWEST, answer(",\"operationContext\":\"\""))
                .text("operationContext"))
        .contains("");
  }

  @Test
  void readsOnlyWhatTheVersionHas() {
    var body = answer(",\"mediaStreamingOptions\":7,\"unheardOf\":{},\"operationContext\":\"x\"");

    assertThat(valid("AnswerCallRequest", "2024-04-15", body).names())
        .containsExactlyInAnyOrder("incomingCallContext", "callbackUri", "operationContext");
    assertThat(Dialect.of(NEWEST).read("AnswerCallRequest", bytes(body)))
        .isInstanceOfSatisfying(
            Invalid.class, wrong -> assertThat(wrong.member()).isEqualTo("mediaStreamingOptions"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2023-01-15-preview | ,\"azureCognitiveServicesEndpointUrl\":\"https://s\"",
        "2023-06-15-preview | ,\"cognitiveServicesEndpoint\":\"https://s\"",
        "2023-10-15 | ,\"callIntelligenceOptions\":{\"cognitiveServicesEndpoint\":\"https://s\"}"
      })
  void whatMovedBetweenVersionsIsReadUnderOneName(String version, String more) {
    var members = valid("AnswerCallRequest", version, answer(more));

    assertThat(members.text("callIntelligenceOptions.cognitiveServicesEndpoint"))
        .contains("https://s");
  }

  @Test
  void readsTheSourceObjectOfTheOldestVersion() {
    var members =
        valid(
            "CreateCallRequest",
            OLDEST,
            """
            {"targets":[{"phoneNumber":{"value":"+1555"}}],"callbackUri":"https://a.test",
             "source":{"callerId":{"value":"+1666"},"displayName":"Shop",
                       "identifier":{"communicationUser":{"id":"8:acs:r_a"}}}}
            """);

    assertThat(members.identifier("source").orElseThrow().rawId()).isEqualTo("8:acs:r_a");
    assertThat(members.phoneNumber("sourceCallerIdNumber").orElseThrow().value())
        .isEqualTo("+1666");
    assertThat(members.text("sourceDisplayName")).contains("Shop");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                         | source.identifier",
        "{\"identifier\":{}}                                        | source.identifier",
        "{\"identifier\":{\"rawId\":\"4:+1\"}}                      | source.identifier",
        "{\"identifier\":{\"rawId\":\"8:acs:r_a\"},\"callerId\":{}} | source.callerId.value",
        "{\"identifier\":{\"rawId\":\"8:acs:r_a\"},\"displayName\":7} | source.displayName"
      })
  void namesMembersAsTheVersionDoes(String source, String member) {
    var body =
        "{\"targets\":[{\"rawId\":\"8:acs:r_u\"}],\"callbackUri\":\"https://a\",\"source\":%s}";

    assertThat(Dialect.of(OLDEST).read("CreateCallRequest", bytes(body.formatted(source))))
        .isInstanceOfSatisfying(
            Invalid.class, wrong -> assertThat(wrong.member()).isEqualTo(member));
  }

  @Test
  void readsOneParticipantAndSeveralUnderOneName() {
    var several = "{\"participantsToAdd\":[{\"rawId\":\"8:acs:r_a\"},{\"rawId\":\"8:acs:r_b\"}]}";
    var one = "{\"participantToAdd\":{\"rawId\":\"8:acs:r_a\"}}";

    var old = valid("AddParticipantRequest", OLDEST, several);
    var now = valid("AddParticipantRequest", NEWEST, one);

    assertThat(old.identifiers("participants")).hasSize(2);
    assertThat(old.pathOf("participants[1]")).isEqualTo("participantsToAdd[1]");
    assertThat(now.identifiers("participants")).hasSize(1);
    assertThat(now.pathOf("participants[0]")).isEqualTo("participantToAdd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "NONE"})
  void readsWordsInAnyCaseAndKeepsTheContracts(String word) {
    var members =
        valid(
            "RejectCallRequest",
            NEWEST,
            "{\"incomingCallContext\":\"c\",\"callRejectReason\":\"%s\"}".formatted(word));

    assertThat(members.text("callRejectReason")).contains("none");
  }

  @Test
  void readsEmptyContextsAsTheNewestSdkSendsThem() {
    var members =
        valid(
            "AddParticipantRequest",
            NEWEST,
            "{\"participantToAdd\":{\"rawId\":\"8:acs:r_u\"},"
                + "\"customCallingContext\":{\"voipHeaders\":{},\"sipHeaders\":{\"X-A\":\"1\"}}}");

    assertThat(members.texts("customCallingContext.voipHeaders")).isEmpty();
    assertThat(members.texts("customCallingContext.sipHeaders")).isEqualTo(Map.of("X-A", "1"));
  }

  @Property(tries = 2000)
  void anyBytesGiveAResult(@ForAll byte[] body) {
    assertThat(Dialect.of(NEWEST).read("CreateCallRequest", body)).isNotNull();
  }

  @Property(tries = 2000)
  void anyTextInAnIdentifierGivesAResult(@ForAll String text) {
    var node = tools.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    node.putObject("participantToRemove").put("rawId", text);

    var reading = Dialect.of(NEWEST).read("RemoveParticipantRequest", bytes(node.toString()));

    if (reading instanceof Valid(var members)) {
      assertThat(members.identifier("participants[0]").orElseThrow().rawId())
          .matches("[\\x21-\\x7e]+");
    }
  }

  @Test
  void aNameOfManyPartsIsStillNamed() {
    var members =
        valid(
            "TransferToParticipantRequest",
            OLDEST,
            "{\"targetParticipant\":{\"rawId\":\"8:acs:r_u\"}}");
    var dots = ".".repeat(2_000);

    assertThat(members.pathOf("sourceCallerIdNumber.value" + dots))
        .isEqualTo("transfereeCallerId.value" + dots);
    assertThat(members.pathOf(dots)).isEqualTo(dots);
  }

  @Test
  void depthIsBounded() {
    var deep = "{\"targets\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThat(Dialect.of(NEWEST).read("CreateCallRequest", bytes(deep)))
        .isInstanceOf(Invalid.class);
  }

  private static CommunicationIdentifier removed(String identifier) {
    return valid("RemoveParticipantRequest", NEWEST, "{\"participantToRemove\":" + identifier + "}")
        .identifier("participants[0]")
        .orElseThrow();
  }

  private static RequestMembers valid(String model, String version, String body) {
    return Dialect.of(version).read(model, bytes(body)) instanceof Valid(var members)
        ? members
        : failing(Dialect.of(version).read(model, bytes(body)));
  }

  private static RequestMembers failing(RequestReading reading) {
    throw new AssertionError(reading.toString());
  }

  private static String answer(String more) {
    return "{\"incomingCallContext\":\"c\",\"callbackUri\":\"https://a.test\"" + more + "}";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
