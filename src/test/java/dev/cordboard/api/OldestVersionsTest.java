package dev.cordboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallReply;
import dev.cordboard.engine.CallRequest;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The two drafts of before the first release, which say much in their own words.
class OldestVersionsTest extends OnACall {
  private static final String DRAFT = "2023-01-15-preview";
  private static final String CREATE = "/calling/callConnections";

  @Test
  void createWithASourceObject() {
    var answer =
        send(
            CREATE,
            OLDEST,
            """
            {"targets":[PHONE],"callbackUri":"https://app.test",
             "source":{"callerId":{"value":"+18005550100"},"displayName":"Shop",
                       "identifier":{"rawId":"8:acs:r_alice"}}}
            """);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body())
        .matches(
            "\\{\"callConnectionId\":\"conn-1\",\"targets\":\\[\\{[^]]+],"
                + "\"callConnectionState\":\"connecting\",\"callbackUri\":\"https://app.test\","
                + "\"mediaSubscriptionId\":\"[0-9a-f-]{36}\","
                + "\"source\":\\{\"callerId\":\\{\"value\":\"\\+18005550100\"},"
                + "\"displayName\":\"Shop\",\"identifier\":\\{\"rawId\":\"8:acs:r_alice\","
                + "\"kind\":\"communicationUser\","
                + "\"communicationUser\":\\{\"id\":\"8:acs:r_alice\"}}}}");
    var create = command(CallRequest.Create.class);
    assertThat(create.source().orElseThrow().rawId()).isEqualTo("8:acs:r_alice");
    assertThat(create.shown().callerId().orElseThrow().value()).isEqualTo("+18005550100");
    assertThat(create.shown().displayName()).contains("Shop");
  }

  @Test
  void aPhoneNeedsTheCallerIdOfTheSource() {
    assertArgument(
        send(
            CREATE,
            OLDEST,
            "{\"targets\":[PHONE],\"callbackUri\":\"https://a.test\",\"source\":{\"identifier\":BOB}}"),
        "source.callerId");
  }

  @Test
  void theDraftNamesSourceAndAnswererDifferently() {
    var create =
        send(
            CREATE,
            DRAFT,
            """
            {"targets":[BOB],"callbackUri":"https://app.test",
             "sourceIdentity":{"id":"8:acs:r_alice"},
             "azureCognitiveServicesEndpointUrl":"https://s.test"}
            """);
    var context = server.contexts.issue("call-1", "inv-1", server.time.now());
    var answer =
        send(
            "/calling/callConnections:answer",
            DRAFT,
            """
            {"incomingCallContext":"%s","callbackUri":"https://app.test",
             "answeredByIdentifier":{"id":"8:acs:r_bob"}}
            """
                .formatted(context));

    assertThat(create.body())
        .contains("\"sourceIdentity\":{\"rawId\":\"8:acs:r_alice\"")
        .doesNotContain("\"source\":");
    assertThat(command(CallRequest.Create.class).terms().cognitiveServicesEndpoint())
        .contains("https://s.test");
    assertThat(answer.body()).contains("\"answeredByIdentifier\":{\"id\":\"8:acs:r_bob\"}");
    assertThat(command(CallRequest.Answer.class).answeredBy().orElseThrow().rawId())
        .isEqualTo("8:acs:r_bob");
  }

  @ParameterizedTest
  @CsvSource({"2022-04-07-preview, values", "2023-01-15-preview, values", "2023-03-06, value"})
  void theRosterIsUnderItsVersionsName(String version, String member) {
    var answer = server.send("GET", CALL + "/participants?api-version=" + version, "");

    assertThat(answer.body())
        .startsWith("{\"" + member + "\":[{\"identifier\":")
        .contains("\"isMuted\":true")
        .doesNotContain("isOnHold");
  }

  @Test
  void addsSeveralAtOnce() {
    var answer =
        post(
            "/participants:add",
            OLDEST,
            """
            {"participantsToAdd":[BOB,PHONE],"sourceCallerId":{"value":"+18005550100"},
             "invitationTimeoutInSeconds":45,"operationContext":"ctx"}
            """);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body())
        .isEqualTo(
            "{\"participants\":[{\"identifier\":{\"rawId\":\"8:acs:r_bob\","
                + "\"kind\":\"communicationUser\",\"communicationUser\":{\"id\":\"8:acs:r_bob\"}},"
                + "\"isMuted\":false},{\"identifier\":{\"rawId\":\"4:+14255550100\","
                + "\"kind\":\"phoneNumber\",\"phoneNumber\":{\"value\":\"+14255550100\"}},"
                + "\"isMuted\":false}],\"operationContext\":\"ctx\"}");
    var added = command(CallRequest.AddAll.class);
    assertThat(added.participants())
        .extracting(CommunicationIdentifier::rawId)
        .containsExactly("8:acs:r_bob", "4:+14255550100");
    assertThat(added.callerId().orElseThrow().value()).isEqualTo("+18005550100");
    assertThat(added.ringSeconds()).isEqualTo(45);
    assertThat(added.operation().operationContext()).contains("ctx");
  }

  @Test
  void nobodyIsAddedWhenTheCallRefuses() {
    server.calls.reply = Optional.of(new CallReply.NotEstablished());

    var answer = post("/participants:add", OLDEST, "{\"participantsToAdd\":[BOB]}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(Bodies.error(answer.body()).code()).isEqualTo("8501");
  }

  @ParameterizedTest
  @CsvSource({"2022-04-07-preview, participantsToAdd[0]", "2023-03-06, participantToAdd"})
  void whatTheCallRefusesIsNamedAsTheVersionDoes(String version, String member) {
    server.calls.reply =
        Optional.of(new CallReply.InvalidArgument("participantToAdd", "The participant is there."));
    var body =
        version.equals(OLDEST) ? "{\"participantsToAdd\":[BOB]}" : "{\"participantToAdd\":BOB}";

    var answer = post("/participants:add", version, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(Bodies.error(answer.body()).message())
        .isEqualTo("The " + member + " field is invalid: The participant is there.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                    | participantsToAdd",
        "{\"participantsToAdd\":[]}            | participantsToAdd",
        "{\"participantsToAdd\":[BOB,BOB]}     | participantsToAdd[1]",
        "{\"participantsToAdd\":[BOB,PHONE]}   | sourceCallerId",
        "{\"participantsToAdd\":[BOB,{\"rawId\":\"8:orgid:u\"}]} | participantsToAdd[1]",
        "{\"participantsToAdd\":[BOB],\"invitationTimeoutInSeconds\":181} | invitationTimeoutInSeconds"
      })
  void namesWhatIsWrongWithAnAddition(String body, String member) {
    refuses("/participants:add", OLDEST, body, member);
  }

  @Test
  void removesSeveralAtOnce() {
    var answer =
        post(
            "/participants:remove",
            OLDEST,
            "{\"participantsToRemove\":[BOB,{\"rawId\":\"8:acs:r_alice\"}],\"operationContext\":\"c\"}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"operationContext\":\"c\"}");
    assertThat(command(FakeCalls.Removed.class).participant().rawId()).isEqualTo("8:acs:r_bob");
    assertThat(command(FakeCalls.Removed.class).participant().rawId()).isEqualTo("8:acs:r_alice");
  }

  @Test
  void removesNobodyWhenOneIsNotThere() {
    var answer =
        post(
            "/participants:remove",
            OLDEST,
            "{\"participantsToRemove\":[BOB,{\"rawId\":\"8:acs:r_nobody\"}]}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(Bodies.error(answer.body()).message()).isEqualTo("Participant not found.");
    assertThat(server.calls.commands).isEmpty();
  }

  @Test
  void aRequestForOneIsNotReadAsOneForSeveral() {
    refuses(
        "/participants:remove", OLDEST, "{\"participantToRemove\":BOB}", "participantsToRemove");
    refuses(
        "/participants:remove", DRAFT, "{\"participantsToRemove\":[BOB]}", "participantToRemove");
  }

  @Test
  void theOldestConfirmsARepeatableCreate() {
    var repeatable =
        java.util.Map.of(
            "Repeatability-Request-ID", "5f9e1a3c-5a4d-4c58-9a86-0d5a3c2b1f01",
            "Repeatability-First-Sent", "Thu, 01 Jan 2026 00:00:00 GMT");
    var body =
        "{\"targets\":[%s],\"callbackUri\":\"https://a.test\",\"source\":{\"identifier\":%s}}"
            .formatted(BOB, BOB);

    assertThat(server.send("POST", CREATE + "?api-version=" + OLDEST, repeatable, body).headers())
        .containsEntry("repeatability-result", "accepted");
  }
}
