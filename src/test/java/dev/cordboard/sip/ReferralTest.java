package dev.cordboard.sip;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.refer.Referral;
import dev.cordboard.testkit.ManualLoop;
import dev.cordboard.testkit.ManualTime;
import dev.cordboard.testkit.SimNetwork;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// REFERs of a peer that may transfer, and what it hears of them, on a simulated network.
class ReferralTest {
  private final ManualTime time = new ManualTime();
  private final ManualLoop loop = new ManualLoop(time);
  private final SimNetwork network = SimNetwork.fair(loop);
  private final SimPeer peer = new SimPeer(network, "10.0.0.9", "10.0.0.1");
  private final SimPeer other = new SimPeer(network, "10.0.0.10", "10.0.0.1");
  private final SimulatedServer server = SimulatedServer.withTrunks(network, loop, time);
  private SipResponse ok;
  private long sequence = 1;

  @BeforeEach
  void talk() {
    ok = talk(peer, "a");
  }

  @AfterEach
  void nothingIsLeftInAnyTable() {
    server.incoming.forEach(incoming -> incoming.leg().hangUp());
    loop.advance(Duration.ofHours(2));

    assertThat(server.held()).isZero();
    assertThat(server.gauge("cordboard.sip.subscriptions")).isZero();
    assertThat(loop.timers()).isZero();
  }

  @Test
  void isTakenAndToldOfEachStep() {
    var accepted = refer("<sip:bob@10.0.0.1>");
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.contacts()).hasSize(1);
    var trying = answered(200);
    assertThat(trying.value(HeaderName.EVENT)).contains("refer");
    assertThat(trying.value(HeaderName.SUBSCRIPTION_STATE)).contains("active;expires=300");
    assertThat(trying.contentType()).isEqualTo("message/sipfrag");
    assertThat(body(trying)).isEqualTo("SIP/2.0 100 Trying\r\n");
    referral().report(180);
    pass();
    assertThat(body(answered(200))).isEqualTo("SIP/2.0 180 Ringing\r\n");
    referral().report(486);
    pass();
    var last = answered(200);
    assertThat(body(last)).isEqualTo("SIP/2.0 486 Busy Here\r\n");
    assertThat(last.value(HeaderName.SUBSCRIPTION_STATE)).contains("terminated;reason=noresource");
    referral().report(200);
    pass();

