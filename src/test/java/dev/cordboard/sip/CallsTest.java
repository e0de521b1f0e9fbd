package dev.cordboard.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.SipSettings;
import dev.cordboard.config.TrunkSettings;
import dev.cordboard.sip.OutgoingInvite.ShownCaller;
import dev.cordboard.sip.digest.CredentialSource;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.testkit.ManualLoop;
import dev.cordboard.testkit.ManualTime;
import dev.cordboard.testkit.SimNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Whole calls between two user agents that are each other's trunk, on a simulated network.
class CallsTest {
  private final ManualTime time = new ManualTime();
  private final ManualLoop loop = new ManualLoop(time);
  private final SimNetwork network = SimNetwork.fair(loop);
  private final SimulatedServer alice = server("10.0.0.1", "10.0.0.2");
  private final SimulatedServer bob = server("10.0.0.2", "10.0.0.1");
  private final RecordingLeg caller = new RecordingLeg();

  @AfterEach
  void nothingIsLeftInAnyTable() {
    loop.advance(Duration.ofMinutes(12));

    assertThat(alice.held()).isZero();
    assertThat(bob.held()).isZero();
    assertThat(loop.timers()).isZero();
  }

  @Test
  void ringsAnswersTalksAndEnds() {
    var leg = call();
    pass();
    bob.incoming.getFirst().leg().ring();
    pass();
    bob.incoming.getFirst().leg().answer(Sdp.port(4002));
    pass();
    leg.hangUp();
    pass();

    assertThat(caller.heard).containsExactly("ringing", "answered 4002", "ended ENDED_BY_US");
    assertThat(bob.legs.getFirst().heard).containsExactly("answered nothing", "ended PEER_HUNG_UP");
  }

  @Test
  void tellsTheCalledSideWhoCallsAndWhatComesAlong() {
    alice.agent.invite(
        new OutgoingInvite(
            new Destination.Trunk("peer", "+14255550100"),
            new ShownCaller("+18005550100", "Contoso \"Support\""),
            Map.of("User-To-User", "abc;encoding=hex", "X-MS-Custom-Order", "42"),
            Optional.of(Sdp.port(4000))),
        caller);
    pass();

    var incoming = bob.incoming.getFirst();
    assertThat(incoming.dialled().user()).isEqualTo("+14255550100");
    assertThat(incoming.caller())
        .isEqualTo(
            new CallerIdentity(
                new CallerIdentity.Name.Telephone("+18005550100"), "Contoso \"Support\""));
    assertThat(incoming.origin()).isEqualTo(new Origin.Trunk("peer"));
    assertThat(incoming.headers())
        .isEqualTo(Map.of("User-To-User", "abc;encoding=hex", "X-MS-Custom-Order", "42"));
    assertThat(incoming.offer().map(Sdp::portOf)).contains(4000);
    incoming.leg().refuse(486);
    pass();
    assertThat(caller.heard).containsExactly("failed 486");
    assertThat(bob.legs.getFirst().heard).containsExactly("ended ENDED_BY_US");
  }

  @Test
  void tellsHowFarACallMayStillGo() {
    var leg =
        alice.agent.invite(
            new OutgoingInvite(
                    new Destination.Trunk("peer", "100"),
                    new ShownCaller("200", ""),
                    Map.of(),
                    Optional.of(Sdp.port(4000)))
                .withHops(5),
            caller);
    pass();
    var incoming = bob.incoming.getFirst().leg();

    assertThat(leg.hopsLeft()).isEqualTo(5);
    assertThat(incoming.hopsLeft()).isEqualTo(4);
    incoming.refuse(486);
    pass();
    alice.agent.invite(
        new OutgoingInvite(
                new Destination.Trunk("peer", "100"),
                new ShownCaller("200", ""),
                Map.of(),
                Optional.of(Sdp.port(4000)))
            .withHops(0),
        caller);
    pass();
    assertThat(caller.heard).containsExactly("failed 486", "failed 483");
    assertThat(bob.incoming).hasSize(1);
  }

  @Test
  void cancelsWhatRings() {
    var leg = call();
    pass();
    bob.incoming.getFirst().leg().ring();
    pass();
    leg.cancel(HangupReason.ANSWERED_ELSEWHERE);
    pass();

    assertThat(caller.heard).containsExactly("ringing", "failed 487");
    assertThat(bob.legs.getFirst().heard)
        .containsExactly("ended CALLER_GAVE_UP SIP;cause=200;text=\"Call completed elsewhere\"");
  }

