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
import dev.cordboard.testkit.SimNetwork.Weather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Hundreds of calls between two user agents over a network that loses, doubles and reorders, with
/// everything that people do at random: whatever happens, each leg ends once, nothing contradicts
/// itself, and all tables are empty afterwards. The seed is in the test's name.
class StormTest {
  private static final int CALLS = 100;

  private final ManualTime time = new ManualTime();
  private final ManualLoop loop = new ManualLoop(time);
  private final List<RecordingLeg> callers = new ArrayList<>();
  private final List<RecordingRefer> refers = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyCallEndsOnceAndLeavesNothing(long seed) {
    var weather =
        new Weather(0.15, 0.15, Duration.ofMillis(10), Duration.ofMillis(seed % 2 == 0 ? 700 : 60));
    var network = new SimNetwork(loop, weather, seed);
    var alice = server(network, "10.0.0.1", "10.0.0.2");
    var bob = server(network, "10.0.0.2", "10.0.0.1");
    var random = new Random(seed);

    for (int i = 0; i < CALLS; i++) {
      var leg = call(alice, random);
      later(random, 6_000, () -> actAsCaller(leg, random));
      loop.advance(Duration.ofMillis(random.nextInt(400)));
      serve(bob, random);
    }
    for (int i = 0; i < 100; i++) {
      loop.advance(Duration.ofMillis(500));
      serve(bob, random);
    }
    loop.advance(Duration.ofMinutes(1));
    hangUpAll(bob);
    loop.advance(Duration.ofMinutes(20));

    assertThat(
            refers.stream()
                .map(refer -> List.copyOf(refer.heard))
                .filter(heard -> !toldOnce(heard)))
        .isEmpty();
    assertThat(refers.stream().filter(refer -> refer.heard.contains("finished 200"))).isNotEmpty();
    assertThat(impossible(callers)).isEmpty();
    assertThat(impossible(bob.legs)).isEmpty();
    assertThat(answered(callers)).isPositive();
    assertThat(alice.held()).isZero();
    assertThat(bob.held()).isZero();
    assertThat(alice.gauge("cordboard.sip.subscriptions")).isZero();
    assertThat(bob.gauge("cordboard.sip.subscriptions")).isZero();
    assertThat(loop.timers()).isZero();
  }

  private int served;

  private void serve(SimulatedServer bob, Random random) {
    while (served < bob.incoming.size()) {
      var leg = bob.incoming.get(served).leg();
      bob.legs.get(served).replies.add(Optional.of(Sdp.port(5000)));
      served++;
      if (random.nextInt(3) > 0) {
        later(random, 500, leg::ring);
      }
      later(random, 4_000, () -> actAsCalled(leg, random));
      later(random, 40_000, leg::hangUp);
    }
  }

  private void actAsCalled(SipLeg leg, Random random) {
    switch (random.nextInt(10)) {
      case 0 -> leg.refuse(486);
      case 1 -> leg.hangUp();
      case 2 -> {
        leg.answer(Sdp.port(4002));
        leg.hangUp();
      }
      case 3 -> {
        leg.answer(Sdp.port(4002));
        leg.reoffer(Sdp.port(4004));
      }
      case 4, 5 -> {
        leg.answer(Sdp.port(4002));
        later(random, 30_000, () -> refer(leg));
        later(random, 30_000, () -> refer(leg));
      }
      default -> leg.answer(Sdp.port(4002));
    }
  }

  private void refer(SipLeg leg) {
    var refer = new RecordingRefer();
    refers.add(refer);
    leg.refer(ReferOrder.to("sip:x@10.0.0.1"), refer);
  }

  /// Reports something of everything that the far side asks for, and sometimes nothing.
  private void follow(RecordingLeg leg, Random random) {
    leg.onReferral(
        referral -> {
          later(random, 3_000, () -> referral.report(180));
          if (random.nextInt(4) > 0) {
            later(random, 20_000, () -> referral.report(200));
          }
        });
  }

  private static void actAsCaller(SipLeg leg, Random random) {
    switch (random.nextInt(6)) {
      case 0 -> leg.cancel();
      case 1 -> leg.hangUp();
      case 2 -> leg.reoffer(Sdp.port(6000));
      default -> {}
    }
  }

  private void later(Random random, int withinMillis, Runnable task) {
    loop.schedule(Duration.ofMillis(random.nextInt(withinMillis)), task);
  }

  private SipLeg call(SimulatedServer alice, Random random) {
    boolean offers = random.nextInt(8) > 0;
    var listener = new RecordingLeg();
    for (int i = 0; i < 4; i++) {
      listener.replies.add(Optional.of(Sdp.port(7000)));
    }
    callers.add(listener);
    follow(listener, random);
    return alice.agent.invite(
        new OutgoingInvite(
            new Destination.Trunk("peer", "100"),
            new ShownCaller("200", ""),
            Map.of(),
            offers ? Optional.of(Sdp.port(4000)) : Optional.empty()),
        listener);
  }

  private static void hangUpAll(SimulatedServer bob) {
    bob.incoming.forEach(incoming -> incoming.leg().hangUp());
  }

  private static long answered(List<RecordingLeg> legs) {
    return legs.stream()
        .filter(leg -> leg.heard.stream().anyMatch(word -> word.startsWith("answered")))
        .count();
  }

  /// The legs whose story cannot be: no end, several ends or answers, a failure after an answer.
  private static List<List<String>> impossible(List<RecordingLeg> legs) {
    return legs.stream().map(leg -> leg.heard).filter(heard -> !possible(heard)).toList();
  }

  /// One last word, nothing after it, nothing but it after a refusal.
  private static boolean toldOnce(List<String> heard) {
    long last = heard.stream().filter(word -> word.matches("(refused|finished) .*|lost")).count();
    long accepted = heard.stream().filter("accepted"::equals).count();
    boolean refused = heard.getLast().startsWith("refused");
    return last == 1
        && heard.getLast().matches("(refused|finished) .*|lost")
        && (refused ? heard.size() == 1 : accepted == 1 && heard.getFirst().equals("accepted"));
  }

  private static boolean possible(List<String> heard) {
    long answers = heard.stream().filter(word -> word.startsWith("answered")).count();
    long ends = heard.stream().filter(word -> word.matches("(failed|ended) .*")).count();
    return ends == 1
        && answers <= 1
        && heard.getLast().matches("(failed|ended) .*")
        && !(answers == 1 && heard.getLast().startsWith("failed"));
  }

  private SimulatedServer server(SimNetwork network, String own, String peer) {
    var settings =
        SipSettings.defaults()
            .withTransport(Sockets.at(own, 5060))
            .withTrunks(List.of(TrunkSettings.of("peer", peer).withRefer(true, true)));
    return new SimulatedServer(network, loop, time, settings, CredentialSource.none());
  }
}
