package dev.cordboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.CallReply;
import dev.cordboard.call.CallSnapshot.State;
import dev.cordboard.config.IdentitySettings;
import dev.cordboard.engine.CallRequest;
import dev.cordboard.engine.Calls;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.testkit.ManualTime;
import dev.cordboard.testkit.RawHttps;
import dev.cordboard.testkit.TestTls;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the calling operations answer, in the recorded shapes.
class CallingApiTest {
  private static final String NEWEST = "?api-version=2026-03-12";
  private static final String CREATE =
      """
      {"targets":[{"rawId":"8:acs:r_bob","communicationUser":{"id":"8:acs:r_bob"}}],
       "callbackUri":"https://app.test/events","source":{"id":"8:acs:r_alice"}}
      """;
  private static TestTls tls;

  private final ManualTime time = new ManualTime();
  private ApiServer server;

  @BeforeAll
  static void makeCertificate() {
    tls = TestTls.create();
  }

  @BeforeEach
  void start() {
    server = new ApiServer(tls, time, IdentitySettings.defaults());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2023-03-06", "2023-10-15", "2024-04-15", "2024-09-15"})
  void createAnswersTheBareProperties(String version) {
    var answer = server.send("POST", "/calling/callConnections?api-version=" + version, CREATE);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body())
        .isEqualTo(
            "{\"callConnectionId\":\"conn-1\",\"targets\":[{\"rawId\":\"8:acs:r_bob\","
                + "\"kind\":\"communicationUser\",\"communicationUser\":{\"id\":\"8:acs:r_bob\"}}],"
                + "\"callConnectionState\":\"connecting\","
                + "\"callbackUri\":\"https://app.test/events\",\"sourceDisplayName\":\"\","
                + "\"source\":{\"rawId\":\"8:acs:r_alice\",\"kind\":\"communicationUser\","
                + "\"communicationUser\":{\"id\":\"8:acs:r_alice\"}},\"correlationId\":\"corr-1\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-06-15-preview",
        "2024-11-15-preview",
        "2025-05-15",
        "2025-06-15",
        "2025-08-15-preview",
        "2026-03-12"
      })
  void createTellsOfTheDisabledStreamWhereTheVersionDoes(String version) {
    var answer = server.send("POST", "/calling/callConnections?api-version=" + version, CREATE);

    assertThat(answer.body())
        .containsPattern(
            "\"mediaStreamingSubscription\":\\{\"id\":\"[0-9a-f-]{36}\",\"state\":\"disabled\","
                + "\"subscribedContentTypes\":\\[\"audio\"]}}$")
        .doesNotContain("mediaSubscriptionId", "dataSubscriptionId", "transcriptionSubscription");
  }

  @ParameterizedTest
  @CsvSource({
    "2023-10-03-preview, true, true, false",
    "2024-01-22-preview, false, true, false",
    "2024-09-01-preview, true, true, true"
  })
  void thePreviewsHaveSubscriptionIds(String version, boolean media, boolean data, boolean stream) {
    var body =
        server.send("POST", "/calling/callConnections?api-version=" + version, CREATE).body();

    assertThat(body.contains("mediaSubscriptionId")).isEqualTo(media);
    assertThat(body.contains("dataSubscriptionId")).isEqualTo(data);
    assertThat(body.contains("mediaStreamingSubscription")).isEqualTo(stream);
  }

  @Test
  void theEventsOfAConnectionWaitForItsAnswer() throws Exception {
    server.send("POST", "/calling/callConnections" + NEWEST, CREATE);

    assertThat(server.calls.announced.poll(5, TimeUnit.SECONDS)).isEqualTo("conn-1");
  }

  @Test
  void createHandsEverythingOn() {
    server.send(
        "POST",
        "/calling/callConnections" + NEWEST,
        """
        {"targets":[{"kind":"phoneNumber","rawId":"4:1425","phoneNumber":{"value":"+14255550100"}},
                    {"rawId":"8:acs:r_bob"}],
         "callbackUri":" https://app.test/e?id=8:acs:a+b","operationContext":"",
         "sourceCallerIdNumber":{"value":"+18005550100"},"sourceDisplayName":"Example",
         "callIntelligenceOptions":{"cognitiveServicesEndpoint":"https://speech.test"}}
        """);

    var create = (CallRequest.Create) server.calls.commands.remove();
    assertThat(create.targets())
        .extracting(CommunicationIdentifier::rawId)
        .containsExactly("4:+14255550100", "8:acs:r_bob");
    assertThat(create.terms().callbackUri()).isEqualTo(" https://app.test/e?id=8:acs:a+b");
    assertThat(create.terms().operationContext()).contains("");
    assertThat(create.terms().cognitiveServicesEndpoint()).contains("https://speech.test");
    assertThat(create.shown().callerId().orElseThrow().value()).isEqualTo("+18005550100");
    assertThat(create.shown().displayName()).contains("Example");
    assertThat(create.source()).isEmpty();
  }

