package dev.cordboard.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.sip.OutgoingInvite.ShownCaller;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.message.SipUri;
import dev.cordboard.testkit.ManualLoop;
import dev.cordboard.testkit.ManualTime;
import dev.cordboard.testkit.SimNetwork;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// INVITEs that are to take the place of another leg (RFC 3891), on a simulated network.
class ReplacesTest {
  private final ManualTime time = new ManualTime();
  private final ManualLoop loop = new ManualLoop(time);
  private final SimNetwork network = SimNetwork.fair(loop);
  private final SimPeer peer = new SimPeer(network, "10.0.0.9", "10.0.0.1");
  private final SimPeer other = new SimPeer(network, "10.0.0.10", "10.0.0.1");
  private final SimulatedServer server = SimulatedServer.withTrunks(network, loop, time);
  private final RecordingLeg caller = new RecordingLeg();

  @AfterEach
  void nothingIsLeftInAnyTable() {
    server.incoming.forEach(incoming -> incoming.leg().hangUp());
    loop.advance(Duration.ofHours(2));

    assertThat(server.held()).isZero();
    assertThat(loop.timers()).isZero();
  }

  @Test
  void namesTheLegAndLeavesItAlone() {
    var talked = talk();
    peer.send(
        peer.invite("b").set(HeaderName.REPLACES, replacing(talked)).set("Require", "replaces"));
    pass();

    var incoming = server.incoming.getLast();
    assertThat(incoming.replaces()).containsSame(server.incoming.getFirst().leg());
    assertThat(server.legs.getFirst().heard).containsExactly("answered nothing");
    incoming.leg().answer(Sdp.port(4004));
    server.incoming.getFirst().leg().hangUp();
    pass();
    assertThat(peer.request(SipMethod.BYE).callId()).isEqualTo("a");
  }

  @Test
  void replacesNothingWithoutTheHeader() {
    talk();

    assertThat(server.incoming.getFirst().replaces()).isEmpty();
  }

  @Test
  void readsTheHeaderWithSpaceAndInAnyCase() {
    var talked = talk();
    var value = "a ; X=\"1;2\" ; From-Tag = peer;TO-TAG=" + talked.toTag().orElseThrow() + " ; y";
    assertThat(invite("b", value)).isEmpty();

    assertThat(server.incoming.getLast().replaces()).isPresent();
  }

  @Test
  void findsALegOfAPeerWithoutATag() {
    peer.send(peer.invite("old").from(NameAddr.of(SipUri.of("peer", "10.0.0.9", -1))));
    pass();
    var leg = server.incoming.getLast().leg();
    leg.answer(Sdp.port(4002));
    pass();
    var ok = peer.response(200);

    assertThat(invite("b", "old;to-tag=" + ok.toTag().orElseThrow() + ";from-tag=0")).isEmpty();
    assertThat(server.incoming.getLast().replaces()).containsSame(leg);
  }

  @Test
  void isRefusedWhereThereIsNoSuchLeg() {
    var tag = talk().toTag().orElseThrow();

    assertThat(invite("b", "a;to-tag=" + tag + ";from-tag=other")).contains(481);
    assertThat(invite("c", "a;to-tag=peer;from-tag=" + tag))
        .as("the wrong way round")
        .contains(481);
    assertThat(invite("d", "x;to-tag=" + tag + ";from-tag=peer")).contains(481);
    assertThat(server.incoming).hasSize(1);
  }

  @Test
  void isRefusedForALegThatIsAnsweredWhenItMustNotBe() {
    assertThat(invite("b", replacing(talk()) + ";early-only")).contains(486);
  }

  @Test
  void isRefusedForALegThatIsOver() {
    var talked = talk();
    server.incoming.getFirst().leg().hangUp();
    pass();
    assertThat(invite("b", replacing(talked))).as("our BYE is on its way").contains(603);
    peer.respond(peer.request(SipMethod.BYE), 200, "x");
    pass();

    assertThat(invite("c", replacing(talked))).contains(603);
  }

  @Test
  void isRefusedForACallThatRingsHere() {
    peer.send(peer.invite("a"));
    pass();
    server.incoming.getFirst().leg().ring();
    pass();

    assertThat(invite("b", replacing(peer.response(180)))).contains(481);
  }

