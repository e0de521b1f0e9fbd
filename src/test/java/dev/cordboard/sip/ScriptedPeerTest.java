package dev.cordboard.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.SipSettings;
import dev.cordboard.config.TransactionSettings;
import dev.cordboard.config.TrunkSettings;
import dev.cordboard.sip.OutgoingInvite.ShownCaller;
import dev.cordboard.sip.digest.CredentialSource;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.transport.Protocol;
import dev.cordboard.testkit.ManualLoop;
import dev.cordboard.testkit.ManualTime;
import dev.cordboard.testkit.SimNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a user agent does with a peer that behaves in unusual ways, on a simulated network.
class ScriptedPeerTest {
  private final ManualTime time = new ManualTime();
  private final ManualLoop loop = new ManualLoop(time);
  private final SimNetwork network = SimNetwork.fair(loop);
  private final SimPeer peer = new SimPeer(network, "10.0.0.9", "10.0.0.1");
  private final SimulatedServer server = server(TransactionSettings.defaults());

  @AfterEach
  void nothingIsLeftInAnyTable() {
    loop.advance(Duration.ofHours(2));

    assertThat(server.held()).isZero();
    assertThat(loop.timers()).isZero();
  }

  @Test
  void sendsTryingWhenNobodyAnswersSoon() {
    var invite = peer.send(peer.invite("a"));
    loop.advance(Duration.ofMillis(190));
    assertThat(peer.heard).isEmpty();
    loop.advance(Duration.ofMillis(50));

    assertThat(peer.response(100).toTag()).isEmpty();
    refuse(invite);
  }

  @Test
  void repeatsARefusalUntilItsAck() {
    var invite = peer.send(peer.invite("a"));
    pass();
    server.incoming.getFirst().leg().refuse(486);
    loop.advance(Duration.ofSeconds(4));
    var refused = peer.response(486);
    assertThat(count(486)).isEqualTo(4);
    acknowledge(invite, refused);
    loop.advance(Duration.ofSeconds(40));

    assertThat(count(486)).isEqualTo(4);
  }

  @Test
  void endsASessionThatThePeerDoesNotRefresh() {
    establish("90;refresher=uac");
    loop.advance(Duration.ofSeconds(58));
    assertThat(server.legs.getFirst().heard).containsExactly("answered nothing");
    loop.advance(Duration.ofSeconds(4));

    assertThat(server.legs.getFirst().heard)
        .containsExactly("answered nothing", "ended SESSION_EXPIRED");
    peer.respond(peer.request(SipMethod.BYE), 200, "x");
  }

  @Test
  void keepsASessionAliveThatThePeerRefreshes() {
    var ok = establish("90;refresher=uac");
    assertThat(ok.value(HeaderName.SESSION_EXPIRES)).contains("90;refresher=uac");
    for (int i = 2; i < 10; i++) {
      loop.advance(Duration.ofSeconds(45));
      peer.send(
          peer.inside(SipMethod.UPDATE, i, ok).set(HeaderName.SESSION_EXPIRES, "90;refresher=uac"));
    }
    pass();

    assertThat(server.legs.getFirst().heard).containsExactly("answered nothing");
    server.incoming.getFirst().leg().hangUp();
    pass();
    peer.respond(peer.request(SipMethod.BYE), 200, "x");
  }

  @Test
  void refreshesASessionWhenThePeerWantsThat() {
    establish("90;refresher=uas");
    loop.advance(Duration.ofSeconds(45));
    var update = peer.request(SipMethod.UPDATE);
    assertThat(update.value(HeaderName.SESSION_EXPIRES)).contains("90;refresher=uac");
    peer.respond(
        update, update.response(200).set(HeaderName.SESSION_EXPIRES, "90;refresher=uac"), "x");
    loop.advance(Duration.ofMillis(45_100));

    peer.respond(peer.request(SipMethod.UPDATE), 481, "x");
    pass();
    assertThat(server.legs.getFirst().heard).containsExactly("answered nothing", "ended PEER_LOST");
    peer.respond(peer.request(SipMethod.BYE), 481, "x");
  }

