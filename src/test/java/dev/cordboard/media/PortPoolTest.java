package dev.cordboard.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.MediaSettings;
import dev.cordboard.config.MediaSettings.PortRange;
import dev.cordboard.testkit.CountingIds;
import dev.cordboard.testkit.ManualTime;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Ports go round, rest, and are left alone when somebody else has them.
class PortPoolTest {
  private static final int FIRST = 18_400;

  private final ManualTime time = new ManualTime();
  private final List<PortPair> taken = new ArrayList<>();
  private final PortPool pool = pool(new PortRange(FIRST, FIRST + 7));

  @AfterEach
  void giveBack() {
    taken.forEach(PortPair::close);
  }

  @Test
  void handsOutEvenPortsRoundRobinFromARandomStart() {
    assertThat(takeAll()).containsExactly(FIRST + 2, FIRST + 4, FIRST + 6, FIRST);
    assertThat(pool.take()).isEmpty();
  }

  @Test
  void aPortRestsAfterUse() {
    var ports = takeAll();
    taken.get(2).close();
    taken.get(2).close();

    time.advance(Duration.ofSeconds(29));
    assertThat(pool.take()).isEmpty();
    time.advance(Duration.ofSeconds(1));
    assertThat(takeAll()).containsExactly(ports.get(2));
  }

  @Test
  void aPairIsSkippedWhenEitherPortIsBusy() throws Exception {
    var loopback = InetAddress.getLoopbackAddress();
    try (var rtp = new DatagramSocket(new InetSocketAddress(loopback, FIRST + 2));
        var rtcp = new DatagramSocket(new InetSocketAddress(loopback, FIRST + 5))) {
      assertThat(List.of(rtp.isBound(), rtcp.isBound())).containsOnly(true);
      assertThat(takeAll()).containsExactly(FIRST + 6, FIRST);
    }
  }

  @Test
  void anOddStartIsRoundedUp() {
    var odd = pool(new PortRange(FIRST + 11, FIRST + 14));

    taken.add(odd.take().orElseThrow());
    assertThat(taken.getFirst().port()).isEqualTo(FIRST + 12);
    assertThat(odd.take()).isEmpty();
  }

  @Test
  void zeroMeansAnyFreePair() {
    var any = pool(new PortRange(0, 0));

    var pair = any.take().orElseThrow();
    assertThat(pair.port() % 2).isZero();
    assertThat(pair.port()).isPositive();
    pair.close();
  }

  private List<Integer> takeAll() {
    int before = taken.size();
    for (var next = pool.take(); next.isPresent(); next = pool.take()) {
      taken.add(next.get());
    }
    return taken.subList(before, taken.size()).stream().map(PortPair::port).toList();
  }

  private PortPool pool(PortRange range) {
    var defaults = MediaSettings.defaults();
    var settings =
        new MediaSettings("127.0.0.1", range, 30, 1, 1, false, 60, 5, defaults.warmUpPackets());
    return new PortPool(settings, InetAddress.getLoopbackAddress(), time, new CountingIds());
  }
}
