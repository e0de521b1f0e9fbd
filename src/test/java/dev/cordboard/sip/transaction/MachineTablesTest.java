package dev.cordboard.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.TransactionSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every state of the four machines against every input, as a table: what a row does not name must
/// change nothing and do nothing.
class MachineTablesTest {
  private static final Timers UDP =
      Timers.of(TransactionSettings.defaults(), Duration.ofMinutes(3).toMillis(), false);
  private static final Timers TCP =
      Timers.of(TransactionSettings.defaults(), Duration.ofMinutes(3).toMillis(), true);

  private static final List<TransactionState> INVITE_CLIENT =
      List.of(
          new InviteClient.Calling(500),
          new InviteClient.Proceeding(),
          new InviteClient.Accepted(),
          new InviteClient.Completed(),
          new TransactionState.Terminated());
  private static final List<TransactionState> NON_INVITE_CLIENT =
      List.of(
          new NonInviteClient.Trying(2_000),
          new NonInviteClient.Proceeding(),
          new NonInviteClient.Completed(),
          new TransactionState.Terminated());
  private static final List<TransactionState> INVITE_SERVER =
      List.of(
          new InviteServer.Proceeding(false),
          new InviteServer.Proceeding(true),
          new InviteServer.Accepted(),
          new InviteServer.Completed(500),
          new InviteServer.Confirmed(),
          new TransactionState.Terminated());
  private static final List<TransactionState> NON_INVITE_SERVER =
      List.of(
          new NonInviteServer.Trying(),
          new NonInviteServer.Proceeding(),
          new NonInviteServer.Completed(),
          new TransactionState.Terminated());

  @Test
  void inviteClientOverUdp() {
    check(
        INVITE_CLIENT,
        UDP,
        """
        Calling[interval=500] 180 -> Proceeding[] C=180000 PASS_UP
        Calling[interval=500] 200 -> Accepted[] M=32000 PASS_UP
        Calling[interval=500] 486 -> Completed[] SEND_ACK D=32000 PASS_UP
        Calling[interval=500] A -> Calling[interval=1000] SEND_REQUEST A=1000
        Calling[interval=500] B -> Terminated[] TIMED_OUT
        Calling[interval=500] UNSENDABLE -> Terminated[] UNSENDABLE
        Proceeding[] 180 -> Proceeding[] PASS_UP
        Proceeding[] 200 -> Accepted[] M=32000 PASS_UP
        Proceeding[] 486 -> Completed[] SEND_ACK D=32000 PASS_UP
        Proceeding[] C -> Proceeding[] SEND_CANCEL
        Proceeding[] CANCEL_SENT -> Proceeding[] CANCELLED=32000
        Proceeding[] CANCELLED -> Terminated[] TIMED_OUT
        Proceeding[] UNSENDABLE -> Terminated[] UNSENDABLE
        Accepted[] 200 -> Accepted[] PASS_UP
        Accepted[] M -> Terminated[]
        Completed[] 486 -> Completed[] SEND_ACK
        Completed[] D -> Terminated[]
        Completed[] UNSENDABLE -> Terminated[] UNSENDABLE
        """);
  }

  @Test
  void inviteClientOverTcpForgetsARefusalAtOnce() {
    check(
        INVITE_CLIENT,
        TCP,
        """
        Calling[interval=500] 180 -> Proceeding[] C=180000 PASS_UP
        Calling[interval=500] 200 -> Accepted[] M=32000 PASS_UP
        Calling[interval=500] 486 -> Terminated[] SEND_ACK PASS_UP
        Calling[interval=500] A -> Calling[interval=1000] SEND_REQUEST A=1000
        Calling[interval=500] B -> Terminated[] TIMED_OUT
        Calling[interval=500] UNSENDABLE -> Terminated[] UNSENDABLE
        Proceeding[] 180 -> Proceeding[] PASS_UP
        Proceeding[] 200 -> Accepted[] M=32000 PASS_UP
        Proceeding[] 486 -> Terminated[] SEND_ACK PASS_UP
        Proceeding[] C -> Proceeding[] SEND_CANCEL
        Proceeding[] CANCEL_SENT -> Proceeding[] CANCELLED=32000
        Proceeding[] CANCELLED -> Terminated[] TIMED_OUT
        Proceeding[] UNSENDABLE -> Terminated[] UNSENDABLE
        Accepted[] 200 -> Accepted[] PASS_UP
        Accepted[] M -> Terminated[]
        Completed[] 486 -> Completed[] SEND_ACK
        Completed[] D -> Terminated[]
        Completed[] UNSENDABLE -> Terminated[] UNSENDABLE
        """);
  }

