package dev.cordboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallReply;
import dev.cordboard.testkit.RawHttps;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests that are sent again with the same mark (RULINGS §7).
class RepeatabilityTest extends OnACall {
  private static final String CREATE = "/calling/callConnections";
  private static final String ID = "5f9e1a3c-5a4d-4c58-9a86-0d5a3c2b1f00";
  private static final String FIRST = "Thu, 01 Jan 2026 00:00:00 GMT";
  private static final String BODY =
      "{\"targets\":[BOB],\"callbackUri\":\"https://a.test\",\"source\":{\"id\":\"8:acs:r_carol\"}}";

  @Test
  void aRepeatedCreateAnswersTheCallAsItIsNow() {
    var first = marked(CREATE, NEWEST, ID, FIRST, BODY);
    var second = marked(CREATE, NEWEST, ID, FIRST, BODY);

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.body()).contains("\"callConnectionState\":\"connecting\"");
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.body())
        .contains(
            "\"callConnectionId\":\"conn-1\"",
            "\"serverCallId\":\"server-1\"",
            "\"callConnectionState\":\"connected\"");
    assertThat(second.headers()).containsEntry("x-microsoft-skype-chain-id", "corr-1");
    assertThat(server.calls.commands).hasSize(1);
  }

  @Test
  void aCallThatHasEndedIsDisconnected() {
    marked(CREATE, NEWEST, ID, FIRST, BODY);
    server.calls.connections.clear();

    var again = marked(CREATE, NEWEST, ID, FIRST, BODY);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body())
        .contains(
            "\"callConnectionId\":\"conn-1\"",
            "\"serverCallId\":\"server-1\"",
            "\"callConnectionState\":\"disconnected\"");
    assertThat(server.calls.commands).hasSize(1);
  }

  @Test
  void theOldestVersionConfirmsBoth() {
    var body =
        "{\"targets\":[BOB],\"callbackUri\":\"https://a.test\",\"source\":{\"identifier\":BOB}}";

    for (int i = 0; i < 2; i++) {
      assertThat(marked(CREATE, OLDEST, ID, FIRST, body).headers())
          .containsEntry("repeatability-result", "accepted");
    }
    assertThat(server.calls.commands).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/participants:add | {\"participantToAdd\":BOB,\"operationContext\":\"ctx\"}",
        "/participants:remove | {\"participantToRemove\":BOB,\"operationContext\":\"ctx\"}",
        "/participants:mute | {\"targetParticipants\":[BOB]}",
        "/participants:cancelAddParticipant | {\"invitationId\":\"inv-7\"}",
        "/participants:moveHere | {\"targetParticipants\":[BOB],\"fromCall\":\"c\"}",
        ":transferToParticipant | {\"targetParticipant\":BOB,\"operationContext\":\"ctx\"}",
        ":terminate | "
      })
  void theFirstAnswerIsGivenAgainEvenWhenTheCallIsGone(String verb, String body) {
    var text = body == null ? "" : body;
    var first = marked(CALL + verb, NEWEST, ID, FIRST, text);
    server.calls.connections.clear();
    var second = marked(CALL + verb, NEWEST, ID, FIRST, text);

    assertThat(first.status()).isBetween(200, 204);
    assertThat(second.status()).isEqualTo(first.status());
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers())
        .containsEntry("x-microsoft-skype-chain-id", "corr-1")
        .doesNotContainKey("retry-after");
    assertThat(second.headers().get("repeatability-result"))
        .isEqualTo(first.headers().get("repeatability-result"));
    assertThat(server.calls.commands).hasSize(1);
  }

  @Test
  void anAdditionOfSeveralIsRememberedWhole() {
    var body =
        "{\"participantsToAdd\":[BOB,PHONE],\"sourceCallerId\":{\"value\":\"+18005550100\"}}";

    var first = marked(CALL + "/participants:add", OLDEST, ID, FIRST, body);
    var second = marked(CALL + "/participants:add", OLDEST, ID, FIRST, body);

    assertThat(first.body()).contains("8:acs:r_bob", "4:+14255550100");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(server.calls.commands).hasSize(1);
  }

  @Test
  void answerIsOneOfThem() {
    var body =
        "{\"incomingCallContext\":\"%s\",\"callbackUri\":\"https://a.test\"}"
            .formatted(server.contexts.issue("call-1", "inv-1", server.time.now()));

    var first = marked(CREATE + ":answer", NEWEST, ID, FIRST, body);
    var second = marked(CREATE + ":answer", NEWEST, ID, FIRST, body);

    assertThat(first.status()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers()).doesNotContainKey("repeatability-result");
    assertThat(server.calls.commands).hasSize(1);
  }

  @Test
  void theSameIdOnAnotherRequestIsRefused() {
    marked(CREATE, NEWEST, ID, FIRST, BODY);

    var later = marked(CREATE, NEWEST, ID, "Fri, 02 Jan 2026 00:00:00 GMT", BODY);
    var other = marked(CREATE, NEWEST, ID, FIRST, BODY.replace("a.test", "b.test"));

    for (var refused : new RawHttps.Answer[] {later, other}) {
      assertThat(refused.status()).isEqualTo(400);
      var error = Bodies.error(refused.body());
      assertThat(error.code()).isEqualTo("8523");
      assertThat(error.message()).contains("Repeatability-Request-ID");
    }
    assertThat(server.calls.commands).hasSize(1);
  }

  @Test
  void anotherPathOrAnotherIdIsAnotherRequest() {
    marked(CALL + ":terminate", NEWEST, ID, FIRST, "");
    server.calls.connections.put("conn-2", server.calls.connections.get("conn-1"));

    marked("/calling/callConnections/conn-2:terminate", NEWEST, ID, FIRST, "");
    marked(CALL + ":terminate", NEWEST, ID.replace('5', '6'), FIRST, "");

    assertThat(server.calls.commands)
        .containsExactly("terminate conn-1", "terminate conn-2", "terminate conn-1");
  }

  @Test
  void aRefusalIsNotRemembered() {
    server.calls.reply = Optional.of(new CallReply.NotEstablished());
    var refused =
        marked(CALL + "/participants:add", NEWEST, ID, FIRST, "{\"participantToAdd\":BOB}");
    server.calls.reply = Optional.empty();
    var accepted =
        marked(CALL + "/participants:add", NEWEST, ID, FIRST, "{\"participantToAdd\":BOB}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(accepted.status()).isEqualTo(202);
  }

  @Test
  void whatTheServiceDoesNotMarkIsDoneEachTime() {
    for (int i = 0; i < 2; i++) {
      assertThat(marked(CALL + ":hold", NEWEST, ID, FIRST, "{\"targetParticipant\":BOB}").status())
          .isEqualTo(200);
    }

    assertThat(server.calls.commands).hasSize(2);
  }

  private RawHttps.Answer marked(
      String path, String version, String id, String firstSent, String body) {
    return server.send(
        "POST",
        path + "?api-version=" + version,
        Map.of("Repeatability-Request-ID", id, "Repeatability-First-Sent", firstSent),
        body.replace("BOB", BOB).replace("PHONE", PHONE));
  }
}
