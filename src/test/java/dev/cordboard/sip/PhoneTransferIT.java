package dev.cordboard.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.DialogSettings;
import dev.cordboard.config.SipSettings;
import dev.cordboard.config.TrunkAccountSettings;
import dev.cordboard.config.TrunkSettings;
import dev.cordboard.sip.OutgoingInvite.ShownCaller;
import dev.cordboard.sip.refer.ReferOrder;
import dev.cordboard.testkit.SipPeer;
import dev.cordboard.testkit.SipPeer.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Transfers by and to phones that speak for themselves, over real sockets.
class PhoneTransferIT {
  private RealServer server = new RealServer(SipSettings.defaults());
  private SipLeg latest;

  /// A call of a phone to the server: its two messages.
  private record Talk(Message invite, Message ok) {
    /// The dialog as the value of a Replaces names it, for the one who gets the INVITE.
    String replaces() {
      return invite.header("Call-ID") + ";to-tag=" + tag(ok, "To") + ";from-tag=" + tag(ok, "From");
    }

    private static String tag(Message message, String field) {
      return message.header(field).replaceAll(".*;tag=([^;]*).*", "$1");
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void transfersItsCallBlindly(String transport) throws Exception {
    try (var phone = phone(transport)) {
      var talk = talk(phone);
      var leg = server.nextLeg();
      phone.send(
          phone
              .inside("REFER", talk.invite(), talk.ok(), 3)
              .set("r", "<sip:bob@127.0.0.1>")
              .set("b", "<" + server.uri("alice") + ">"));
      phone.await(202);
      notified(phone, "SIP/2.0 100 Trying");
      var referral = leg.nextReferral();
      assertThat(referral.target().user()).isEqualTo("bob");
      assertThat(referral.referredBy()).contains(server.uri("alice"));
      referral.report(180);
      notified(phone, "SIP/2.0 180 Ringing");
      referral.report(200);
      var last = notified(phone, "SIP/2.0 200 OK");

      assertThat(last.header("Subscription-State")).isEqualTo("terminated;reason=noresource");
      assertThat(last.header("Event")).isEqualTo("refer");
      assertThat(leg.next()).isEqualTo("answered nothing");
      phone.send(phone.inside("BYE", talk.invite(), talk.ok(), 4));
      phone.await(200);
      assertThat(leg.next()).isEqualTo("ended PEER_HUNG_UP");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void transfersItsCallToOneThatItTalksTo(String transport) throws Exception {
    try (var phone = phone(transport)) {
      var first = talk(phone);
      var leg = server.nextLeg();
      var consulted = talk(phone);
      var named = consulted.replaces().replace(";", "%3B").replace("=", "%3D").replace("@", "%40");
      phone.send(
          phone
              .inside("REFER", first.invite(), first.ok(), 3)
              .set("Refer-To", "<" + server.uri("bob") + "?Replaces=" + named + ">"));
      phone.await(202);
      notified(phone, "SIP/2.0 100 Trying");

      var referral = leg.nextReferral();
      assertThat(leg.replaced()).containsSame(latest);
      assertThat(referral.target().replaces().orElseThrow().text()).isEqualTo(consulted.replaces());
    }
  }

  @Test
  void takesTheCallOfAnotherPhoneOverWhenItHasProvedWhoItIs() throws Exception {
    try (var desk = SipPeer.udp(server.udp());
        var mobile = SipPeer.udp(server.udp())) {
      var talk = talk(desk);
      var old = latest;
      mobile.send(
          mobile
              .outside("INVITE", server.uri("x"), "sip:s@198.51.100.1", server.uri("x"))
              .set("Replaces", talk.replaces()));
      assertThat(mobile.await(403).header("To")).contains("tag=");
      invite(mobile, talk.replaces());
      var call = server.nextCall();

      assertThat(call.replaces()).containsSame(old);
      call.leg().answer(Sdp.port(4002));
      mobile.await(200);
      old.hangUp();
      desk.await("BYE");
    }
  }

  @Test
  void mayNotWhenTheServerDoesNotWantIt() throws Exception {
    server.close();
    server =
        new RealServer(
            SipSettings.defaults()
                .withDialogs(
                    DialogSettings.defaults().withTransfers(false, Duration.ofMinutes(5))));
    try (var phone = phone("udp")) {
      var talk = talk(phone);
      phone.send(
          phone
              .inside("REFER", talk.invite(), talk.ok(), 3)
              .set("Refer-To", "<sip:bob@127.0.0.1>"));
      phone.await(403);
      invite(phone, talk.replaces());

      phone.await(403);
    }
  }

  @Test
  void transfersACallThatItWasCalledWith() throws Exception {
    try (var phone = SipPeer.udp(server.udp())) {
      var leg = new QueuedLeg();
      var placed = server.agent.invite(call(new Destination.Contact(phone.contact())), leg);
      var invite = phone.await("INVITE");
      var ok =
          phone.send(
              phone
                  .response(invite, 200, "desk")
                  .set("Allow", "INVITE, BYE, REFER")
                  .sdp(SipPeer.sdp(4002)));
      phone.await("ACK");
      assertThat(leg.next()).isEqualTo("answered 4002");
      assertThat(placed.peerAllowsRefer()).isTrue();
      phone.send(
          phone
              .insideOf("REFER", invite, ok, 1)
              .set("Refer-To", "<sip:+14255550100@127.0.0.1;user=phone>"));
      phone.await(202);
      notified(phone, "SIP/2.0 100 Trying");

      leg.nextReferral().report(404);
      notified(phone, "SIP/2.0 404 Not Found");
    }
  }

  @Test
  void provesItselfToATrunkThatChallengesTheRefer() throws Exception {
    try (var trunk = SipPeer.udp()) {
      server.close();
      server = new RealServer(SipSettings.defaults().withTrunks(List.of(carrier(trunk))));
      trunk.aimedAt(server.udp());
      var leg = new QueuedLeg();
      var destination = new Destination.Trunk("carrier", "+14255550100");
      var placed = server.agent.invite(call(destination), leg);
      var invite = trunk.await("INVITE");
      var ok = trunk.send(trunk.response(invite, 200, "c").sdp(SipPeer.sdp(4002)));
      trunk.await("ACK");
      assertThat(leg.next()).isEqualTo("answered 4002");
      var outcome = new RecordingRefer();
      placed.refer(ReferOrder.to(server.agent.uriAt(destination).orElseThrow()), outcome);
      var first = trunk.await("REFER");
      trunk.send(
          trunk
              .response(first, 407, "c")
              .set("Proxy-Authenticate", "Digest realm=\"carrier\", nonce=\"n\", algorithm=MD5"));
      var proved = trunk.await("REFER");

      assertThat(proved.header("Refer-To"))
          .isEqualTo("<sip:+14255550100@127.0.0.1:" + trunk.port() + ";user=phone>");
      assertThat(proved.header("Proxy-Authorization")).contains("username=\"cord\"");
      trunk.send(trunk.response(proved, 202, "c"));
      assertThat(outcome.next()).isEqualTo("accepted");
      var number = proved.header("CSeq").split(" ")[0];
      trunk.send(
          trunk
              .insideOf("NOTIFY", invite, ok, 1)
              .set("Event", "refer;id=" + number)
              .set("Subscription-State", "terminated;reason=noresource")
              .body("message/sipfrag", "SIP/2.0 200 OK\r\n"));
      trunk.await(200);
      assertThat(outcome.next()).isEqualTo("finished 200");
    }
  }

  private SipPeer phone(String transport) {
    return transport.equals("tcp") ? SipPeer.tcp(server.tcp()) : SipPeer.udp(server.udp());
  }

  /// A call that the server answers.
  private Talk talk(SipPeer phone) throws InterruptedException {
    var invite = invite(phone, "");
    var call = server.nextCall();
    latest = call.leg();
    latest.answer(Sdp.port(4002));
    var ok = phone.await(200);
    phone.send(phone.inside("ACK", invite, ok, 1));
    return new Talk(invite, ok);
  }

  /// The INVITE of user alice, with the answer to the challenge.
  private Message invite(SipPeer phone, String replaces) {
    var from = server.uri("alice");
    var uri = server.uri("b");
    phone.send(phone.outside("INVITE", uri, from, uri));
    var proof = SipPeer.credentials(phone.await(401), "alice", "secret", "INVITE", uri);
    var invite = phone.outside("INVITE", uri, from, uri).set("Authorization", proof);
    if (!replaces.isEmpty()) {
      invite.set("Replaces", replaces).set("Require", "replaces");
    }
    return phone.send(invite.sdp(SipPeer.sdp(4000)));
  }

  private static Message notified(SipPeer phone, String line) {
    var notify = phone.await("NOTIFY");
    assertThat(notify.text()).endsWith("\r\n\r\n" + line + "\r\n");
    assertThat(notify.header("Content-Type")).startsWith("message/sipfrag");
    phone.send(phone.response(notify, 200, "x"));
    return notify;
  }

  private static OutgoingInvite call(Destination to) {
    return new OutgoingInvite(
        to, new ShownCaller("+18005550100", ""), Map.of(), Optional.of(Sdp.port(4000)));
  }

  private static TrunkSettings carrier(SipPeer trunk) {
    var address = "127.0.0.1:" + trunk.port();
    var account =
        new TrunkAccountSettings("cord", "pass", "carrier", false, Duration.ofMinutes(10));
    return new TrunkSettings(
        "carrier",
        List.of(address),
        Optional.of("sip:" + address),
        Optional.empty(),
        Optional.empty(),
        Optional.of(account),
        true,
        false);
  }
}