  @Test
  void nonInviteClientOverUdp() {
    check(
        NON_INVITE_CLIENT,
        UDP,
        """
        Trying[interval=2000] 180 -> Proceeding[] PASS_UP
        Trying[interval=2000] 200 -> Completed[] K=5000 PASS_UP
        Trying[interval=2000] 486 -> Completed[] K=5000 PASS_UP
        Trying[interval=2000] E -> Trying[interval=4000] SEND_REQUEST E=4000
        Trying[interval=2000] F -> Terminated[] TIMED_OUT
        Trying[interval=2000] UNSENDABLE -> Terminated[] UNSENDABLE
        Proceeding[] 180 -> Proceeding[] PASS_UP
        Proceeding[] 200 -> Completed[] K=5000 PASS_UP
        Proceeding[] 486 -> Completed[] K=5000 PASS_UP
        Proceeding[] E -> Proceeding[] SEND_REQUEST E=4000
        Proceeding[] F -> Terminated[] TIMED_OUT
        Proceeding[] UNSENDABLE -> Terminated[] UNSENDABLE
        Completed[] K -> Terminated[]
        """);
  }

  @Test
  void inviteServerOverUdp() {
    check(
        INVITE_SERVER,
        UDP,
        """
        Proceeding[heard=false] 180 -> Proceeding[heard=true] SEND_RESPONSE
        Proceeding[heard=false] 200 -> Accepted[] SEND_RESPONSE L=32000
        Proceeding[heard=false] 486 -> Completed[interval=500] SEND_RESPONSE H=32000 G=500
        Proceeding[heard=false] TRYING -> Proceeding[heard=true] SEND_TRYING
        Proceeding[heard=false] C -> Completed[interval=500] SEND_TIMEOUT H=32000 G=500
        Proceeding[heard=false] UNSENDABLE -> Terminated[] UNSENDABLE
        Proceeding[heard=true] 180 -> Proceeding[heard=true] SEND_RESPONSE
        Proceeding[heard=true] 200 -> Accepted[] SEND_RESPONSE L=32000
        Proceeding[heard=true] 486 -> Completed[interval=500] SEND_RESPONSE H=32000 G=500
        Proceeding[heard=true] C -> Completed[interval=500] SEND_TIMEOUT H=32000 G=500
        Proceeding[heard=true] AGAIN -> Proceeding[heard=true] SEND_RESPONSE
        Proceeding[heard=true] UNSENDABLE -> Terminated[] UNSENDABLE
        Accepted[] 200 -> Accepted[] SEND_RESPONSE
        Accepted[] L -> Terminated[]
        Accepted[] ACK -> Accepted[] PASS_UP
        Accepted[] UNSENDABLE -> Accepted[] UNSENDABLE
        Completed[interval=500] G -> Completed[interval=1000] SEND_RESPONSE G=1000
        Completed[interval=500] H -> Terminated[] TIMED_OUT
        Completed[interval=500] AGAIN -> Completed[interval=500] SEND_RESPONSE
        Completed[interval=500] ACK -> Confirmed[] I=5000
        Completed[interval=500] UNSENDABLE -> Terminated[] UNSENDABLE
        Confirmed[] I -> Terminated[]
        """);
  }

  @Test
  void nonInviteServerOverUdp() {
    check(
        NON_INVITE_SERVER,
        UDP,
        """
        Trying[] 180 -> Proceeding[] SEND_RESPONSE
        Trying[] 200 -> Completed[] SEND_RESPONSE J=32000
        Trying[] 486 -> Completed[] SEND_RESPONSE J=32000
        Trying[] UNANSWERED -> Terminated[] TIMED_OUT
        Proceeding[] 180 -> Proceeding[] SEND_RESPONSE
        Proceeding[] 200 -> Completed[] SEND_RESPONSE J=32000
        Proceeding[] 486 -> Completed[] SEND_RESPONSE J=32000
        Proceeding[] UNANSWERED -> Terminated[] TIMED_OUT
        Proceeding[] AGAIN -> Proceeding[] SEND_RESPONSE
        Proceeding[] UNSENDABLE -> Terminated[] UNSENDABLE
        Completed[] J -> Terminated[]
        Completed[] AGAIN -> Completed[] SEND_RESPONSE
        Completed[] UNSENDABLE -> Terminated[] UNSENDABLE
        """);
  }