  @Test
  void picksUpACallThatRingsAtAPeer() {
    var leg = callOut();
    var invite = other.request(SipMethod.INVITE);
    other.respond(invite, 180, "desk");
    pass();
    var value = invite.callId() + ";to-tag=" + invite.fromTag().orElseThrow() + ";from-tag=desk";
    assertThat(invite("b", value + ";early-only")).isEmpty();

    assertThat(server.incoming.getLast().replaces()).containsSame(leg);
    leg.cancel();
    pass();
    other.respond(invite, 487, "desk");
    pass();
    assertThat(caller.heard).containsExactly("ringing", "failed 487");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        ";to-tag=1;from-tag=2",
        "a;to-tag=1",
        "a;from-tag=1",
        "a;to-tag=1;from-tag=2;to-tag=1",
        "a;to-tag=;from-tag=2",
        "a;to-tag;from-tag=2",
        "a b;to-tag=1;from-tag=2",
        "a;to-tag=1;from-tag=2,b;to-tag=1;from-tag=2",
        "a;to-tag=\"1;from-tag=2",
        ""
      })
  void refusesWhatNamesNoLeg(String value) {
    assertThat(invite("b", value)).contains(400);
    assertThat(server.incoming).isEmpty();
  }

  @Test
  void refusesSeveralLegsAndAnythingButAnInvite() {
    var talked = talk();
    var value = replacing(talked);
    assertThat(status(peer.invite("b").set(HeaderName.REPLACES, value).add("Replaces", value)))
        .contains(400);
    assertThat(
            status(
                peer.invite("c")
                    .set(HeaderName.REPLACES, value)
                    .set("Join", "a;to-tag=1;from-tag=2")))
        .contains(400);
    assertThat(status(peer.inside(SipMethod.INFO, 2, talked).set(HeaderName.REPLACES, value)))
        .contains(400);
    assertThat(status(peer.inside(SipMethod.INVITE, 3, talked).set(HeaderName.REPLACES, value)))
        .contains(400);

    assertThat(server.incoming).hasSize(1);
    assertThat(server.legs.getFirst().heard).containsExactly("answered nothing");
  }

  @Test
  void isForThoseOnlyWhoMay() {
    var value = replacing(talk());
    other.send(other.invite("b").set(HeaderName.REPLACES, value));
    pass();

    assertThat(other.response(403).callId()).isEqualTo("b");
    assertThat(server.incoming).hasSize(1);
  }

  @Test
  void isSaidToBeUnderstood() {
    peer.send(peer.outside(SipMethod.OPTIONS, "o"));
    pass();
    var options = peer.response(200);

    assertThat(options.supported()).contains("replaces", "norefersub", "timer");
    assertThat(options.tokens(HeaderName.ALLOW)).contains("REFER", "NOTIFY");
    assertThat(options.value(HeaderName.ALLOW_EVENTS)).contains("refer");
  }

  private SipLeg callOut() {
    var leg =
        server.agent.invite(
            new OutgoingInvite(
                new Destination.Trunk("other", "100"),
                new ShownCaller("200", ""),
                Map.of(),
                Optional.of(Sdp.port(4000))),
            caller);
    pass();
    return leg;
  }

  private SipResponse talk() {
    peer.send(peer.invite("a"));
    pass();
    server.incoming.getLast().leg().answer(Sdp.port(4002));
    pass();
    var ok = peer.response(200);
    peer.send(peer.inside(SipMethod.ACK, 1, ok));
    pass();
    return ok;
  }

  /// The value that names the dialog of this answer.
  private static String replacing(SipResponse answer) {
    return "%s;to-tag=%s;from-tag=%s"
        .formatted(answer.callId(), answer.toTag().orElseThrow(), answer.fromTag().orElseThrow());
  }

  /// Sends an INVITE; how it was refused, if it was.
  private Optional<Integer> invite(String callId, String replaces) {
    return status(peer.invite(callId).set(HeaderName.REPLACES, replaces));
  }

  private Optional<Integer> status(SipRequest.Builder request) {
    var sent = peer.send(request);
    pass();
    return peer.heard.stream()
        .filter(SipResponse.class::isInstance)
        .map(SipResponse.class::cast)
        .filter(response -> response.cSeq().equals(sent.cSeq()))
        .filter(response -> response.callId().equals(sent.callId()) && response.isFinal())
        .map(SipResponse::status)
        .findFirst();
  }

  private void pass() {
    loop.advance(Duration.ofMillis(50));
  }
}
