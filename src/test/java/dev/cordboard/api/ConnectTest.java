package dev.cordboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.engine.CallRequest;
import dev.cordboard.engine.CallRequest.Locator;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Joining a running call over HTTP.
class ConnectTest extends OnACall {
  private static final String CONNECT = "/calling/callConnections:connect";

  @Test
  void answersWithoutSourceTargetsAndServerCallId() {
    var answer =
        send(
            CONNECT,
            NEWEST,
            """
            {"callLocator":{"kind":"serverCallLocator","serverCallId":"s=="},
             "callbackUri":"https://app.test/c"}
            """);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers())
        .containsEntry("x-microsoft-skype-chain-id", "corr-2")
        .doesNotContainKey("repeatability-result");
    assertThat(answer.body())
        .matches(
            "\\{\"callConnectionId\":\"conn-3\",\"targets\":\\[],"
                + "\"callConnectionState\":\"connecting\",\"callbackUri\":\"https://app.test/c\","
                + "\"correlationId\":\"corr-2\",\"mediaStreamingSubscription\":\\{\"id\":\"[^\"]+\","
                + "\"state\":\"disabled\",\"subscribedContentTypes\":\\[\"audio\"]}}");
  }

  @Test
  void itsEventsWaitForTheAnswer() throws Exception {
    send(
        CONNECT,
        NEWEST,
        "{\"callLocator\":{\"serverCallId\":\"s\"},\"callbackUri\":\"https://app.test/c\"}");

    assertThat(server.calls.announced.poll(5, TimeUnit.SECONDS)).isEqualTo("conn-3");
  }

  @Test
  void namesTheCallInEachOfTheThreeWays() {
    assertThat(locator("{\"kind\":\"serverCallLocator\",\"serverCallId\":\"s/+=\"}"))
        .isEqualTo(new Locator.ServerCall("s/+="));
    assertThat(locator("{\"kind\":\"GroupCallLocator\",\"groupCallId\":\"g\"}"))
        .isEqualTo(new Locator.Group("g"));
    assertThat(locator("{\"kind\":\"roomCallLocator\",\"roomId\":\"9\"}"))
        .isEqualTo(new Locator.Room("9"));
    assertThat(locator("{\"kind\":\"serverCallLocator\",\"serverCallId\":\"s\",\"roomId\":\"\"}"))
        .isEqualTo(new Locator.ServerCall("s"));
  }

  @Test
  void theIdAloneSaysTheKind() {
    assertThat(locator("{\"serverCallId\":\"s\"}")).isEqualTo(new Locator.ServerCall("s"));
    assertThat(locator("{\"groupCallId\":\"g\",\"kind\":null}")).isEqualTo(new Locator.Group("g"));
    assertThat(locator("{\"roomId\":\"9\"}")).isEqualTo(new Locator.Room("9"));
  }

  @Test
  void handsOnItsTerms() {
    send(
        CONNECT,
        "2024-09-15",
        """
        {"callLocator":{"roomId":"9"},"callbackUri":"http://app.test/c","operationContext":"ctx",
         "callIntelligenceOptions":{"cognitiveServicesEndpoint":"https://s.test"}}
        """);

    var terms = command(CallRequest.Connect.class).terms();
    assertThat(terms.apiVersion()).isEqualTo("2024-09-15");
    assertThat(terms.operationContext()).contains("ctx");
    assertThat(terms.cognitiveServicesEndpoint()).contains("https://s.test");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null                                                   | callLocator",
        "7                                                      | callLocator",
        "{}                                                     | callLocator",
        "{\"kind\":\"serverCallLocator\"}                       | callLocator.serverCallId",
        "{\"kind\":\"serverCallLocator\",\"serverCallId\":\"\"} | callLocator.serverCallId",
        "{\"kind\":\"roomCallLocator\",\"groupCallId\":\"g\"}   | callLocator.roomId",
        "{\"kind\":\"unheardOf\",\"groupCallId\":\"g\"}         | callLocator.kind",
        "{\"kind\":7,\"groupCallId\":\"g\"}                     | callLocator.kind",
        "{\"groupCallId\":7}                                    | callLocator.groupCallId",
        "{\"kind\":\"roomCallLocator\",\"roomId\":\"9\",\"groupCallId\":\"g\"}"
            + " | callLocator.groupCallId",
        "{\"roomId\":\"9\",\"serverCallId\":\"s\"}              | callLocator.serverCallId"
      })
  void namesWhatIsWrongWithALocator(String locator, String member) {
    assertArgument(
        send(
            CONNECT,
            NEWEST,
            "{\"callLocator\":%s,\"callbackUri\":\"https://a.test\"}".formatted(locator)),
        member);
  }

  @Test
  void needsACallback() {
    var locator = "{\"callLocator\":{\"roomId\":\"9\"}%s}";

    assertArgument(send(CONNECT, NEWEST, locator.formatted("")), "callbackUri");
    assertArgument(
        send(CONNECT, NEWEST, locator.formatted(",\"callbackUri\":\"x\"")), "callbackUri");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mediaStreamingOptions", "transcriptionOptions"})
  void optionsOfMediaActionsAreNamedAsNotBuilt(String member) {
    var body =
        "{\"callLocator\":{\"roomId\":\"9\"},\"callbackUri\":\"https://a.test\",\"%s\":{}}"
            .formatted(member);

    assertThat(send(CONNECT, NEWEST, body).status()).isEqualTo(405);
    // The version of the first connect does not have them: they are not read.
    assertThat(send(CONNECT, "2024-06-15-preview", body).status()).isEqualTo(200);
  }

  private Locator locator(String locator) {
    var answer =
        send(
            CONNECT,
            NEWEST,
            "{\"callLocator\":%s,\"callbackUri\":\"https://a.test\"}".formatted(locator));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return command(CallRequest.Connect.class).locator();
  }
}