  @Test
  void endsACallWhoseAnswerCrossesTheCancel() {
    var leg = call();
    pass();
    bob.incoming.getFirst().leg().ring();
    pass();
    bob.incoming.getFirst().leg().answer(Sdp.port(4002));
    leg.cancel();
    pass();

    assertThat(caller.heard).containsExactly("ringing", "failed 487");
    assertThat(bob.legs.getFirst().heard).containsExactly("answered nothing", "ended PEER_HUNG_UP");
  }

  @Test
  void cancelsBeforeAnythingWasHeardOnceSomethingIs() {
    var leg = call();
    leg.cancel();
    pass();
    bob.incoming.getFirst().leg().ring();
    pass();

    assertThat(caller.heard).containsExactly("failed 487");
    assertThat(bob.legs.getFirst().heard).containsExactly("ended CALLER_GAVE_UP");
  }

  @Test
  void repeatsItsAnswerUntilTheAckComes() {
    network.dropping(sent -> isAck(sent) && time.now().toEpochMilli() % 60_000 < 3_000);
    call();
    pass();
    bob.incoming.getFirst().leg().answer(Sdp.port(4002));
    loop.advance(Duration.ofSeconds(5));

    assertThat(bob.legs.getFirst().heard).containsExactly("answered nothing");
    assertThat(responses(200)).isGreaterThan(2);
    bob.incoming.getFirst().leg().hangUp();
    pass();
    assertThat(caller.heard).containsExactly("answered 4002", "ended PEER_HUNG_UP");
  }

  @Test
  void hangsUpWhenItsAnswerIsNeverAcknowledged() {
    network.dropping(CallsTest::isAck);
    call();
    pass();
    bob.incoming.getFirst().leg().answer(Sdp.port(4002));
    loop.advance(Duration.ofSeconds(40));

    assertThat(bob.legs.getFirst().heard).containsExactly("ended NEVER_ACKNOWLEDGED");
    assertThat(caller.heard).containsExactly("answered 4002", "ended PEER_HUNG_UP");
  }

  @Test
  void waitsForTheAckBeforeItHangsUp() {
    call();
    pass();
    var called = bob.incoming.getFirst().leg();
    called.answer(Sdp.port(4002));
    called.hangUp();
    pass();

    assertThat(caller.heard).containsExactly("answered 4002", "ended PEER_HUNG_UP");
    assertThat(bob.legs.getFirst().heard).containsExactly("ended ENDED_BY_US");
    var methods = network.sent().stream().map(sent -> sent.message().method().name()).toList();
    assertThat(methods.indexOf("BYE")).isGreaterThan(methods.indexOf("ACK"));
  }

  @Test
  void givesUpWhenNobodyAnswersAtAll() {
    network.dropping(sent -> sent.to().getHostString().equals("10.0.0.2"));
    call();
    loop.advance(Duration.ofSeconds(33));

    assertThat(caller.heard).containsExactly("failed 408");
  }

  @Test
  void offersAgainInsideTheCallBothWays() {
    var leg = established();
    bob.legs.getFirst().replies.add(Optional.of(Sdp.port(5002)));
    leg.reoffer(Sdp.port(5000));
    pass();
    caller.replies.add(Optional.empty());
    bob.incoming.getFirst().leg().reoffer(Sdp.port(6002));
    pass();
    leg.hangUp();
    pass();

    assertThat(caller.heard)
        .containsExactly(
            "answered 4002", "offer answered 5002", "offered 6002", "ended ENDED_BY_US");
    assertThat(bob.legs.getFirst().heard)
        .containsExactly(
            "answered nothing", "offered 5000", "offer answered nothing", "ended PEER_HUNG_UP");
  }

  @Test
  void letsBothOffersThroughWhenTheyCross() {
    var leg = established();
    caller.replies.add(Optional.of(Sdp.port(7000)));
    bob.legs.getFirst().replies.add(Optional.of(Sdp.port(7002)));
    leg.reoffer(Sdp.port(5000));
    bob.incoming.getFirst().leg().reoffer(Sdp.port(6002));
    loop.advance(Duration.ofSeconds(10));
    leg.hangUp();
    pass();

    assertThat(responses(491)).isEqualTo(2);
    assertThat(caller.heard)
        .containsExactlyInAnyOrder(
            "answered 4002", "offered 6002", "offer answered 7002", "ended ENDED_BY_US");
    assertThat(bob.legs.getFirst().heard)
        .containsExactlyInAnyOrder(
            "answered nothing", "offered 5000", "offer answered 7000", "ended PEER_HUNG_UP");
  }

