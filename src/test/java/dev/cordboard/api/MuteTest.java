package dev.cordboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Muting and unmuting over HTTP.
class MuteTest extends OnACall {
  private static final String MUTE = "/participants:mute";
  private static final String UNMUTE = "/participants:unmute";

  @ParameterizedTest
  @CsvSource({
    "2023-01-15-preview, 202",
    "2023-06-15-preview, 202",
    "2023-10-03-preview, 200",
    "2023-10-15, 200",
    "2024-01-22-preview, 200",
    "2024-06-15-preview, 200",
    "2026-03-12, 200"
  })
  void answersInTheStatusOfItsVersion(String version, int status) {
    var answer = post(MUTE, version, "{\"targetParticipants\":[BOB]}");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo("{}");
    var muted = command(FakeCalls.Muted.class);
    assertThat(muted.participant().rawId()).isEqualTo("8:acs:r_bob");
    assertThat(muted.muted()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"2023-01-15-preview, 202", "2023-10-03-preview, 200", "2024-01-22-preview, 200"})
  void thePreviewsUnmute(String version, int status) {
    var answer =
        post(UNMUTE, version, "{\"targetParticipants\":[BOB],\"operationContext\":\"ctx\"}");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo("{\"operationContext\":\"ctx\"}");
    assertThat(command(FakeCalls.Muted.class).muted()).isFalse();
  }

  @Test
  void confirmsThatItMayBeRepeated() {
    var repeatable =
        Map.of(
            "Repeatability-Request-ID", "5f9e1a3c-5a4d-4c58-9a86-0d5a3c2b1f00",
            "Repeatability-First-Sent", "Thu, 01 Jan 2026 00:00:00 GMT");

    var answer =
        server.send(
            "POST",
            CALL + MUTE + "?api-version=2024-06-15-preview",
            repeatable,
            "{\"targetParticipants\":[%s]}".formatted(BOB));

    assertThat(answer.headers()).containsEntry("repeatability-result", "accepted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                    | targetParticipants",
        "{\"targetParticipants\":[]}                           | targetParticipants",
        "{\"targetParticipants\":BOB}                          | targetParticipants",
        "{\"targetParticipants\":[BOB,{\"rawId\":\"8:acs:r_x\"}]} | targetParticipants",
        "{\"targetParticipants\":[PHONE]}                      | targetParticipants[0]",
        "{\"targetParticipants\":[{\"rawId\":\"8:orgid:u\"}]}  | targetParticipants[0]",
        "{\"targetParticipants\":[{\"rawId\":\"8:acs:r_t_u\"}]} | targetParticipants[0]",
        "{\"targetParticipants\":[{\"rawId\":\"whoever\"}]}    | targetParticipants[0]"
      })
  void takesOneUserAtATime(String body, String member) {
    refuses(MUTE, NEWEST, body, member);
    refuses(UNMUTE, "2023-10-03-preview", body, member);
  }
}
