package dev.cordboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallReply;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Holding and taking back over HTTP.
class HoldTest extends OnACall {
  @ParameterizedTest
  @ValueSource(strings = {"2023-10-03-preview", "2024-09-01-preview", "2024-09-15", "2026-03-12"})
  void holdAndUnholdAnswerNothing(String version) {
    var hold = post(":hold", version, "{\"targetParticipant\":BOB}");
    var held = command(FakeCalls.Held.class);
    var unhold = post(":unhold", version, "{\"targetParticipant\":PHONE}");
    var back = command(FakeCalls.Held.class);

    assertThat(hold.status()).isEqualTo(200);
    assertThat(hold.body()).isEmpty();
    assertThat(hold.headers())
        .containsEntry("content-length", "0")
        .doesNotContainKeys("content-type", "repeatability-result");
    assertThat(held.participant().rawId()).isEqualTo("8:acs:r_bob");
    assertThat(held.held()).isTrue();
    assertThat(unhold.status()).isEqualTo(200);
    assertThat(back.participant().rawId()).isEqualTo("4:+14255550100");
    assertThat(back.held()).isFalse();
  }

  @Test
  void handsOnWhereAFailureIsTold() {
    post(
        ":hold",
        NEWEST,
        "{\"targetParticipant\":BOB,\"operationContext\":\"ctx\",\"operationCallbackUri\":\"https://a/b\"}");

    var operation = command(FakeCalls.Held.class).operation();
    assertThat(operation.operationContext()).contains("ctx");
    assertThat(operation.operationCallbackUri()).contains("https://a/b");
  }

  @ParameterizedTest
  @CsvSource({"2024-11-15-preview, false", "2025-05-15, true", "2026-03-12, true"})
  void unholdGotItsOwnCallbackLate(String version, boolean read) {
    post(
        ":unhold",
        version,
        "{\"targetParticipant\":BOB,\"operationCallbackUri\":\"https://a.test/b\"}");

    assertThat(command(FakeCalls.Held.class).operation().operationCallbackUri().isPresent())
        .isEqualTo(read);
  }

  @Test
  void musicIsNamedAsNotBuilt() {
    var answer =
        post(":hold", NEWEST, "{\"targetParticipant\":BOB,\"playSourceInfo\":{\"kind\":\"file\"}}");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(Bodies.error(answer.body()).code()).isEqualTo("8520");
    assertThat(Bodies.error(answer.body()).message()).contains("playSourceInfo");
    assertThat(Bodies.error(answer.body()).target()).isEqualTo("playSourceInfo");
    assertThat(server.calls.commands).isEmpty();
  }

  @Test
  void needsSomebodyToHold() {
    refuses(":hold", NEWEST, "{}", "targetParticipant");
    refuses(":hold", NEWEST, "{\"targetParticipant\":\"8:acs:r_bob\"}", "targetParticipant");
    refuses(":unhold", NEWEST, "{\"targetParticipant\":null}", "targetParticipant");
  }

  @Test
  void whoIsNotThereIsNotFound() {
    server.calls.reply = Optional.of(new CallReply.UnknownParticipant());

    var answer = post(":hold", NEWEST, "{\"targetParticipant\":BOB}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(Bodies.error(answer.body()).code()).isEqualTo("8522");
  }
}
