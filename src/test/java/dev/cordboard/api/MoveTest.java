package dev.cordboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallReply;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Moving participants here over HTTP.
class MoveTest extends OnACall {
  private static final String MOVE = "/participants:moveHere";

  @ParameterizedTest
  @ValueSource(strings = {"2025-08-15-preview", "2026-03-12"})
  void answersWhoMovedAndFromWhere(String version) {
    var answer =
        post(
            MOVE,
            version,
            """
            {"targetParticipants":[PHONE,BOB],"fromCall":"conn-9","operationContext":"ctx",
             "operationCallbackUri":"https://app.test/op"}
            """);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body())
        .isEqualTo(
            "{\"participants\":[{\"identifier\":{\"rawId\":\"4:+14255550100\",\"kind\":\"phoneNumber\","
                + "\"phoneNumber\":{\"value\":\"+14255550100\"}},\"isMuted\":false,\"isOnHold\":false},"
                + "{\"identifier\":{\"rawId\":\"8:acs:r_bob\",\"kind\":\"communicationUser\","
                + "\"communicationUser\":{\"id\":\"8:acs:r_bob\"}},\"isMuted\":false,\"isOnHold\":false}],"
                + "\"operationContext\":\"ctx\",\"fromCall\":\"conn-9\"}");
    var moved = command(FakeCalls.Moved.class);
    assertThat(moved.participants())
        .extracting(CommunicationIdentifier::rawId)
        .containsExactly("4:+14255550100", "8:acs:r_bob");
    assertThat(moved.fromConnection()).isEqualTo("conn-9");
    assertThat(moved.operation().connectionId()).isEqualTo("conn-1");
    assertThat(moved.operation().operationCallbackUri()).contains("https://app.test/op");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"fromCall\":\"c\"}                                          | targetParticipants",
        "{\"targetParticipants\":[],\"fromCall\":\"c\"}                | targetParticipants",
        "{\"targetParticipants\":[BOB,BOB],\"fromCall\":\"c\"}         | targetParticipants[1]",
        "{\"targetParticipants\":[{\"rawId\":7}],\"fromCall\":\"c\"}   | targetParticipants[0]",
        "{\"targetParticipants\":[BOB]}                                | fromCall",
        "{\"targetParticipants\":[BOB],\"fromCall\":\"\"}              | fromCall",
        "{\"targetParticipants\":[BOB],\"fromCall\":\"conn-1\"}        | fromCall",
        "{\"targetParticipants\":[BOB],\"fromCall\":\"c\",\"operationCallbackUri\":\"x\"}"
            + " | operationCallbackUri"
      })
  void namesWhatIsWrong(String body, String member) {
    refuses(MOVE, NEWEST, body, member);
  }

  @Test
  void anUnknownSourceIsNotFound() {
    server.calls.reply = Optional.of(new CallReply.UnknownCall());

    var answer = post(MOVE, NEWEST, "{\"targetParticipants\":[BOB],\"fromCall\":\"c\"}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(Bodies.error(answer.body()).code()).isEqualTo("8522");
  }
}