  @Test
  void refusesAnIntervalThatIsTooShort() {
    var invite = peer.send(peer.invite("a").set(HeaderName.SESSION_EXPIRES, "30"));
    pass();

    assertThat(peer.response(422).value(HeaderName.MIN_SE)).contains("90");
    assertThat(server.incoming).isEmpty();
    assertThat(invite.callId()).isEqualTo("a");
  }

  @Test
  void refusesTheSameInviteByAnotherWay() {
    var invite = peer.send(peer.invite("a"));
    pass();
    peer.send(peer.invite("a"));
    pass();

    assertThat(peer.response(482).callId()).isEqualTo("a");
    assertThat(server.incoming).hasSize(1);
    refuse(invite);
  }

  @Test
  void absorbsARetransmittedInvite() {
    var builder = peer.invite("a");
    var invite = peer.send(builder, "z9hG4bKsame");
    pass();
    server.incoming.getFirst().leg().ring();
    pass();
    peer.send(peer.invite("a"), "z9hG4bKsame");
    pass();

    assertThat(server.incoming).hasSize(1);
    assertThat(count(180)).isEqualTo(2);
    refuse(invite);
  }

  @Test
  void tellsCallsOfAnRfc2543PeerApartAndTheirRetransmissionsNot() {
    var invite = peer.send(peer.invite("a"), "1");
    peer.send(peer.invite("a"), "1");
    var other = peer.send(peer.invite("b"), "1");
    pass();

    assertThat(server.incoming).hasSize(2);
    refuse(invite);
    server.incoming.getLast().leg().refuse(486);
    pass();
    acknowledge(other, peer.response(486));

    loop.advance(Duration.ofSeconds(4));
    assertThat(count(486)).as("each ACK ended its retransmissions").isEqualTo(2);
  }

  @Test
  void ignoresAnswersThatAreNotForIt() {
    var invite = peer.send(peer.invite("a"));
    pass();
    server.incoming.getFirst().leg().answer(Sdp.port(4002));
    pass();
    var ok = peer.response(200);
    peer.send(peer.inside(SipMethod.ACK, 1, ok));
    server.incoming.getFirst().leg().hangUp();
    pass();
    peer.respond(peer.request(SipMethod.BYE), 200, "x");
    int before = network.sent().size();
    network.replay(ok, "10.0.0.9", "10.0.0.1");
    network.replay(ok.toBuilder().pushVia(invite.topVia()).build(), "10.0.0.9", "10.0.0.1");
    pass();

    assertThat(network.sent()).hasSize(before);
  }

  @Test
  void endsAnEarlyCallByBye() {
    var invite = peer.send(peer.invite("a"));
    pass();
    server.incoming.getFirst().leg().ring();
    pass();
    var ringing = peer.response(180);
    peer.send(peer.inside(SipMethod.BYE, 2, ringing));
    pass();

    peer.response(200);
    acknowledge(invite, peer.response(487));
    assertThat(server.legs.getFirst().heard).containsExactly("ended CALLER_GAVE_UP");
  }

  @Test
  void refusesAnOfferWhileTheFirstIsUnanswered() {
    var invite = peer.send(peer.invite("a"));
    pass();
    server.incoming.getFirst().leg().ring();
    pass();
    var ringing = peer.response(180);
    peer.send(
        peer.inside(SipMethod.UPDATE, 2, ringing)
            .body("application/sdp", Sdp.port(4004).toBytes()));
    pass();

    assertThat(peer.response(500).value(HeaderName.RETRY_AFTER)).isPresent();
    refuse(invite);
  }

