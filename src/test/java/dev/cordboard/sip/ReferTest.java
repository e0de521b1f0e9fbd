package dev.cordboard.sip;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.SipSettings;
import dev.cordboard.config.TrunkSettings;
import dev.cordboard.sip.digest.CredentialSource;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.refer.ReferOrder;
import dev.cordboard.testkit.ManualLoop;
import dev.cordboard.testkit.ManualTime;
import dev.cordboard.testkit.SimNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// REFERs of ours to a peer that answers in unusual ways, on a simulated network.
class ReferTest {
  private static final ReferOrder ORDER = ReferOrder.to("sip:+14255550199@10.0.0.9");

  private final ManualTime time = new ManualTime();
  private final ManualLoop loop = new ManualLoop(time);
  private final SimNetwork network = SimNetwork.fair(loop);
  private final SimPeer peer = new SimPeer(network, "10.0.0.9", "10.0.0.1");
  private final SimulatedServer server =
      new SimulatedServer(
          network,
          loop,
          time,
          SipSettings.defaults()
              .withTransport(Sockets.at("10.0.0.1", 5060))
              .withTrunks(List.of(TrunkSettings.of("peer", "10.0.0.9"))),
          CredentialSource.none());
  private final RecordingRefer outcome = new RecordingRefer();
  private SipLeg leg;
  private SipResponse ok;
  private long sequence = 1;

  @BeforeEach
  void talk() {
    peer.send(peer.invite("a").set(HeaderName.ALLOW, "INVITE, BYE, REFER"));
    pass();
    leg = server.incoming.getFirst().leg();
    leg.answer(Sdp.port(4002));
    pass();
    ok = peer.response(200);
    peer.send(peer.inside(SipMethod.ACK, 1, ok));
    pass();
  }

  @AfterEach
  void nothingIsLeftInAnyTable() {
    leg.hangUp();
    loop.advance(Duration.ofHours(2));

    assertThat(server.held()).isZero();
    assertThat(server.gauge("cordboard.sip.subscriptions")).isZero();
    assertThat(loop.timers()).isZero();
  }

  @Test
  void knowsFromTheAllowOfTheInviteThatThePeerTakesRefer() {
    assertThat(leg.peerAllowsRefer()).isTrue();
    peer.send(peer.inside(SipMethod.UPDATE, ++sequence, ok).set(HeaderName.ALLOW, "INVITE, BYE"));
    pass();

    assertThat(leg.peerAllowsRefer()).isFalse();
  }

