package dev.cordboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.base.IdSource;
import dev.cordboard.config.IdentitySettings;
import dev.cordboard.identity.IncomingCallContexts;
import dev.cordboard.identity.ResourceIdentity;
import dev.cordboard.testkit.ManualTime;
import dev.cordboard.testkit.RawHttps;
import dev.cordboard.testkit.TestTls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every refusal: status, code, the member it names, and that nothing was created.
class RefusalsTest {
  private static final String CALLS = "/calling/callConnections";
  private static final String NEWEST = "?api-version=2026-03-12";
  private static final String BOB = "{\"communicationUser\":{\"id\":\"8:acs:r_bob\"}}";
  private static TestTls tls;

  private final ManualTime time = new ManualTime();
  private ApiServer server;

  @BeforeAll
  static void makeCertificate() {
    tls = TestTls.create();
  }

  @BeforeEach
  void start() {
    var defaults = IdentitySettings.defaults();
    server =
        new ApiServer(
            tls,
            time,
            new IdentitySettings(
                defaults.numbers(),
                false,
                List.of(),
                defaults.incomingCallLifetime(),
                defaults.tokenLifetime(),
                defaults.issuers(),
                defaults.issuerTokens()));
  }

  @AfterEach
  void nothingWasCreated() {
    assertThat(server.calls.commands).isEmpty();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/calling/callConnections",
        "/calling/callConnections?api-version=",
        "/calling/callConnections?api-version=2019-01-01",
        "/calling/callConnections/c/participants:mute?api-version=2022-04-07-preview",
        "/calling/callConnections/c/participants:mute?api-version=2023-03-06",
        "/calling/callConnections/c/participants:unmute?api-version=2023-10-15",
        "/calling/callConnections/c/participants:moveHere?api-version=2025-06-15",
        "/calling/callConnections:connect?api-version=2022-04-07-preview",
        "/calling/callConnections?api-version=2026-03-13",
        "/calling/callConnections:connect?api-version=2024-04-15",
        "/calling/callConnections/c/participants:cancelAddParticipant?api-version=2023-03-06",
        "/calling/callConnections/c:hold?api-version=2024-04-15",
        "/calling/callConnections/c:nothing?api-version=2026-03-12"
      })
  void whatAVersionLacksIsAnUnknownRoute(String target) {
    var answer = server.send("POST", target, "{}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(Bodies.error(answer.body()).code()).isEqualTo("404");
    assertThat(Bodies.error(answer.body()).message())
        .startsWith("No HTTP resource was found that matches the request URI 'https://127.0.0.1:")
        .endsWith(target + "'.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"callbackUri\":\"https://a.test\"}                        | targets",
        "{\"targets\":[],\"callbackUri\":\"https://a.test\"}         | targets",
        "{\"targets\":{},\"callbackUri\":\"https://a.test\"}         | targets",
        "{\"targets\":[BOB]}                                         | callbackUri",
        "{\"targets\":[BOB],\"callbackUri\":null}                    | callbackUri",
        "{\"targets\":[BOB],\"callbackUri\":7}                       | callbackUri",
        "{\"targets\":[BOB],\"callbackUri\":\"ftp://a.test\"}        | callbackUri",
        "{\"targets\":[BOB],\"callbackUri\":\"/events\"}             | callbackUri",
        "{\"targets\":[BOB],\"callbackUri\":\"https://\"}            | callbackUri",
        "{\"targets\":[BOB],\"callbackUri\":\"https://a.test/\\r\\nX: y\"} | callbackUri",
        "{\"targets\":[7],\"callbackUri\":\"https://a.test\"}        | targets[0]",
        "{\"targets\":[{}],\"callbackUri\":\"https://a.test\"}       | targets[0]",
        "{\"targets\":[BOB,BOB],\"callbackUri\":\"https://a.test\"}  | targets[1]",
        "{\"targets\":[BOB,{\"phoneNumber\":{\"value\":\"x\"}}],\"callbackUri\":\"https://a.test\"}"
            + " | targets[1].phoneNumber.value",
        "{\"targets\":[{\"communicationUser\":{\"id\":\"bob\"}}],\"callbackUri\":\"https://a.test\"}"
            + " | targets[0].communicationUser.id",
        "{\"targets\":[{\"rawId\":\"8:acs:r_b\\r\\nob\"}],\"callbackUri\":\"https://a.test\"}"
            + " | targets[0].rawId",
        "{\"targets\":[BOB],\"callbackUri\":\"https://a.test\",\"source\":{\"id\":\"4:+1425\"}}"
            + " | source.id",
        "{\"targets\":[BOB],\"callbackUri\":\"https://a.test\",\"operationContext\":{}}"
            + " | operationContext",
        "{\"targets\":[BOB],\"callbackUri\":\"https://a.test\",\"sourceDisplayName\":\"a\\r\\nb\"}"
            + " | sourceDisplayName",
        "{\"targets\":[BOB],\"callbackUri\":\"https://a.test\",\"callIntelligenceOptions\":7}"
            + " | callIntelligenceOptions"
      })
  void aBadMemberOfCreateIsNamed(String body, String member) {
    assertArgument(server.send("POST", CALLS + NEWEST, body.replace("BOB", BOB)), member);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{} {}", "\u0000"})
  void whatIsNoJsonObjectIsRefused(String body) {
    assertArgument(server.send("POST", CALLS + NEWEST, body), CALLS);
  }

  @Test
  void olderVersionsNameTheMemberInTheMessageAlone() {
    var answer = server.send("POST", CALLS + "?api-version=2024-04-15", "{\"targets\":[]}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("targets").doesNotContain("\"target\":");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"microsoftTeamsUser\":{\"userId\":\"u\"}}",
        "{\"microsoftTeamsApp\":{\"appId\":\"a\",\"cloud\":\"public\"}}",
        "{\"rawId\":\"8:orgid:u\"}",
        "{\"rawId\":\"8:acs:r_t_u\"}",
        "{\"kind\":\"unknown\",\"rawId\":\"whoever\"}",
        "{\"phoneNumber\":{\"value\":\"anonymous\"}}",
        "{\"teamsExtensionUser\":{\"userId\":\"u\",\"tenantId\":\"t\",\"resourceId\":\"r\"}}"
      })
  void whoHasNoRouteCannotBeCalled(String target) {
    var create = "{\"targets\":[%s],\"callbackUri\":\"https://a.test\"}".formatted(target);

    assertArgument(server.send("POST", CALLS + NEWEST, create), "targets[0]");
  }

  @Test
  void anIdentifierHasOneMemberOnly() {
    var both = "{\"communicationUser\":{\"id\":\"8:acs:a_b\"},\"phoneNumber\":{\"value\":\"+1\"}}";
    var create = "{\"targets\":[%s],\"callbackUri\":\"https://a.test\"}".formatted(both);

    assertArgument(server.send("POST", CALLS + NEWEST, create), "targets[0]");
  }

  @Test
  void aPhoneIsNotCalledWithoutCallerId() {
    var phone = "{\"phoneNumber\":{\"value\":\"+14255550100\"}}";
    var create = "{\"targets\":[%s],\"callbackUri\":\"https://a.test\"}".formatted(phone);

    assertArgument(server.send("POST", CALLS + NEWEST, create), "sourceCallerIdNumber");
  }

  @Test
  void aForeignCallerIdIsRefusedWhereTheSettingSaysSo() {
    var phone = "{\"phoneNumber\":{\"value\":\"+14255550100\"}}";
    var create =
        "{\"targets\":[%s],\"callbackUri\":\"https://a.test\",\"sourceCallerIdNumber\":{\"value\":\"+4930\"}}"
            .formatted(phone);

    assertArgument(server.send("POST", CALLS + NEWEST, create), "sourceCallerIdNumber");
  }

  @ParameterizedTest
  @CsvSource({
    "mediaStreamingOptions, 2024-06-15-preview",
    "transcriptionOptions, 2026-03-12",
    "mediaStreamingConfiguration, 2023-10-03-preview",
    "transcriptionConfiguration, 2023-10-03-preview"
  })
  void optionsOfActionsThatAreNotBuiltAreNamed(String member, String version) {
    var create =
        "{\"targets\":[%s],\"callbackUri\":\"https://a.test\",\"%s\":{}}".formatted(BOB, member);

    var answer = server.send("POST", CALLS + "?api-version=" + version, create);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(Bodies.error(answer.body()).code()).isEqualTo("8520");
    assertThat(Bodies.error(answer.body()).message()).contains(member);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                                | participantToAdd",
        "{\"participantToAdd\":BOB,\"invitationTimeoutInSeconds\":181}     |"
            + " invitationTimeoutInSeconds",
        "{\"participantToAdd\":BOB,\"invitationTimeoutInSeconds\":-1}      |"
            + " invitationTimeoutInSeconds",
        "{\"participantToAdd\":BOB,\"invitationTimeoutInSeconds\":1.5}     |"
            + " invitationTimeoutInSeconds",
        "{\"participantToAdd\":BOB,\"operationCallbackUri\":\"x\"}         | operationCallbackUri",
        "{\"participantToAdd\":{\"rawId\":\"4:+14255550100\"}}             | sourceCallerIdNumber",
        "{\"participantToAdd\":{\"rawId\":\"8:orgid:u\"}}                  | participantToAdd",
        "{\"participantToAdd\":BOB,\"customCallingContext\":{\"sipHeaders\":{\"From\":\"x\"}}}"
            + " | customCallingContext.sipHeaders.From",
        "{\"participantToAdd\":BOB,\"customCallingContext\":{\"sipHeaders\":{\"X-MS-Other\":\"x\"}}}"
            + " | customCallingContext.sipHeaders.X-MS-Other",
        "{\"participantToAdd\":BOB,\"customCallingContext\":{\"sipHeaders\":{\"X-A\":\"b\\r"
            + "\\n"
            + "c\"}}} | customCallingContext.sipHeaders.X-A",
        "{\"participantToAdd\":BOB,\"customCallingContext\":{\"sipHeaders\":{\"X-A\":7}}}"
            + " | customCallingContext.sipHeaders.X-A",
        "{\"participantToAdd\":BOB,\"customCallingContext\":{\"voipHeaders\":{\"k\":\"b\\nc\"}}}"
            + " | customCallingContext.voipHeaders"
      })
  void aBadMemberOfAddIsNamed(String body, String member) {
    assertArgument(
        server.send("POST", CALLS + "/conn-1/participants:add" + NEWEST, body.replace("BOB", BOB)),
        member);
  }

  @Test
  void customContextHasItsLimits() {
    assertThat(
            sip(
                "{\"X-A\":\"1\",\"X-B\":\"1\",\"X-C\":\"1\",\"X-D\":\"1\",\"X-E\":\"1\",\"X-F\":\"1\"}"))
        .isEqualTo("customCallingContext.sipHeaders");
    assertThat(sip("{\"X-" + "a".repeat(63) + "\":\"1\"}"))
        .startsWith("customCallingContext.sipHeaders.X-aaa");
    assertThat(sip("{\"X-" + ".".repeat(500_000) + "\":\"1\"}")).hasSizeLessThan(100);
    assertThat(sip("{\"X-A\":\"" + "1".repeat(257) + "\"}"))
        .isEqualTo("customCallingContext.sipHeaders.X-A");
  }

  @Test
  void whatComesAlongForUsersHasItsLimits() {
    var many = new StringBuilder("\"k\":\"v\"");
    for (int i = 0; i < 1000; i++) {
      many.append(",\"k").append(i).append("\":\"v\"");
    }

    assertThat(voip("\"" + "k".repeat(65) + "\":\"v\"")).isEqualTo(400);
    assertThat(voip("\"k\":\"" + "v".repeat(1025) + "\"")).isEqualTo(400);
    assertThat(voip(many.toString())).isEqualTo(400);
    // Within the limits only the call is missing.
    assertThat(voip("\"" + "k".repeat(64) + "\":\"" + "v".repeat(1024) + "\"")).isEqualTo(404);
  }

  private int voip(String headers) {
    var add =
        "{\"participantToAdd\":%s,\"customCallingContext\":{\"voipHeaders\":{%s}}}"
            .formatted(BOB, headers);
    return server.send("POST", CALLS + "/conn-1/participants:add" + NEWEST, add).status();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", ""})
  void aMalformedContextIsAnArgument(String context) {
    assertArgument(answer(context), "incomingCallContext");
  }

  @Test
  void aContextThatWasChangedIsMalformed() {
    var context = server.contexts.issue("call-1", "inv-1", time.now());

    assertArgument(
        answer(context.substring(0, context.length() - 4) + "AAAA"), "incomingCallContext");
  }

  @Test
  void aContextOfAnotherResourceIsForbidden() {
    var other =
        new IncomingCallContexts(
            new ResourceIdentity(IdSource.random().uuid(), new byte[32]), Duration.ofMinutes(5));

    var answer = answer(other.issue("call-1", "inv-1", time.now()));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(Bodies.error(answer.body()).code()).isEqualTo("7507");
  }

  @Test
  void anUnknownReasonToRejectIsNamed() {
    var context = server.contexts.issue("call-1", "inv-1", time.now());
    var reject =
        "{\"incomingCallContext\":\"%s\",\"callRejectReason\":\"bored\"}".formatted(context);

    assertArgument(server.send("POST", CALLS + ":reject" + NEWEST, reject), "callRejectReason");
  }

  @Test
  void anUnknownConnectionIsNotFoundByAnyOperation() {
    var path = CALLS + "/nobody";
    for (var answer :
        List.of(
            server.send("GET", path + NEWEST, ""),
            server.send("DELETE", path + NEWEST, ""),
            server.send("GET", path + "/participants" + NEWEST, ""),
            server.send("GET", path + "/participants/4%3A%2B1" + NEWEST, ""),
            server.send("POST", path + ":terminate" + NEWEST, ""),
            server.send(
                "POST",
                path + "/participants:add" + NEWEST,
                "{\"participantToAdd\":" + BOB + "}"))) {
      assertThat(answer.status()).isEqualTo(404);
      assertThat(Bodies.error(answer.body()).code()).isEqualTo("8522");
      assertThat(Bodies.error(answer.body()).message()).isEqualTo("Call not found.");
      assertThat(Bodies.error(answer.body()).target()).startsWith(path).doesNotContain("?");
    }
  }

  @Test
  void halfOfTheRepeatabilityHeadersIsRefused() {
    var create = "{\"targets\":[%s],\"callbackUri\":\"https://a.test\"}".formatted(BOB);

    assertArgument(
        server.send("POST", CALLS + NEWEST, Map.of("Repeatability-Request-ID", "x"), create),
        "Repeatability-First-Sent");
    assertArgument(
        server.send("POST", CALLS + NEWEST, Map.of("Repeatability-First-Sent", "x"), create),
        "Repeatability-Request-ID");
  }

  private String sip(String headers) {
    var add =
        "{\"participantToAdd\":%s,\"customCallingContext\":{\"sipHeaders\":%s}}"
            .formatted(BOB, headers);
    var answer = server.send("POST", CALLS + "/conn-1/participants:add" + NEWEST, add);
    assertThat(answer.status()).isEqualTo(400);
    return Bodies.error(answer.body()).target();
  }

  private RawHttps.Answer answer(String context) {
    return server.send(
        "POST",
        CALLS + ":answer" + NEWEST,
        "{\"incomingCallContext\":\"%s\",\"callbackUri\":\"https://a.test\"}".formatted(context));
  }

  private static void assertArgument(RawHttps.Answer answer, String member) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    var error = Bodies.error(answer.body());
    assertThat(error.code()).isEqualTo("8523");
    assertThat(error.target()).isEqualTo(member);
    if (!member.startsWith("/")) {
      assertThat(error.message()).contains(member);
    }
  }
}
