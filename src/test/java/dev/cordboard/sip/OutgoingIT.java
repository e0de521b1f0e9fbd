package dev.cordboard.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordboard.config.SipSettings;
import dev.cordboard.config.TrunkAccountSettings;
import dev.cordboard.config.TrunkSettings;
import dev.cordboard.sip.OutgoingInvite.ShownCaller;
import dev.cordboard.testkit.SipPeer;
import dev.cordboard.testkit.SipPeer.Draft;
import dev.cordboard.testkit.SipPeer.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls of the server out through a trunk, over real UDP sockets; the trunk is a script.
class OutgoingIT {
  private final SipPeer trunk = SipPeer.udp();
  private final RealServer server = new RealServer(settings(account(false)));
  private final QueuedLeg leg = new QueuedLeg();

  OutgoingIT() {
    trunk.aimedAt(server.udp());
  }

  @AfterEach
  void stop() {
    server.close();
    trunk.close();
  }

  @Test
  void showsTheCallerAndCarriesCustomHeaders() {
    call("+14255550100", Map.of("User-To-User", "00;encoding=hex", "X-MS-Custom-Case", "7"));

    var invite = trunk.await("INVITE");
    trunk.send(trunk.response(invite, 486, "t"));
    trunk.await("ACK");
    assertThat(invite.firstLine())
        .isEqualTo("INVITE sip:+14255550100@127.0.0.1:" + trunk.port() + ";user=phone SIP/2.0");
    assertThat(invite.header("From")).startsWith("\"Contoso\" <sip:+18005550100@127.0.0.1");
    assertThat(invite.header("P-Asserted-Identity"))
        .startsWith("\"Contoso\" <sip:+18005550100@127.0.0.1");
    assertThat(invite.header("User-To-User")).isEqualTo("00;encoding=hex");
    assertThat(invite.header("X-MS-Custom-Case")).isEqualTo("7");
    assertThat(invite.header("Max-Forwards")).isEqualTo("70");
  }