    assertThat(notifies()).isEqualTo(3);
    assertThat(server.legs.getFirst().heard).containsExactly("answered nothing");
  }

  @Test
  void isToldOneThingAtATimeAndOnlyTheNewest() {
    refer("<sip:bob@10.0.0.1>");
    var trying = peer.request(SipMethod.NOTIFY);
    referral().report(180);
    referral().report(183);
    referral().report(180);
    pass();
    assertThat(notifies()).isEqualTo(1);
    peer.respond(trying, 200, "x");
    pass();

    assertThat(body(answered(200))).isEqualTo("SIP/2.0 180 Ringing\r\n");
    referral().report(180);
    pass();
    assertThat(notifies()).isEqualTo(2);
  }

  @Test
  void isToldTheOutcomeThoughSomethingElseWaited() {
    refer("<sip:bob@10.0.0.1>");
    var trying = peer.request(SipMethod.NOTIFY);
    referral().report(180);
    referral().report(200);
    referral().report(183);
    peer.respond(trying, 200, "x");
    pass();

    assertThat(body(answered(200))).isEqualTo("SIP/2.0 200 OK\r\n");
    assertThat(server.gauge("cordboard.sip.subscriptions")).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {481, 405, 500, 489})
  void isToldNoMoreWhenItDoesNotListen(int status) {
    refer("<sip:bob@10.0.0.1>");
    answered(status);
    referral().report(180);
    referral().report(200);
    pass();

    assertThat(notifies()).isEqualTo(1);
    assertThat(server.legs.getFirst().heard).containsExactly("answered nothing");
  }

  @Test
  void isToldNoMoreWhenItDoesNotAnswer() {
    refer("<sip:bob@10.0.0.1>");
    network.dropping(sent -> sent.message().cSeq().method().equals(SipMethod.NOTIFY));
    loop.advance(Duration.ofSeconds(33));
    long before = notifies();
    referral().report(200);
    pass();

    assertThat(notifies()).isEqualTo(before);
  }

  @Test
  void isToldThatTimeIsUp() {
    refer("<sip:bob@10.0.0.1>");
    answered(200);
    loop.advance(Duration.ofMinutes(6));
    var last = answered(200);

    assertThat(body(last)).isEqualTo("SIP/2.0 503 Service Unavailable\r\n");
    assertThat(last.value(HeaderName.SUBSCRIPTION_STATE)).contains("terminated;reason=timeout");
  }

  @Test
  void isToldBeforeTheByeWhenWeHangUp() {
    refer("<sip:bob@10.0.0.1>");
    answered(200);
    server.incoming.getFirst().leg().hangUp();
    pass();
    var last = answered(200);
    assertThat(body(last)).isEqualTo("SIP/2.0 487 Request Terminated\r\n");

    var bye = peer.request(SipMethod.BYE);
    assertThat(bye.cSeq().number()).isGreaterThan(last.cSeq().number());
    peer.respond(bye, 200, "x");
    pass();
  }

  @Test
  void isToldTheOutcomeAfterItHasHungUp() {
    refer("<sip:bob@10.0.0.1>");
    answered(200);
    peer.send(peer.inside(SipMethod.BYE, ++sequence, ok));
    pass();
    peer.response(200);
    assertThat(server.gauge("cordboard.sip.dialogs")).isEqualTo(1);
    referral().report(200);
    pass();
    assertThat(body(answered(200))).isEqualTo("SIP/2.0 200 OK\r\n");

    assertThat(server.gauge("cordboard.sip.dialogs")).isZero();
  }

  @Test
  void isToldHowThingsStandWhenItRenewsTheSubscription() {
    refer("<sip:bob@10.0.0.1>");
    answered(200);
    referral().report(180);
    pass();
    answered(200);
    loop.advance(Duration.ofMinutes(4));
    assertThat(subscribed("refer", "60").value(HeaderName.EXPIRES)).contains("60");
    var notify = answered(200);
    assertThat(body(notify)).isEqualTo("SIP/2.0 180 Ringing\r\n");
    assertThat(notify.value(HeaderName.SUBSCRIPTION_STATE)).contains("active;expires=300");
    loop.advance(Duration.ofMinutes(4));
    referral().report(200);
    pass();

    assertThat(body(answered(200))).isEqualTo("SIP/2.0 200 OK\r\n");
  }

  @Test
  void isToldNoMoreWhenItEndsTheSubscription() {
    refer("<sip:bob@10.0.0.1>");
    answered(200);
    assertThat(subscribed("refer;id=" + sequence, "0").value(HeaderName.EXPIRES)).contains("0");
    var last = answered(200);
    assertThat(body(last)).isEqualTo("SIP/2.0 100 Trying\r\n");
    assertThat(last.value(HeaderName.SUBSCRIPTION_STATE)).contains("terminated;reason=timeout");
    referral().report(200);
    pass();

    assertThat(notifies()).isEqualTo(2);
    assertThat(subscribed("refer", "60").status()).isEqualTo(481);
  }

  @Test
  void canSubscribeToNothingElse() {
    assertThat(subscribed("refer", "60").status()).isEqualTo(481);
    var refused = subscribed("presence", "60");
    assertThat(refused.status()).isEqualTo(489);
    assertThat(refused.value(HeaderName.ALLOW_EVENTS)).contains("refer");
    peer.send(peer.outside(SipMethod.SUBSCRIBE, "s").set(HeaderName.EVENT, "dialog"));
    pass();

    assertThat(peer.response(489).callId()).isEqualTo("s");
  }

  @Test
  void mayNotHaveTwoAtOnce() {
    refer("<sip:bob@10.0.0.1>");
    answered(200);
    assertThat(refer("<sip:carol@10.0.0.1>").status()).isEqualTo(491);
    referral().report(404);
    pass();
    answered(200);
    assertThat(refer("<sip:carol@10.0.0.1>").status()).isEqualTo(202);

    var second = answered(200);
    assertThat(second.value(HeaderName.EVENT)).contains("refer;id=" + sequence);
    assertThat(server.legs.getFirst().referrals).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "FALSE"})
  void hearsNothingWhenItWantsNoSubscription(String wish) {
    peer.send(referTo("<sip:bob@10.0.0.1>").set("Refer-Sub", wish).set("Require", "norefersub"));
    pass();
    assertThat(peer.response(202).value("Refer-Sub")).contains("false");
    referral().report(180);
    referral().report(200);
    pass();

    assertThat(notifies()).isZero();
    assertThat(server.gauge("cordboard.sip.subscriptions")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | sip
          400 | <sip:bob@10.0.0.1
          400 | <sip:bob@10.0.0.1>, <sip:carol@10.0.0.1>
          400 | sip:bob@10.0.0.1?Replaces=a
          400 | <sip:bob@10.0.0.1?X-MS-Custom-A=1%0d%0aVia:%20x>
          400 | <sip:bob@10.0.0.1?X-MS-Custom-A%20B=1>
          400 | <sip:bob@10.0.0.1?X=%00>
          400 | <sip:bob@10.0.0.1?X=%FF>
          400 | <sip:bob@10.0.0.1?X=%F>
          400 | <sip:bob@10.0.0.1?=x>
          400 | <sip:bob@10.0.0.1?a&&b>
          400 | <sip:bob@10.0.0.1?Replaces=a%3Bto-tag%3D1>
          400 | <sip:bob@10.0.0.1?Replaces=a%3Bto-tag%3D1%3Bto-tag%3D2%3Bfrom-tag%3D3>
          400 | <sip:bob@10.0.0.1?Replaces=a%3Bto-tag%3D1%3Bfrom-tag%3D3&replaces=b%3Bto-tag%3D1%3Bfrom-tag%3D3>
          403 | <sip:bob@10.0.0.1;method=BYE>
          416 | <http://10.0.0.1/>
          416 | mailto:bob@10.0.0.1
          416 | "Bob" <im:bob@10.0.0.1>
          """)
  void refusesWhatCannotBeCalled(int status, String referTo) {
    assertThat(refer(referTo).status()).isEqualTo(status);
    assertThat(server.legs.getFirst().referrals).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          +14255550100 | tel:+14255550100     | <tel:+14255550100>
          +14255550100 | tel:+14255550100     | tel:+14255550100
          bob          | sips:bob@10.0.0.1    | <sips:bob@10.0.0.1;method=INVITE>
          bob          | SIP:bob@10.0.0.1:99  | sip:bob@10.0.0.1:99;tag=of-the-header
          ''           | sip:10.0.0.1         | Bob, the other <sip:10.0.0.1>
          """)
  void takesEveryFormOfAnAddress(String user, String uri, String referTo) {
    assertThat(refer(referTo).status()).isEqualTo(202);
    answered(200);

    assertThat(referral().target().user()).isEqualTo(user);
    assertThat(referral().target().uri()).isEqualToIgnoringCase(uri);
  }

  @Test
  void refusesNoneAndSeveralTargets() {
    peer.send(peer.inside(SipMethod.REFER, ++sequence, ok));
    pass();
    assertThat(peer.response(400).reason()).isEqualTo("Exactly one Refer-To is needed");
    peer.send(referTo("<sip:bob@10.0.0.1>").add(HeaderName.REFER_TO, "<sip:carol@10.0.0.1>"));
    pass();

    assertThat(peer.response(400).reason()).isEqualTo("Exactly one Refer-To is needed");
  }

  @Test
  void carriesWhatTheTransferringSideSays() {
    peer.send(
        referTo("Bob <sip:bo%62;x@10.0.0.1;user=phone?X-MS-Custom-A=1%202&Require=replaces>")
            .set(HeaderName.REFERRED_BY, "\"Al\" <sip:alice@10.0.0.1?x=y>;cid=1@2")
            .set("User-To-User", "ab;encoding=hex")
            .set("X-MS-Custom-A", "not this"));
    pass();

    var target = referral().target();
    assertThat(target.user()).isEqualTo("bob;x");
    assertThat(target.uri()).isEqualTo("sip:bo%62;x@10.0.0.1;user=phone");
    assertThat(target.headers())
        .containsEntry("X-MS-Custom-A", "1 2")
        .containsEntry("User-To-User", "ab;encoding=hex")
        .hasSize(2);
    assertThat(referral().referredBy()).contains("sip:alice@10.0.0.1");
  }

  @Test
  void namesTheLegToReplaceInAnAttendedTransfer() {
    var consulted = talk(peer, "consulted@x");
    refer(replacing("sip:bob@10.0.0.1", consulted));
    answered(200);

    assertThat(server.legs.getFirst().replaced.getFirst())
        .containsSame(server.incoming.getLast().leg());
    assertThat(referral().target().replaces())
        .hasValueSatisfying(replaces -> assertThat(replaces.callId()).isEqualTo("consulted@x"));
  }

  @Test
  void failsWhereTheLegToReplaceIsNotThere() {
    var gone = talk(peer, "gone");
    peer.send(peer.inside(SipMethod.BYE, 2, gone));
    pass();
    refer(replacing("sip:bob@10.0.0.1", gone));
    assertThat(body(answered(200))).isEqualTo("SIP/2.0 603 Decline\r\n");
    refer("<sip:bob@10.0.0.1?Replaces=nobody%3Bto-tag%3D1%3Bfrom-tag%3D2>");
    assertThat(body(answered(200))).isEqualTo("SIP/2.0 481 Call/Transaction Does Not Exist\r\n");
    refer(replacing("sip:bob@10.0.0.1", ok));
    assertThat(body(answered(200))).startsWith("SIP/2.0 481 ");

    assertThat(server.legs.getFirst().referrals).isEmpty();
  }

  @Test
  void isForThoseOnlyWhoMay() {
    var foreign = talk(other, "b");
    other.send(
        other.inside(SipMethod.REFER, 2, foreign).set(HeaderName.REFER_TO, "<sip:x@10.0.0.1>"));
    pass();

    assertThat(other.response(403).reason()).isEqualTo("No transfer here");
    assertThat(server.legs.getLast().referrals).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"REFER", "NOTIFY", "BYE"})
  void cannotBeForgedByGuessing(String method) {
    other.send(
        other
            .inside(new SipMethod(method), 9, ok)
            .to(ok.to().withTag("guessed"))
            .from(ok.from())
            .set(HeaderName.EVENT, "refer")
            .set(HeaderName.REFER_TO, "<sip:premium@198.51.100.9>"));
    pass();

    assertThat(other.response(481).callId()).isEqualTo("a");
    assertThat(server.legs.getFirst().referrals).isEmpty();
    assertThat(server.legs.getFirst().heard).containsExactly("answered nothing");
  }

  @Test
  void needsACallThatIsAnswered() {
    peer.send(peer.invite("c"));
    pass();
    server.incoming.getLast().leg().ring();
    pass();
    var ringing = peer.response(180);
    peer.send(
        peer.inside(SipMethod.REFER, 2, ringing).set(HeaderName.REFER_TO, "<sip:x@10.0.0.1>"));
    pass();

    assertThat(peer.response(403).callId()).isEqualTo("c");
    peer.send(peer.inside(SipMethod.BYE, 3, ringing));
    pass();
  }

  @Test
  void hasNoPlaceOutsideADialog() {
    peer.send(peer.outside(SipMethod.REFER, "d").set(HeaderName.REFER_TO, "<sip:x@10.0.0.1>"));
    peer.send(peer.outside(SipMethod.NOTIFY, "e").set(HeaderName.EVENT, "refer"));
    pass();

    assertThat(peer.response(403).callId()).isEqualTo("d");
    assertThat(peer.response(481).callId()).isEqualTo("e");
  }

  /// `<uri?Replaces=…>` for the dialog that the server's answer to the peer's INVITE made.
  private static String replacing(String uri, SipResponse answer) {
    return "<%s?Replaces=%s%%3Bto-tag%%3D%s%%3Bfrom-tag%%3D%s>"
        .formatted(
            uri,
            answer.callId().replace("@", "%40"),
            answer.toTag().orElseThrow(),
            answer.fromTag().orElseThrow());
  }

  private SipResponse talk(SimPeer who, String callId) {
    who.send(who.invite(callId));
    pass();
    server.incoming.getLast().leg().answer(Sdp.port(4002));
    pass();
    var answer = who.response(200);
    who.send(who.inside(SipMethod.ACK, 1, answer));
    pass();
    return answer;
  }

  private SipRequest.Builder referTo(String value) {
    return peer.inside(SipMethod.REFER, ++sequence, ok).set(HeaderName.REFER_TO, value);
  }

  /// Sends a REFER; its final answer.
  private SipResponse refer(String value) {
    peer.send(referTo(value));
    pass();
    return answerTo(SipMethod.REFER);
  }

  private SipResponse answerTo(SipMethod method) {
    while (!peer.heard.isEmpty()) {
      if (peer.heard.removeFirst() instanceof SipResponse response
          && response.method().equals(method)) {
        return response;
      }
    }
    throw new NoSuchElementException("no answer to " + method);
  }

  /// Sends a SUBSCRIBE; its final answer.
  private SipResponse subscribed(String event, String expires) {
    peer.send(
        peer.inside(SipMethod.SUBSCRIBE, ++sequence, ok)
            .set(HeaderName.EVENT, event)
            .set(HeaderName.EXPIRES, expires));
    pass();
    return answerTo(SipMethod.SUBSCRIBE);
  }

  /// The next NOTIFY, answered with this.
  private SipRequest answered(int status) {
    var notify = peer.request(SipMethod.NOTIFY);
    peer.respond(notify, status, "x");
    pass();
    return notify;
  }

  private Referral referral() {
    return server.legs.getFirst().referrals.getFirst();
  }

  private long notifies() {
    return network.sent().stream()
        .filter(sent -> sent.message() instanceof SipRequest sip && sip.is(SipMethod.NOTIFY))
        .count();
  }

  private static String body(SipRequest notify) {
    return new String(notify.body(), US_ASCII);
  }

  private void pass() {
    loop.advance(Duration.ofMillis(50));
  }
}