  @Test
  void answerTellsTheServerCallIdAndNoDisplayName() {
    var answer = answer("2026-03-12", ",\"answeredBy\":{\"id\":\"8:acs:r_app\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"callConnectionId\":\"conn-2\",\"serverCallId\":\"server-1\",\"targets\":[")
        .contains("\"answeredBy\":{\"id\":\"8:acs:r_app\"}")
        .doesNotContain("sourceDisplayName", "answeredFor");
  }

  @ParameterizedTest
  @CsvSource({"2024-01-22-preview, false", "2024-04-15, false", "2024-06-15-preview, true"})
  void aPhonesAnswerShowsItsNumberAndWhatItDialled(String version, boolean hasAnsweredFor) {
    server.calls.caller = CommunicationIdentifier.fromRawId("4:+14255550100");

    var answer = answer(version, "");

    assertThat(answer.body()).contains("\"sourceDisplayName\":\"+14255550100\"");
    assertThat(answer.body().contains("\"answeredFor\":{\"value\":\"+18005550100\"}"))
        .isEqualTo(hasAnsweredFor);
  }

  @Test
  void rejectReadsTheReasonInAnyCase() {
    var answer =
        server.send(
            "POST",
            "/calling/callConnections:reject" + NEWEST,
            "{\"incomingCallContext\":\"" + context() + "\",\"callRejectReason\":\"Busy\"}");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(server.calls.commands.remove()).isEqualTo("inv-1 BUSY");
    assertThat(answer.headers()).containsEntry("x-microsoft-skype-chain-id", "corr-1");
  }

  @Test
  void redirectNamesTheTarget() {
    var answer =
        server.send(
            "POST",
            "/calling/callConnections:redirect" + NEWEST,
            "{\"incomingCallContext\":\"%s\",\"target\":{\"rawId\":\"8:acs:r_x\"}}"
                .formatted(context()));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(((CallRequest.Redirect) server.calls.commands.remove()).target().rawId())
        .isEqualTo("8:acs:r_x");
  }

  @ParameterizedTest
  @CsvSource({
    "2023-01-15-preview, customContext, true",
    "2023-10-03-preview, customCallingContext, true",
    "2024-04-15, customCallingContext, false"
  })
  void redirectCarriesTheCustomContextWhereTheVersionHasOne(
      String version, String member, boolean carried) {
    server.send(
        "POST",
        "/calling/callConnections:redirect?api-version=" + version,
        "{\"incomingCallContext\":\"%s\",\"target\":{\"rawId\":\"8:acs:r_x\"},\"%s\":{\"voipHeaders\":{\"k\":\"v\"}}}"
            .formatted(context(), member));

    var redirect = (CallRequest.Redirect) server.calls.commands.remove();
    assertThat(redirect.customContext().voipHeaders().containsKey("k")).isEqualTo(carried);
  }

