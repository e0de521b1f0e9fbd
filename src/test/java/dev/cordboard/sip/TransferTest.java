package dev.cordboard.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.SipSettings;
import dev.cordboard.config.TrunkSettings;
import dev.cordboard.sip.OutgoingInvite.ShownCaller;
import dev.cordboard.sip.digest.CredentialSource;
import dev.cordboard.sip.refer.ReferOrder;
import dev.cordboard.testkit.ManualLoop;
import dev.cordboard.testkit.ManualTime;
import dev.cordboard.testkit.SimNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A user agent that transfers its call to another one by REFER, on a simulated network.
class TransferTest {
  private static final ReferOrder ORDER =
      new ReferOrder(
          "sip:+14255550199@10.0.0.2;user=phone",
          "sip:+18005550100@10.0.0.1",
          Map.of("User-To-User", "a=b;c&d", "X-MS-Custom-Order", "4 2%"));

  private final ManualTime time = new ManualTime();
  private final ManualLoop loop = new ManualLoop(time);
  private final SimNetwork network = SimNetwork.fair(loop);
  private final SimulatedServer alice = server("10.0.0.1", "10.0.0.2", false);
  private final SimulatedServer bob = server("10.0.0.2", "10.0.0.1", true);
  private final RecordingLeg caller = new RecordingLeg();
  private final RecordingRefer outcome = new RecordingRefer();

  @AfterEach
  void nothingIsLeftInAnyTable() {
    loop.advance(Duration.ofMinutes(12));

    assertThat(alice.held()).isZero();
    assertThat(bob.held()).isZero();
    assertThat(loop.timers()).isZero();
  }

  @Test
  void tellsWhomToCallAndHearsWhatBecameOfIt() {
    var leg = talk();
    assertThat(leg.peerAllowsRefer()).isTrue();
    leg.refer(ORDER, outcome);
    pass();
    var referral = bob.legs.getFirst().referrals.getFirst();
    referral.report(180);
    referral.report(180);
    pass();
    referral.report(200);
    pass();

    assertThat(referral.target().user()).isEqualTo("+14255550199");
    assertThat(referral.target().uri()).isEqualTo("sip:+14255550199@10.0.0.2;user=phone");
    assertThat(referral.target().replaces()).isEmpty();
    assertThat(referral.target().headers()).isEqualTo(ORDER.headers());
    assertThat(referral.referredBy()).contains("sip:+18005550100@10.0.0.1");
    assertThat(outcome.heard).containsExactly("accepted", "100", "180", "finished 200");
    leg.hangUp();
    pass();
    assertThat(bob.legs.getFirst().heard).last().isEqualTo("ended PEER_HUNG_UP");
  }

  @Test
  void isToldThatTheLegWasHungUpBeforeTheTransferWasDone() {
    var leg = talk();
    leg.refer(ORDER, outcome);
    pass();
    bob.incoming.getFirst().leg().hangUp();
    pass();

    assertThat(caller.heard).last().isEqualTo("ended PEER_HUNG_UP");
    assertThat(outcome.heard).containsExactly("accepted", "100", "finished 487");
    bob.legs.getFirst().referrals.getFirst().report(200);
    pass();
    assertThat(outcome.heard).hasSize(3);
  }

  @Test
  void hearsTheOutcomeThoughItHasHungUp() {
    var leg = talk();
    leg.refer(ORDER, outcome);
    pass();
    leg.hangUp();
    pass();
    bob.legs.getFirst().referrals.getFirst().report(180);
    pass();
    bob.legs.getFirst().referrals.getFirst().report(200);
    pass();

    assertThat(outcome.heard).containsExactly("accepted", "100", "180", "finished 200");
    assertThat(alice.gauge("cordboard.sip.dialogs")).isZero();
    assertThat(bob.gauge("cordboard.sip.dialogs")).isZero();
  }

  @Test
  void isToldWhenNothingBecomesOfIt() {
    var leg = talk();
    leg.refer(ORDER, outcome);
    loop.advance(Duration.ofMinutes(6));

    assertThat(outcome.heard).containsExactly("accepted", "100", "finished 503");
    leg.hangUp();
  }

  @Test
  void mayNotTransferWhereTheTrunkMayNot() {
    talk();
    var leg = bob.incoming.getFirst().leg();
    leg.refer(ReferOrder.to("sip:x@10.0.0.1"), outcome);
    pass();

    assertThat(outcome.heard).containsExactly("refused 403");
    assertThat(caller.referrals).isEmpty();
    leg.hangUp();
  }

  @Test
  void refusesToReferBeforeAnybodyHasAnswered() {
    var leg = call();
    pass();
    leg.refer(ORDER, outcome);
    bob.incoming.getFirst().leg().ring();
    pass();
    leg.refer(ORDER, outcome);
    pass();

    assertThat(outcome.heard).containsExactly("refused 481", "refused 481");
    leg.cancel();
  }

  @Test
  void hearsThatNobodyAnswers() {
    var leg = talk();
    network.dropping(sent -> sent.message().cSeq().method().name().equals("REFER"));
    leg.refer(ORDER, outcome);
    loop.advance(Duration.ofSeconds(33));

    assertThat(outcome.heard).containsExactly("refused 408");
    leg.hangUp();
  }

  private SipLeg talk() {
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

  private SimulatedServer server(String own, String peer, boolean accepts) {
    var settings =
        SipSettings.defaults()
            .withTransport(Sockets.at(own, 5060))
            .withTrunks(List.of(TrunkSettings.of("peer", peer).withRefer(true, accepts)));
    return new SimulatedServer(network, loop, time, settings, CredentialSource.none());
  }
}
