package dev.cordboard.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallEvent;
import dev.cordboard.call.CallEvent.Detail;
import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.call.CallEvent.Recipient;
import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallResult;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// The members of events as the service sends them (recorded), version by version.
class EventDataTest {
  private static final CommunicationIdentifier ALICE =
      CommunicationIdentifier.fromRawId("8:acs:r_alice");
  private static final CommunicationIdentifier PHONE =
      CommunicationIdentifier.fromRawId("4:+14255550100");

  @ParameterizedTest
  @ValueSource(strings = {"2023-03-06", "2023-06-15-preview", "2023-10-15"})
  void oldEventsCarryTheThreeIdsAlone(String version) {
    assertThat(data(version, new Detail.CallConnected()).propertyNames())
        .containsExactly("callConnectionId", "serverCallId", "correlationId");
    assertThat(data(version, new Detail.CallDisconnected()).propertyNames())
        .containsExactly("callConnectionId", "serverCallId", "correlationId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2023-10-03-preview", "2024-01-22-preview"})
  void thePreviewsOf2023NameTheirSource(String version) {
    var data = data(version, new Detail.CallConnected());

    assertThat(data.propertyNames())
        .containsExactly(
            "version",
            "eventSource",
            "callConnectionId",
            "serverCallId",
            "correlationId",
            "publicEventType");
    assertThat(data.get("eventSource").stringValue()).isEqualTo("calling/callConnections/conn-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-04-15", "2024-06-15-preview"})
  void theVersionsOfEarly2024HaveVersionAndTypeButNoResult(String version) {
    assertThat(data(version, new Detail.CallConnected()).propertyNames())
        .containsExactly(
            "version", "callConnectionId", "serverCallId", "correlationId", "publicEventType");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-09-01-preview",
        "2024-09-15",
        "2024-11-15-preview",
        "2025-03-30-preview",
        "2025-05-15",
        "2025-06-15",
        "2025-08-15-preview",
        "2026-03-12"
      })
  void laterVersionsHaveTheResultAsWell(String version) {
    var data = data(version, new Detail.CallConnected());

    assertThat(data.propertyNames())
        .containsExactly(
            "version",
            "resultInformation",
            "callConnectionId",
            "serverCallId",
            "correlationId",
            "publicEventType");
    assertThat(data.get("version").stringValue()).isEqualTo(version);
    assertThat(data.get("resultInformation").toString())
        .isEqualTo("{\"code\":200,\"subCode\":0,\"message\":\"\"}");
    assertThat(data.get("publicEventType").stringValue())
        .isEqualTo("Microsoft.Communication.CallConnected");
  }

  @Test
  void theContextIsEchoedWhenGivenEvenWhenEmpty() {
    var event = event("2026-03-12", Optional.of(""), CallResult.OK, new Detail.CallConnected());

    assertThat(Dialect.of("2026-03-12").event(event).orElseThrow().data().get("operationContext"))
        .hasToString("\"\"");
  }

  @Test
  void aRosterNeverCarriesAContext() {
    var event =
        event(
            "2026-03-12",
            Optional.of("ctx"),
            CallResult.OK,
            new Detail.ParticipantsUpdated(List.of(), 1));

    assertThat(Dialect.of("2026-03-12").event(event).orElseThrow().data().has("operationContext"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2023-03-06, false",
    "2023-10-03-preview, true",
    "2023-10-15, false",
    "2024-04-15, false",
    "2024-06-15-preview, true",
    "2026-03-12, true"
  })
  void theRosterTellsOfHoldWhereTheVersionDoes(String version, boolean tells) {
    var data =
        data(
            version,
            new Detail.ParticipantsUpdated(
                List.of(new Participant(ALICE, false, true), new Participant(PHONE, true, false)),
                3));

    assertThat(data.get("participants").get(0).has("isOnHold")).isEqualTo(tells);
    assertThat(data.get("participants").get(0).get("identifier").toString())
        .isEqualTo(
            "{\"rawId\":\"8:acs:r_alice\",\"kind\":\"communicationUser\","
                + "\"communicationUser\":{\"id\":\"8:acs:r_alice\"}}");
    assertThat(data.get("participants").get(1).get("identifier").toString())
        .isEqualTo(
            "{\"rawId\":\"4:+14255550100\",\"kind\":\"phoneNumber\","
                + "\"phoneNumber\":{\"value\":\"+14255550100\"}}");
    assertThat(data.get("participants").get(1).get("isMuted").booleanValue()).isTrue();
    assertThat(data.get("sequenceNumber").intValue()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "2023-03-06, false",
    "2023-10-03-preview, true",
    "2023-10-15, false",
    "2024-04-15, false",
    "2024-06-15-preview, false",
    "2024-09-01-preview, true",
    "2024-09-15, true",
    "2026-03-12, true"
  })
  void aFailedCallHasItsOwnEventWhereTheVersionDoes(String version, boolean has) {
    for (var detail : List.of(new Detail.CreateCallFailed(), new Detail.AnswerFailed())) {
      assertThat(
              Dialect.of(version)
                  .event(event(version, Optional.empty(), CallResult.OK, detail))
                  .isPresent())
          .isEqualTo(has);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2023-10-03-preview, true",
    "2023-10-15, false",
    "2024-06-15-preview, false",
    "2024-09-15, true"
  })
  void aCancelledInvitationHasAResultWhereTheVersionDoes(String version, boolean has) {
    var data = data(version, new Detail.CancelAddParticipantSucceeded("inv-1"));

    assertThat(data.propertyNames().iterator().next()).isEqualTo("invitationId");
    assertThat(data.has("resultInformation")).isEqualTo(has);
  }

  @Test
  void theSipResponseBehindAResultIsNamedAsTheVersionDoes() {
    var result =
        new CallResult(486, 560486, "busy")
            .with(
                new CallResult.SipDetail(486, "Busy Here"),
                Optional.of(new CallResult.SipDetail(17, "User busy")));
    var detail = new Detail.AddParticipantFailed(PHONE);

    assertThat(result("2025-06-15", result, detail)).doesNotContain("Busy Here");
    assertThat(result("2025-08-15-preview", result, detail))
        .contains(
            "\"sipCode\":{\"code\":486,\"message\":\"Busy Here\"}",
            "\"q850Cause\":{\"code\":17,\"message\":\"User busy\"}");
    assertThat(result("2026-03-12", result, detail))
        .contains(
            "\"sipDetails\":{\"code\":486,\"message\":\"Busy Here\"}",
            "\"q850Details\":{\"code\":17,\"message\":\"User busy\"}");
  }

  @Test
  void theOldestVersionListsWhoeverWasAdded() {
    var text =
        Dialect.of("2022-04-07-preview")
            .event(
                event(
                    "2022-04-07-preview",
                    Optional.of("ctx"),
                    CallResult.OK,
                    new Detail.AddParticipantsSucceeded(List.of(ALICE, PHONE))))
            .orElseThrow();

    assertThat(text.type()).isEqualTo("Microsoft.Communication.AddParticipantsSucceeded");
    assertThat(text.data().propertyNames())
        .containsExactly(
            "participants",
            "operationContext",
            "resultInformation",
            "callConnectionId",
            "serverCallId",
            "correlationId");
    assertThat(text.data().get("participants"))
        .extracting(each -> each.get("rawId").stringValue())
        .containsExactly("8:acs:r_alice", PHONE.rawId());
  }

  @Test
  void theOldestRosterIsAListOfIdentifiersWithoutVersion() {
    var roster =
        data(
            "2022-04-07-preview",
            new Detail.ParticipantsUpdated(List.of(new Participant(PHONE, true, true)), 7));

    assertThat(roster.has("sequenceNumber")).isFalse();
    assertThat(roster.get("participants").get(0).propertyNames())
        .containsExactly("rawId", "kind", "phoneNumber");
  }

  @ParameterizedTest
  @CsvSource({"2023-03-06, false", "2023-10-15, true", "2026-03-12, true"})
  void aTransferNamesBothSidesWhereTheVersionDoes(String version, boolean names) {
    var data = data(version, new Detail.CallTransferAccepted(ALICE, PHONE));

    assertThat(data.path("transferTarget").path("rawId").asString("").equals("8:acs:r_alice"))
        .isEqualTo(names);
    assertThat(data.path("transferee").path("rawId").asString("").equals("4:+14255550100"))
        .isEqualTo(names);
  }

  @Test
  void everyOutcomeOfAParticipantNamesThem() {
    for (var detail :
        List.of(
            new Detail.AddParticipantSucceeded(ALICE),
            new Detail.AddParticipantFailed(ALICE),
            new Detail.RemoveParticipantSucceeded(ALICE),
            new Detail.RemoveParticipantFailed(ALICE))) {
      assertThat(data("2023-03-06", detail).get("participant").get("rawId").stringValue())
          .isEqualTo("8:acs:r_alice");
    }
  }

  private static String result(String version, CallResult result, Detail detail) {
    return Dialect.of(version)
        .event(event(version, Optional.empty(), result, detail))
        .orElseThrow()
        .data()
        .get("resultInformation")
        .toString();
  }

  private static ObjectNode data(String version, Detail detail) {
    return Dialect.of(version)
        .event(event(version, Optional.empty(), CallResult.OK, detail))
        .orElseThrow()
        .data();
  }

  private static CallEvent event(
      String version, Optional<String> context, CallResult result, Detail detail) {
    return new CallEvent(
        Instant.EPOCH,
        new Recipient("conn-1", version, "https://example.test/events"),
        new CallIds("call-1", "server-1", "corr-1"),
        context,
        result,
        detail);
  }
}