  @Test
  void aStaleContextIsAnsweredInTheServicesOwnWords() {
    var context = context();
    time.advance(Duration.ofMinutes(11));

    var answer =
        server.send(
            "POST",
            "/calling/callConnections:answer?api-version=2024-01-22-preview",
            "{\"incomingCallContext\":\"%s\",\"callbackUri\":\"https://app.test\"}"
                .formatted(context));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).containsEntry("content-type", "text/plain; charset=utf-8");
    assertThat(answer.body())
        .isEqualTo(
            "IDX23010: Lifetime validation of the signed http request failed. Current time:"
                + " '1/1/2026 12:11:00 AM' UTC, signed http request is valid until:"
                + " '1/1/2026 12:05:00 AM' UTC.");
    assertThat(server.calls.commands).isEmpty();
  }

  @Test
  void getShowsTheStateAndBothBareSubscriptions() {
    server.send("POST", "/calling/callConnections" + NEWEST, CREATE);

    var answer = server.send("GET", "/calling/callConnections/conn-1" + NEWEST, "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"serverCallId\":\"server-1\"", "\"callConnectionState\":\"connected\"")
        .endsWith(
            "\"mediaStreamingSubscription\":{\"state\":\"disabled\"},"
                + "\"transcriptionSubscription\":{\"state\":\"disabled\","
                + "\"subscribedResultTypes\":[]}}");
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECTING, connecting",
    "CONNECTED, connected",
    "TRANSFERRING, transferring",
    "TRANSFER_ACCEPTED, transferAccepted",
    "DISCONNECTING, disconnecting"
  })
  void getSaysTheStateInTheServicesWords(State state, String word) {
    server.send("POST", "/calling/callConnections" + NEWEST, CREATE);
    server.calls.connections.computeIfPresent(
        "conn-1",
        (_, found) -> new Calls.Found(found.connection().in(state), found.participants()));

    for (var version : new String[] {"2022-04-07-preview", "2026-03-12"}) {
      assertThat(
              server
                  .send("GET", "/calling/callConnections/conn-1?api-version=" + version, "")
                  .body())
          .contains("\"callConnectionState\":\"" + word + "\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"2024-04-15, false", "2024-06-15-preview, true"})
  void theRosterIsAListUnderValue(String version, boolean hold) {
    server.send("POST", "/calling/callConnections" + NEWEST, CREATE);
    var path = "/calling/callConnections/conn-1/participants";

    var list = server.send("GET", path + "?api-version=" + version, "");
    var one = server.send("GET", path + "/8%3Aacs%3Ar_bob?api-version=" + version, "");
    var raw = server.send("GET", path + "/8:acs:r_bob?api-version=" + version, "");

    assertThat(list.body()).startsWith("{\"value\":[{\"identifier\":{\"rawId\":\"8:acs:r_alice\"");
    assertThat(list.body()).doesNotContain("nextLink");
    assertThat(one.body())
        .isEqualTo(
            "{\"identifier\":{\"rawId\":\"8:acs:r_bob\",\"kind\":\"communicationUser\","
                + "\"communicationUser\":{\"id\":\"8:acs:r_bob\"}},\"isMuted\":true"
                + (hold ? ",\"isOnHold\":false}" : "}"));
    assertThat(raw.body()).isEqualTo(one.body());
  }

  @Test
  void addAnswersTheInvitation() {
    server.send("POST", "/calling/callConnections" + NEWEST, CREATE);

    var answer =
        server.send(
            "POST",
            "/calling/callConnections/conn-1/participants:add?api-version=2023-10-03-preview",
            """
            {"participantToAdd":{"rawId":"8:acs:r_carol"},"operationContext":"ctx",
             "invitationTimeoutInSeconds":45,"operationCallbackUri":"http://app.test/op",
             "customCallingContext":{"voipHeaders":{"k":"v w"},"sipHeaders":{"X-MS-Custom-A":"1"}}}
            """);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body())
        .isEqualTo(
            "{\"participant\":{\"identifier\":{\"rawId\":\"8:acs:r_carol\","
                + "\"kind\":\"communicationUser\",\"communicationUser\":{\"id\":\"8:acs:r_carol\"}},"
                + "\"isMuted\":false},\"operationContext\":\"ctx\",\"invitationId\":\"inv-7\"}");
    server.calls.commands.remove();
    var add = (CallRequest.Add) server.calls.commands.remove();
    assertThat(add.operation())
        .isEqualTo(new Operation("conn-1", Optional.of("ctx"), Optional.of("http://app.test/op")));
    assertThat(add.ringSeconds()).isEqualTo(45);
    assertThat(add.customContext().sipHeaders()).containsEntry("X-MS-Custom-A", "1");
    assertThat(add.customContext().voipHeaders()).containsEntry("k", "v w");
  }

  @Test
  void removeAndCancelEchoWhatWasSent() {
    server.send("POST", "/calling/callConnections" + NEWEST, CREATE);
    var path = "/calling/callConnections/conn-1/participants:";

    var remove =
        server.send(
            "POST", path + "remove" + NEWEST, "{\"participantToRemove\":{\"rawId\":\"4:+1425\"}}");
    var cancel =
        server.send(
            "POST",
            path + "cancelAddParticipant" + NEWEST,
            "{\"invitationId\":\"inv-7\",\"operationContext\":\"c\"}");

    assertThat(remove.status()).isEqualTo(202);
    assertThat(remove.body()).isEqualTo("{}");
    assertThat(cancel.status()).isEqualTo(202);
    assertThat(cancel.body()).isEqualTo("{\"invitationId\":\"inv-7\",\"operationContext\":\"c\"}");
  }

  @Test
  void hangUpAndTerminateAnswerWithoutBody() {
    server.send("POST", "/calling/callConnections" + NEWEST, CREATE);

    assertThat(server.send("DELETE", "/calling/callConnections/conn-1" + NEWEST, "").status())
        .isEqualTo(204);
    assertThat(
            server.send("POST", "/calling/callConnections/conn-1:terminate" + NEWEST, "").status())
        .isEqualTo(204);
    assertThat(server.calls.commands).contains("hangUp conn-1", "terminate conn-1");
  }

  @Test
  void answersCarryTheServicesHeaders() {
    var sdk = Map.of("User-Agent", "azsdk-js/1.6.0", "x-ms-client-request-id", "req-1");

    var answer = server.send("POST", "/calling/callConnections" + NEWEST, sdk, CREATE);

    assertThat(answer.headers())
        .containsEntry("x-ms-client-request-id", "req-1")
        .containsEntry("x-microsoft-skype-chain-id", "corr-1")
        .containsEntry("x-microsoft-skype-client", "azsdk-js/1.6.0")
        .containsEntry("x-ms-client-version", "azsdk-js/1.6.0")
        .containsEntry("content-type", "application/json; charset=utf-8")
        .containsKey("api-supported-versions")
        .doesNotContainKey("repeatability-result");
  }

  @Test
  void olderVersionsDoNotListWhatIsSupported() {
    var answer = server.send("POST", "/calling/callConnections?api-version=2024-04-15", CREATE);

    assertThat(answer.headers())
        .doesNotContainKeys("api-supported-versions", "x-ms-client-version");
  }

  @Test
  void terminateAcceptsToBeRepeated() {
    server.send("POST", "/calling/callConnections" + NEWEST, CREATE);
    var repeatable =
        Map.of(
            "Repeatability-Request-ID", "5f9e1a3c-5a4d-4c58-9a86-0d5a3c2b1f00",
            "Repeatability-First-Sent", "Thu, 01 Jan 2026 00:00:00 GMT");
    var path = "/calling/callConnections/";

    var done = server.send("POST", path + "conn-1:terminate" + NEWEST, repeatable, "");
    var gone = server.send("POST", path + "other:terminate" + NEWEST, repeatable, "");
    var old = server.send("POST", path + "other:terminate?api-version=2024-04-15", repeatable, "");

    assertThat(done.headers()).containsEntry("repeatability-result", "accepted");
    assertThat(gone.headers()).containsEntry("repeatability-result", "accepted");
    assertThat(old.headers()).doesNotContainKey("repeatability-result");
  }

  @ParameterizedTest
  @CsvSource({
    "play, Play",
    "recognize, Recognize",
    "cancelAllMediaOperations, CancelAllMediaOperations",
    "sendDtmfTones, SendDtmfTones",
    "startMediaStreaming, StartMediaStreaming"
  })
  void whatIsNotBuiltSaysSo(String verb, String operation) {
    var answer = server.send("POST", "/calling/callConnections/conn-1:" + verb + NEWEST, "{}");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":{\"code\":\"8520\",\"message\":\"%s is not implemented.\","
                    .formatted(operation)
                + "\"target\":\"/calling/callConnections/conn-1:%s\"}}".formatted(verb));
  }

  private String context() {
    return server.contexts.issue("call-1", "inv-1", time.now());
  }

  private RawHttps.Answer answer(String version, String more) {
    return server.send(
        "POST",
        "/calling/callConnections:answer?api-version=" + version,
        "{\"incomingCallContext\":\"%s\",\"callbackUri\":\"https://app.test\"%s}"
            .formatted(context(), more));
  }

  @Test
  void aRefusalOfTheCallCoreIsMappedOnce() {
    server.send("POST", "/calling/callConnections" + NEWEST, CREATE);
    var path = "/calling/callConnections/conn-1";

    assertThat(refused(new CallReply.UnknownCall(), path)).startsWith("404 8522 Call not found.");
    assertThat(refused(new CallReply.UnknownParticipant(), path))
        .startsWith("404 8522 Participant not found.");
    assertThat(refused(new CallReply.InvitationOver(), path)).startsWith("404 8522 ");
    assertThat(refused(new CallReply.NotEstablished(), path)).startsWith("400 8501 ");
    assertThat(refused(new CallReply.InvalidArgument("m", "why"), path))
        .isEqualTo("400 8523 The m field is invalid: why m");
    assertThat(refused(new CallReply.Conflict("busy"), path)).startsWith("409 8519 busy");
    assertThat(refused(new CallReply.TransferUnderWay(), path)).startsWith("409 8607 ");
    assertThat(refused(new CallReply.Overloaded(), path)).startsWith("503 8516 ");
  }

  private String refused(CallReply reply, String path) {
    server.calls.reply = Optional.of(reply);
    var answer = server.send("DELETE", path + NEWEST, "");
    var error = Bodies.error(answer.body());
    return answer.status() + " " + error.code() + " " + error.message() + " " + error.target();
  }
}
