package dev.cordboard.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.sip.message.Parameters;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.Via;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// RFC 3261 §18.1.1, §18.2.1, §18.2.2 and RFC 3581.
class MessageRoutingTest {
  private static final InetSocketAddress US = at("192.0.2.1", 5060);
  private static final InetSocketAddress PEER = at("198.51.100.7", 40_000);
  private static final Flow UDP = new Flow(Protocol.UDP, US, PEER, 0);
  private static final Flow TCP = new Flow(Protocol.TCP, US, PEER, 7);

  @Test
  void addsWhatTheSourceAddressTells() {
    var plain = received(new Via("UDP", "10.0.0.1", 5099, noParameters()));
    var asking = received(Via.of("UDP", "10.0.0.1", 5099, "b"));
    var known = received(new Via("UDP", "198.51.100.7", 5099, noParameters()));

    assertThat(plain.topVia().received()).hasValue("198.51.100.7");
    assertThat(plain.topVia().rport()).isEmpty();
    assertThat(asking.topVia().received()).hasValue("198.51.100.7");
    assertThat(asking.topVia().rport()).hasValue(40_000);
    assertThat(known.topVia().parameters().isEmpty()).isTrue();
  }

  @Test
  void overwritesWhatAPeerClaimsToHaveReceived() {
    var lying =
        received(
            Via.of("UDP", "10.0.0.1", 5099, "b")
                .with("received", "203.0.113.1")
                .with("rport", "1"));

    assertThat(lying.topVia().received()).hasValue("198.51.100.7");
    assertThat(lying.topVia().rport()).hasValue(40_000);
  }

  @Test
  void goesBackToThePortThatWasAskedForOrIsSymmetric() {
    var plain = new Via("UDP", "198.51.100.7", 5099, noParameters());
    var bare = new Via("UDP", "198.51.100.7", -1, noParameters());
    var asking = Via.of("UDP", "10.0.0.1", 5099, "b");

    assertThat(MessageRouting.wayBack(plain, UDP, false))
        .isEqualTo(Target.udp(at("198.51.100.7", 5099)));
    assertThat(MessageRouting.wayBack(bare, UDP, false))
        .isEqualTo(Target.udp(at("198.51.100.7", 5060)));
    assertThat(MessageRouting.wayBack(asking, UDP, false)).isEqualTo(Target.udp(PEER));
    assertThat(MessageRouting.wayBack(plain, UDP, true)).isEqualTo(Target.udp(PEER));
  }

  @Test
  void neverGoesWhereMaddrPoints() {
    var aimed = Via.of("UDP", "10.0.0.1", 5099, "b").with("maddr", "203.0.113.1");

    assertThat(MessageRouting.wayBack(aimed, UDP, false).address()).isEqualTo(PEER);
    assertThat(MessageRouting.wayBack(aimed, TCP, false)).isEqualTo(TCP.target());
  }

  @Test
  void takesTcpOnlyWhenTooLongAndAllowed() {
    var own = new OwnAddress("192.0.2.1", 5060);
    var free = new Target(Protocol.UDP, PEER, 0, true, Optional.empty());
    var fixed = Target.udp(PEER);

    assertThat(ready(free, own, 1_300).target()).isEqualTo(free);
    assertThat(ready(free, own, 100).target()).isEqualTo(Target.tcp(PEER));
    assertThat(ready(free, own, 100).message().topVia().transport()).isEqualTo("TCP");
    assertThat(ready(free, own, 100).message().vias()).hasSize(1);
    assertThat(ready(fixed, own, 100).target()).isEqualTo(fixed);
  }

  private static Outgoing ready(Target target, OwnAddress own, int mtuBytes) {
    return MessageRouting.request(TestRequests.options("sip:a@b"), "z", target, own, mtuBytes);
  }

  private static SipRequest received(Via via) {
    return MessageRouting.received(TestRequests.options("sip:a@b").pushVia(via).build(), UDP);
  }

  private static Parameters noParameters() {
    return Parameters.NONE;
  }

  private static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }
}