  @Test
  void refusesHeadersThatSmuggle() {
    assertThatThrownBy(() -> call("1", Map.of("X-MS-Custom-A", "x\r\nVia: SIP/2.0/UDP evil")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> call("1", Map.of("X-A\r\nB", "x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> call("1", Map.of("Route", "<sip:evil>")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ShownCaller("1", "a\nb"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void answersTheTrunksChallengeOnce() throws Exception {
    call("+14255550100", Map.of());
    var first = trunk.await("INVITE");
    trunk.send(challenge(first, "carrier"));
    trunk.await("ACK");

    var second = trunk.await("INVITE");

    assertThat(second.header("CSeq")).isEqualTo("2 INVITE");
    assertThat(second.header("Call-ID")).isEqualTo(first.header("Call-ID"));
    assertThat(second.header("Proxy-Authorization"))
        .contains("username=\"cord\"")
        .contains("realm=\"carrier\"")
        .contains("qop=auth");
    trunk.send(challenge(second, "carrier"));
    trunk.await("ACK");
    assertThat(leg.next()).isEqualTo("failed 407");
  }

  @Test
  void showsItsPasswordToNoOtherRealm() throws Exception {
    call("+14255550100", Map.of());
    var invite = trunk.await("INVITE");
    trunk.send(challenge(invite, "somebody-else"));
    trunk.await("ACK");

    assertThat(leg.next()).isEqualTo("failed 407");
    assertThat(trunk.nothingBut(Duration.ofMillis(300))).isEmpty();
  }

  @Test
  void neverAnswersTheChallengeOfACaller() throws Exception {
    try (var phone = SipPeer.udp(server.udp())) {
      var from = server.uri("alice");
      phone.send(phone.outside("INVITE", server.uri("b"), from, server.uri("b")));
      var proof =
          SipPeer.credentials(phone.await(401), "alice", "secret", "INVITE", server.uri("b"));
      var invite =
          phone.send(
              phone
                  .outside("INVITE", server.uri("b"), from, server.uri("b"))
                  .set("Authorization", proof)
                  .sdp(SipPeer.sdp(4000)));
      var call = server.nextCall();
      call.leg().answer(Sdp.port(4002));
      var ok = phone.await(200);
      phone.send(phone.inside("ACK", invite, ok, 1));
      assertThat(server.nextLeg().next()).isEqualTo("answered nothing");
      call.leg().hangUp();
      var bye = phone.await("BYE");

      phone.send(challenge(bye, "carrier"));

      assertThat(phone.nothingBut(Duration.ofMillis(300))).isEmpty();
    }
  }

  @Test
  void hearsTheNewestForkAndDismissesFurtherAnswers() throws Exception {
    call("+14255550100", Map.of());
    var invite = trunk.await("INVITE");
    trunk.send(trunk.response(invite, 183, "one").sdp(SipPeer.sdp(4010)));
    assertThat(leg.next()).isEqualTo("early 4010");
    trunk.send(trunk.response(invite, 183, "two").sdp(SipPeer.sdp(4020)));
    assertThat(leg.next()).isEqualTo("early 4020");
    trunk.send(trunk.response(invite, 200, "one").sdp(SipPeer.sdp(4010)));
    assertThat(leg.next()).isEqualTo("answered 4010");
    assertThat(trunk.await("ACK").header("To")).endsWith("tag=one");

    trunk.send(trunk.response(invite, 200, "two").sdp(SipPeer.sdp(4020)));

    assertThat(trunk.await("ACK").header("To")).endsWith("tag=two");
    var bye = trunk.await("BYE");
    assertThat(bye.header("To")).endsWith("tag=two");
    trunk.send(trunk.response(bye, 200, "two"));
  }

  @Test
  void followsTheRouteSetAndTheContact() throws Exception {
    var call = call("+14255550100", Map.of());
    var invite = trunk.await("INVITE");
    var own = "127.0.0.1:" + trunk.port();
    trunk.send(
        trunk
            .response(invite, 200, "t")
            .add("Record-Route", "<sip:far@" + own + ";lr>")
            .add("Record-Route", "<sip:near@" + own + ";lr>")
            .set("Contact", "<sip:callee@198.51.100.7:5099>")
            .sdp(SipPeer.sdp(4010)));

    var ack = trunk.await("ACK");
    assertThat(ack.firstLine()).isEqualTo("ACK sip:callee@198.51.100.7:5099 SIP/2.0");
    assertThat(ack.header("Route"))
        .isEqualTo("<sip:near@" + own + ";lr>, <sip:far@" + own + ";lr>");
    assertThat(leg.next()).isEqualTo("answered 4010");
    call.hangUp();
    assertThat(trunk.await("BYE").header("Route")).isEqualTo(ack.header("Route"));
  }

  @Test
  void acknowledgesEachRepeatedAnswer() throws Exception {
    call("+14255550100", Map.of());
    var invite = trunk.await("INVITE");
    var ok = trunk.response(invite, 200, "t").sdp(SipPeer.sdp(4010));
    trunk.send(ok);
    assertThat(leg.next()).isEqualTo("answered 4010");
    var first = trunk.await("ACK");
    trunk.send(ok);

    assertThat(trunk.nothingBut(Duration.ofSeconds(5))).contains(first);
  }

  @Test
  void tellsAtOnceWhatCannotBeReached() throws Exception {
    server.agent.invite(invite(new Destination.Contact("mailto:x"), Map.of()), leg);
    assertThat(leg.next()).isEqualTo("failed 416");
    server.agent.invite(invite(new Destination.Trunk("none", "1"), Map.of()), leg);
    assertThat(leg.next()).isEqualTo("failed 404");
    server.agent.invite(
        invite(new Destination.Contact("sip:a@127.0.0.1;cordboard-binding=00"), Map.of()), leg);
    assertThat(leg.next()).isEqualTo("failed 480");
  }

  @Test
  void registersAtATrunkThatWantsIt() throws Exception {
    try (var registering = new RealServer(settings(account(true)))) {
      trunk.aimedAt(registering.udp());
      var register = trunk.await("REGISTER");
      trunk.send(challenge(register, "carrier"));
      var proved = trunk.await("REGISTER");
      trunk.send(trunk.response(proved, 200, "r").set("Contact", register.header("Contact")));

      assertThat(proved.header("CSeq")).isEqualTo("2 REGISTER");
      assertThat(proved.header("Proxy-Authorization")).contains("username=\"cord\"");
      assertThat(proved.header("Expires")).isEqualTo("600");
      assertThat(proved.header("To")).contains("sip:cord@127.0.0.1");
      assertThat(proved.uriIn("Contact")).startsWith("sip:cord@127.0.0.1:");
    }
  }

  private SipLeg call(String number, Map<String, String> headers) {
    return server.agent.invite(invite(new Destination.Trunk("carrier", number), headers), leg);
  }

  private static OutgoingInvite invite(Destination to, Map<String, String> headers) {
    return new OutgoingInvite(
        to, new ShownCaller("+18005550100", "Contoso"), headers, Optional.of(Sdp.port(4000)));
  }

  private Draft challenge(Message request, String realm) {
    return trunk
        .response(request, 407, "c")
        .set(
            "Proxy-Authenticate",
            "Digest realm=\"" + realm + "\", nonce=\"abc\", algorithm=MD5, qop=\"auth\"");
  }

  private SipSettings settings(TrunkAccountSettings account) {
    var address = "127.0.0.1:" + trunk.port();
    return SipSettings.defaults()
        .withTrunks(
            List.of(
                new TrunkSettings(
                    "carrier",
                    List.of(address),
                    Optional.of("sip:" + address),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(account))));
  }

  private static TrunkAccountSettings account(boolean register) {
    return new TrunkAccountSettings("cord", "pass", "carrier", register, Duration.ofMinutes(10));
  }
}
