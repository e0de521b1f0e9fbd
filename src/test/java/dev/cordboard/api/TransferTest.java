package dev.cordboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.call.CallReply;
import dev.cordboard.config.IdentitySettings;
import dev.cordboard.engine.CallRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Transferring somebody over HTTP.
class TransferTest extends OnACall {
  private static final String TRANSFER = ":transferToParticipant";

  @Override
  IdentitySettings settings() {
    var defaults = IdentitySettings.defaults();
    return new IdentitySettings(
        defaults.numbers(),
        false,
        List.of(),
        defaults.incomingCallLifetime(),
        defaults.tokenLifetime(),
        defaults.issuers(),
        defaults.issuerTokens());
  }

  @Test
  void handsEverythingOn() {
    var answer =
        post(
            TRANSFER,
            NEWEST,
            """
            {"targetParticipant":PHONE,"transferee":BOB,"operationContext":"ctx",
             "operationCallbackUri":"https://app.test/op",
             "sourceCallerIdNumber":{"value":"+18005550100"},
             "customCallingContext":{"sipHeaders":{"X-MS-Custom-A":"1"},"voipHeaders":{"k":"v"}}}
            """);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).isEqualTo("{\"operationContext\":\"ctx\"}");
    assertThat(answer.headers()).containsEntry("x-microsoft-skype-chain-id", "corr-1");
    var transfer = command(CallRequest.Transfer.class);
    assertThat(transfer.target().rawId()).isEqualTo("4:+14255550100");
    assertThat(transfer.transferee().orElseThrow().rawId()).isEqualTo("8:acs:r_bob");
    assertThat(transfer.sourceCallerId().orElseThrow().value()).isEqualTo("+18005550100");
    assertThat(transfer.operation().operationCallbackUri()).contains("https://app.test/op");
    assertThat(transfer.customContext().sipHeaders()).containsEntry("X-MS-Custom-A", "1");
    assertThat(transfer.customContext().voipHeaders()).containsEntry("k", "v");
  }

  @Test
  void answersAnEmptyObjectWithoutContext() {
    assertThat(post(TRANSFER, NEWEST, "{\"targetParticipant\":BOB}").body()).isEqualTo("{}");
    assertThat(command(CallRequest.Transfer.class).transferee()).isEmpty();
  }

  @Test
  void theOldestVersionSaysItInItsOwnWords() {
    var answer =
        post(
            TRANSFER,
            OLDEST,
            """
            {"targetParticipant":PHONE,"transfereeCallerId":{"value":"+18005550101"},
             "userToUserInformation":"00a1;encoding=hex","transferee":BOB}
            """);

    assertThat(answer.status()).isEqualTo(202);
    var transfer = command(CallRequest.Transfer.class);
    assertThat(transfer.sourceCallerId().orElseThrow().value()).isEqualTo("+18005550101");
    assertThat(transfer.customContext().sipHeaders())
        .containsEntry("User-To-User", "00a1;encoding=hex");
    assertThat(transfer.transferee()).as("not a member of that version").isEmpty();
  }

  @Test
  void theVersionAfterItHasAContextOfItsOwnName() {
    post(
        TRANSFER,
        "2023-01-15-preview",
        "{\"targetParticipant\":BOB,\"customContext\":{\"voipHeaders\":{\"k\":\"v\"}}}");

    assertThat(command(CallRequest.Transfer.class).customContext().voipHeaders())
        .containsEntry("k", "v");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-03-12 | {} | targetParticipant",
        "2026-03-12 | {\"targetParticipant\":{}} | targetParticipant",
        "2026-03-12 | {\"targetParticipant\":{\"rawId\":\"8:orgid:u\"}} | targetParticipant",
        "2026-03-12 | {\"targetParticipant\":{\"rawId\":\"whoever\"}} | targetParticipant",
        "2026-03-12 | {\"targetParticipant\":BOB,\"transferee\":BOB} | transferee",
        "2026-03-12 | {\"targetParticipant\":BOB,\"transferee\":7} | transferee",
        "2026-03-12 | {\"targetParticipant\":BOB,\"operationCallbackUri\":\"x\"} | operationCallbackUri",
        "2026-03-12 | {\"targetParticipant\":PHONE,\"sourceCallerIdNumber\":{\"value\":\"+4930\"}}"
            + " | sourceCallerIdNumber",
        "2022-04-07-preview | {\"targetParticipant\":PHONE,\"transfereeCallerId\":{\"value\":\"+4930\"}}"
            + " | transfereeCallerId",
        "2022-04-07-preview | {\"targetParticipant\":BOB,\"userToUserInformation\":\"a\\r\\nb\"}"
            + " | userToUserInformation",
        "2023-01-15-preview | {\"targetParticipant\":BOB,\"customContext\":{\"sipHeaders\":{\"From\":\"x\"}}}"
            + " | customContext.sipHeaders.From",
        "2024-04-15 | {\"targetParticipant\":BOB,\"customCallingContext\":{\"sipHeaders\":{\"X-MS-A\":\"x\"}}}"
            + " | customCallingContext.sipHeaders.X-MS-A"
      })
  void namesTheMemberAsItsVersionDoes(String version, String body, String member) {
    refuses(TRANSFER, version, body, member);
  }

  @Test
  void aPhoneNeedsNoCallerIdOfItsOwn() {
    assertThat(post(TRANSFER, NEWEST, "{\"targetParticipant\":PHONE}").status()).isEqualTo(202);
  }

  @Test
  void aSecondOneAtOnceIsAConflict() {
    server.calls.reply = Optional.of(new CallReply.TransferUnderWay());

    var answer = post(TRANSFER, NEWEST, "{\"targetParticipant\":BOB}");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(Bodies.error(answer.body()).code()).isEqualTo("8607");
  }
}