  @Test
  void shedsNewCallsFirstWhenThereAreTooManyTransactions() {
    var small =
        new TransactionSettings(
            Duration.ofMillis(500),
            Duration.ofSeconds(4),
            Duration.ofSeconds(5),
            Duration.ZERO,
            100,
            Duration.ofSeconds(7));
    var busy = server("10.0.0.2", small);
    var other = new SimPeer(network, "10.0.0.10", "10.0.0.2");
    for (int i = 0; i < 101; i++) {
      other.send(other.invite("call" + i));
    }
    pass();

    assertThat(busy.incoming).hasSize(100);
    assertThat(other.response(503).value(HeaderName.RETRY_AFTER)).contains("7");
    loop.advance(Duration.ofMinutes(10));
    assertThat(busy.held()).isZero();
  }

  @Test
  void goesOverUdpAllTheSameWhenTcpDoesNotWork() {
    network.dropping(sent -> sent.message().topVia().transport().equals(Protocol.TCP.name()));
    var caller = new RecordingLeg();
    server.agent.invite(
        new OutgoingInvite(
            new Destination.Trunk("peer", "100"),
            new ShownCaller("200", ""),
            Map.of("X-MS-Custom-Long", "x".repeat(1_500)),
            Optional.of(Sdp.port(4000))),
        caller);
    pass();
    var invite = peer.request(SipMethod.INVITE);
    assertThat(invite.topVia().transport()).isEqualTo("UDP");
    peer.respond(invite, 486, "x");
    pass();

    assertThat(caller.heard).containsExactly("failed 486");
    peer.request(SipMethod.ACK);
  }

  @Test
  void stopsFollowingForksAtItsLimit() {
    var caller = new RecordingLeg();
    var leg =
        server.agent.invite(
            new OutgoingInvite(
                new Destination.Trunk("peer", "100"),
                new ShownCaller("200", ""),
                Map.of(),
                Optional.of(Sdp.port(4000))),
            caller);
    pass();
    var invite = peer.request(SipMethod.INVITE);
    for (int i = 0; i < 500; i++) {
      peer.respond(invite, 180, "fork" + i);
    }
    pass();

    assertThat(server.gauge("cordboard.sip.dialogs")).isEqualTo(64);
    for (int i = 0; i < 300; i++) {
      peer.respond(invite, 200, "fork" + i);
    }
    pass();
    assertThat(server.gauge("cordboard.sip.dialogs")).isLessThanOrEqualTo(129);
    leg.hangUp();
    loop.advance(Duration.ofMinutes(2));
    assertThat(caller.heard).containsExactly("ringing", "answered nothing", "ended ENDED_BY_US");
  }

  private SipResponse establish(String interval) {
    peer.send(
        peer.invite("a")
            .set(HeaderName.SESSION_EXPIRES, interval)
            .set(HeaderName.ALLOW, "INVITE, ACK, BYE, UPDATE"));
    pass();
    server.incoming.getFirst().leg().answer(Sdp.port(4002));
    pass();
    var ok = peer.response(200);
    peer.send(peer.inside(SipMethod.ACK, 1, ok));
    pass();
    return ok;
  }

  private void refuse(SipRequest invite) {
    server.incoming.getFirst().leg().refuse(486);
    pass();
    acknowledge(invite, peer.response(486));
  }

  private void acknowledge(SipRequest invite, SipResponse refusal) {
    peer.send(peer.inside(SipMethod.ACK, 1, refusal), invite.topVia().branch().orElseThrow());
    pass();
  }

  private long count(int status) {
    return network.sent().stream()
        .filter(sent -> sent.message() instanceof SipResponse ok && ok.status() == status)
        .count();
  }

  private void pass() {
    loop.advance(Duration.ofMillis(50));
  }

  private SimulatedServer server(TransactionSettings transactions) {
    return server("10.0.0.1", transactions);
  }

  private SimulatedServer server(String own, TransactionSettings transactions) {
    var settings =
        SipSettings.defaults()
            .withTransport(Sockets.at(own, 5060))
            .withTransactions(transactions)
            .withTrunks(
                List.of(TrunkSettings.of("peer", "10.0.0.9"), TrunkSettings.of("p2", "10.0.0.10")));
    return new SimulatedServer(network, loop, time, settings, CredentialSource.none());
  }
}