  @Test
  void saysWhomToCallAndWhoTransfers() {
    leg.refer(
        new ReferOrder("sip:a@b;x=y", "sip:+1800@here", Map.of("X-MS-Custom-A", "1\"2")), outcome);
    pass();
    var refer = peer.request(SipMethod.REFER);

    assertThat(refer.value(HeaderName.REFER_TO)).contains("<sip:a@b;x=y?X-MS-Custom-A=1%222>");
    assertThat(refer.value(HeaderName.REFERRED_BY)).contains("<sip:+1800@here>");
    assertThat(refer.supported()).contains("replaces", "norefersub");
    assertThat(refer.tokens(HeaderName.ALLOW)).contains("NOTIFY");
    assertThat(refer.contacts()).hasSize(1);
    peer.respond(refer, 603, "x");
    pass();
    assertThat(outcome.heard).containsExactly("refused 603");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 405, 480, 481, 501, 603})
  void isRefusedAndTheCallGoesOn(int status) {
    leg.refer(ORDER, outcome);
    pass();
    peer.respond(peer.request(SipMethod.REFER), status, "x");
    pass();

    assertThat(outcome.heard).containsExactly("refused " + status);
    assertThat(server.legs.getFirst().heard).containsExactly("answered nothing");
    assertThat(notified("refer", "active", "SIP/2.0 100 Trying")).isEqualTo(481);
  }

  @Test
  void takesANotifyThatOvertakesTheAnswer() {
    leg.refer(ORDER, outcome);
    pass();
    var refer = peer.request(SipMethod.REFER);
    assertThat(notified("refer", "active;expires=60", "SIP/2.0 180 Ringing")).isEqualTo(200);
    assertThat(outcome.heard).containsExactly("accepted", "180");
    peer.respond(refer, 202, "x");
    pass();
    assertThat(notified("refer", "terminated;reason=noresource", "SIP/2.0 200 OK")).isEqualTo(200);

    assertThat(outcome.heard).containsExactly("accepted", "180", "finished 200");
  }

  @Test
  void goesOnWithWhatItWasNotifiedOfWhenTheAnswerIsLost() {
    leg.refer(ORDER, outcome);
    pass();
    notified("refer", "active", "SIP/2.0 100 Trying");
    loop.advance(Duration.ofSeconds(40));
    notified("refer", "terminated", "SIP/2.0 486 Busy Here");

    assertThat(outcome.heard).containsExactly("accepted", "100", "finished 486");
  }

  @Test
  void tellsTwoRefersApartByTheNumbersOfTheirRequests() {
    var second = new RecordingRefer();
    leg.refer(ORDER, outcome);
    leg.refer(ORDER, second);
    pass();
    var first = accepted();
    var other = accepted();
    notified("refer;id=" + other.cSeq().number(), "active", "SIP/2.0 180 Ringing");
    notified("Refer ; Id = " + first.cSeq().number(), "active", "SIP/2.0 183 Progress");
    assertThat(notified("refer;id=4711", "active", "SIP/2.0 100 Trying")).isEqualTo(481);
    notified("refer", "terminated", "SIP/2.0 503 No");
    notified("refer;id=" + other.cSeq().number(), "terminated", "SIP/2.0 200 OK");

    assertThat(outcome.heard).containsExactly("accepted", "183", "finished 503");
    assertThat(second.heard).containsExactly("accepted", "180", "finished 200");
  }

  @Test
  void sendsOnlySoManyAtOnce() {
    for (int i = 0; i < 4; i++) {
      leg.refer(ORDER, new RecordingRefer());
    }
    leg.refer(ORDER, outcome);

    assertThat(outcome.heard).containsExactly("refused 491");
    assertThat(server.gauge("cordboard.sip.subscriptions")).isEqualTo(4);
  }

  @Test
  void givesUpWhenThereIsNoFirstNotify() {
    leg.refer(ORDER, outcome);
    pass();
    accepted();
    loop.advance(Duration.ofSeconds(31));
    assertThat(outcome.heard).containsExactly("accepted");
    loop.advance(Duration.ofSeconds(2));

    assertThat(outcome.heard).containsExactly("accepted", "lost");
    assertThat(notified("refer", "active", "SIP/2.0 200 OK")).isEqualTo(481);
  }

  @Test
  void givesUpWhenThereIsNoLastNotify() {
    leg.refer(ORDER, outcome);
    pass();
    accepted();
    notified("refer", "active", "SIP/2.0 100 Trying");
    loop.advance(Duration.ofMinutes(6));

    assertThat(outcome.heard).containsExactly("accepted", "100", "lost");
  }

  @Test
  void endsWhenThePeerEndsTheSubscriptionWithoutAnOutcome() {
    leg.refer(ORDER, outcome);
    pass();
    accepted();
    notified("refer", "active", "SIP/2.0 100 Trying");
    assertThat(notified("refer", "Terminated ; reason=rejected", "")).isEqualTo(200);

    assertThat(outcome.heard).containsExactly("accepted", "100", "lost");
    assertThat(notified("refer", "active", "SIP/2.0 100 Trying")).isEqualTo(481);
  }

  @Test
  void answersTheEndOfTheSubscriptionAfterTheOutcome() {
    leg.refer(ORDER, outcome);
    pass();
    accepted();
    notified("refer", "active", "SIP/2.0 200 OK");
    assertThat(notified("refer", "terminated", "SIP/2.0 200 OK")).isEqualTo(200);

    assertThat(outcome.heard).containsExactly("accepted", "finished 200");
  }

  @Test
  void hearsNoMoreFromAPeerThatWantsNoSubscription() {
    leg.refer(ORDER, outcome);
    pass();
    var refer = peer.request(SipMethod.REFER);
    peer.respond(refer, refer.response(200).set("Refer-Sub", "false"), "x");
    pass();

    assertThat(outcome.heard).containsExactly("accepted", "lost");
  }

  @Test
  void hearsTheOutcomeAfterThePeerHasHungUp() {
    leg.refer(ORDER, outcome);
    pass();
    accepted();
    notified("refer", "active", "SIP/2.0 100 Trying");
    peer.send(peer.inside(SipMethod.BYE, ++sequence, ok));
    pass();
    assertThat(server.legs.getFirst().heard).last().isEqualTo("ended PEER_HUNG_UP");
    peer.send(peer.inside(SipMethod.INFO, ++sequence, ok));
    pass();
    peer.response(481);
    loop.advance(Duration.ofMinutes(1));
    assertThat(notified("refer", "terminated", "SIP/2.0 200 OK")).isEqualTo(200);

    assertThat(outcome.heard).containsExactly("accepted", "100", "finished 200");
    assertThat(server.gauge("cordboard.sip.dialogs")).isZero();
    assertThat(notified("refer", "terminated", "SIP/2.0 200 OK")).isEqualTo(481);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SIP/2.0",
        "SIP/2.0 ",
        "SIP/2.0 20 OK",
        "SIP/2.0 999 x",
        "SIP/1.0 200 OK",
        "\0"
      })
  void takesNothingFromABodyThatSaysNothing(String body) {
    leg.refer(ORDER, outcome);
    pass();
    accepted();
    assertThat(notified("refer", "active", body)).isEqualTo(200);

    assertThat(outcome.heard).containsExactly("accepted");
  }

  @Test
  void refusesNotifiesThatItCannotUnderstand() {
    leg.refer(ORDER, outcome);
    pass();
    accepted();
    assertThat(notified("presence", "active", "SIP/2.0 200 OK")).isEqualTo(489);
    peer.send(
        peer.inside(SipMethod.NOTIFY, ++sequence, ok)
            .set(HeaderName.EVENT, "refer")
            .body("text/plain", "SIP/2.0 200 OK".getBytes(US_ASCII)));
    pass();
    assertThat(peer.response(415).value(HeaderName.ACCEPT)).contains("message/sipfrag");

    assertThat(outcome.heard).containsExactly("accepted");
  }

  private SipRequest accepted() {
    var refer = peer.request(SipMethod.REFER);
    peer.respond(refer, 202, "x");
    pass();
    return refer;
  }

  /// Sends a NOTIFY and answers what it was answered.
  private int notified(String event, String state, String body) {
    peer.heard.removeIf(SipResponse.class::isInstance);
    peer.send(
        peer.inside(SipMethod.NOTIFY, ++sequence, ok)
            .set(HeaderName.EVENT, event)
            .set(HeaderName.SUBSCRIPTION_STATE, state)
            .body("message/sipfrag;version=2.0", body.getBytes(US_ASCII)));
    pass();
    return peer.heard.stream()
        .filter(SipResponse.class::isInstance)
        .mapToInt(response -> ((SipResponse) response).status())
        .findFirst()
        .orElseThrow();
  }

  private void pass() {
    loop.advance(Duration.ofMillis(50));
  }
}