  @Test
  void answeredNonInvitesOverTcpAreForgottenAtOnce() {
    var server = new NonInviteServer.Trying().step(new Input.Answer(200), TCP);
    var client = new NonInviteClient.Trying(500).step(new Input.Answer(200), TCP);
    var refused = new InviteServer.Completed(500).step(Input.Plain.ACK, TCP);

    assertThat(server.state().terminated()).isTrue();
    assertThat(client.state().terminated()).isTrue();
    assertThat(refused.state().terminated()).isTrue();
  }

  @Test
  void startsSendAndArmWhatTheTransportNeeds() {
    assertThat(text(InviteClient.start(UDP)))
        .isEqualTo("Calling[interval=500] SEND_REQUEST B=32000 A=500");
    assertThat(text(InviteClient.start(TCP)))
        .isEqualTo("Calling[interval=500] SEND_REQUEST B=32000");
    assertThat(text(NonInviteClient.start(UDP)))
        .isEqualTo("Trying[interval=500] SEND_REQUEST F=32000 E=500");
    assertThat(text(NonInviteClient.start(TCP)))
        .isEqualTo("Trying[interval=500] SEND_REQUEST F=32000");
    assertThat(text(InviteServer.start(UDP)))
        .isEqualTo("Proceeding[heard=false] TRYING=200 C=180000");
    assertThat(text(NonInviteServer.start(UDP))).isEqualTo("Trying[] UNANSWERED=32000");
  }

  @Test
  void timersEAndGDoubleUpToT2AndTimerAWithoutBound() {
    TransactionState client = new NonInviteClient.Trying(500);
    TransactionState server = new InviteServer.Completed(500);
    TransactionState invite = new InviteClient.Calling(500);
    for (int i = 0; i < 5; i++) {
      client = client.step(new Input.Fired(Timer.E), UDP).state();
      server = server.step(new Input.Fired(Timer.G), UDP).state();
      invite = invite.step(new Input.Fired(Timer.A), UDP).state();
    }

    assertThat(client).isEqualTo(new NonInviteClient.Trying(4_000));
    assertThat(server).isEqualTo(new InviteServer.Completed(4_000));
    assertThat(invite).isEqualTo(new InviteClient.Calling(16_000));
  }

  private static void check(List<TransactionState> states, Timers timers, String table) {
    var expected = new LinkedHashMap<String, String>();
    table
        .lines()
        .forEach(
            row -> {
              int arrow = row.indexOf(" -> ");
              expected.put(row.substring(0, arrow), row.substring(arrow + 4));
            });
    var found = new LinkedHashMap<String, String>();
    for (var state : states) {
      inputs()
          .forEach(
              (name, input) -> {
                var after = text(state.step(input, timers));
                if (!after.equals(state.toString())) {
                  found.put(state + " " + name, after);
                }
              });
    }
    assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
  }

  private static Map<String, Input> inputs() {
    var inputs = new LinkedHashMap<String, Input>();
    for (int status : new int[] {180, 200, 486}) {
      inputs.put(Integer.toString(status), new Input.Answer(status));
    }
    for (var timer : Timer.values()) {
      inputs.put(timer.name(), new Input.Fired(timer));
    }
    for (var plain : Input.Plain.values()) {
      inputs.put(plain.name(), plain);
    }
    return inputs;
  }

  private static String text(TransactionState.Step step) {
    var words = new ArrayList<String>();
    words.add(step.state().toString());
    step.actions().stream()
        .map(
            action ->
                switch (action) {
                  case Action.Arm(Timer timer, long millis) -> timer + "=" + millis;
                  case Action.Plain plain -> plain.name();
                })
        .forEach(words::add);
    return words.stream().collect(Collectors.joining(" "));
  }
}