  @Test
  void takesTheOfferFromTheAnswerWhenTheInviteHadNone() {
    caller.replies.add(Optional.of(Sdp.port(4000)));
    var leg =
        alice.agent.invite(
            new OutgoingInvite(
                new Destination.Trunk("peer", "100"),
                new ShownCaller("200", ""),
                Map.of(),
                Optional.empty()),
            caller);
    pass();
    bob.incoming.getFirst().leg().answer(Sdp.port(4002));
    pass();
    leg.hangUp();
    pass();

    assertThat(bob.incoming.getFirst().offer()).isEmpty();
    assertThat(caller.heard)
        .containsExactly("offered 4002", "answered nothing", "ended ENDED_BY_US");
    assertThat(bob.legs.getFirst().heard).containsExactly("answered 4000", "ended PEER_HUNG_UP");
  }

  @Test
  void endsALegOfAnEarlierRunByItsSnapshot() {
    var leg = established();
    var snapshot = leg.snapshot();
    alice.agent.release(snapshot, HangupReason.NONE);
    pass();

    assertThat(bob.legs.getFirst().heard).containsExactly("answered nothing", "ended PEER_HUNG_UP");
    leg.hangUp();
    loop.advance(Duration.ofMinutes(1));
    assertThat(alice.held()).isZero();
  }

  @Test
  void callsItselfAndTrustsIt() {
    alice.agent.invite(
        new OutgoingInvite(
            new Destination.Self("+18005550101"),
            new ShownCaller("+18005550100", ""),
            Map.of(),
            Optional.of(Sdp.port(4000))),
        caller);
    pass();

    assertThat(alice.incoming.getFirst().origin()).isEqualTo(new Origin.Self());
    assertThat(alice.incoming.getFirst().dialled().user()).isEqualTo("+18005550101");
    alice.incoming.getFirst().leg().answer(Sdp.port(4002));
    pass();
    alice.incoming.getFirst().leg().hangUp();
    pass();
    assertThat(caller.heard).containsExactly("answered 4002", "ended PEER_HUNG_UP");
  }

  @Test
  void acknowledgesAndEndsAnAnswerThatNobodyWaitsFor() {
    established().hangUp();
    pass();
    var answer =
        network.sent().stream()
            .map(SimNetwork.Sent::message)
            .filter(message -> message instanceof SipResponse ok && ok.isSuccess())
            .map(SipResponse.class::cast)
            .filter(ok -> ok.method().equals(SipMethod.INVITE))
            .findFirst()
            .orElseThrow();
    loop.advance(Duration.ofMinutes(5));
    int before = network.sent().size();
    var restarted = server("10.0.0.1", "10.0.0.2");
    network.replay(answer, "10.0.0.2", "10.0.0.1");
    pass();

    var after =
        network.sent().subList(before, network.sent().size()).stream()
            .map(sent -> sent.message() instanceof SipRequest request ? request.method() : null)
            .toList();
    assertThat(after).startsWith(SipMethod.ACK, SipMethod.BYE);
    assertThat(restarted.held()).isZero();
  }

  @Test
  void forgetsACallThatRingsForeverAfterItsLimit() {
    call();
    pass();
    bob.incoming.getFirst().leg().ring();
    loop.advance(Duration.ofMinutes(6));

    assertThat(caller.heard).containsExactly("ringing", "failed 408");
    assertThat(bob.legs.getFirst().heard).containsExactly("ended PEER_LOST");
  }

  private SipLeg established() {
    var leg = call();
    pass();
    bob.incoming.getFirst().leg().answer(Sdp.port(4002));
    pass();
    return leg;
  }

  private SipLeg call() {
    return alice.agent.invite(
        new OutgoingInvite(
            new Destination.Trunk("peer", "100"),
            new ShownCaller("200", ""),
            Map.of(),
            Optional.of(Sdp.port(4000))),
        caller);
  }

  private void pass() {
    loop.advance(Duration.ofMillis(50));
  }

  private long responses(int status) {
    return network.sent().stream()
        .filter(
            sent -> sent.message() instanceof SipResponse response && response.status() == status)
        .count();
  }

  private static boolean isAck(SimNetwork.Sent sent) {
    return sent.message() instanceof SipRequest request && request.is(SipMethod.ACK);
  }

  private SimulatedServer server(String own, String peer) {
    var settings =
        SipSettings.defaults()
            .withTransport(Sockets.at(own, 5060))
            .withTrunks(List.of(TrunkSettings.of("peer", peer)));
    return new SimulatedServer(network, loop, time, settings, CredentialSource.none());
  }
}
