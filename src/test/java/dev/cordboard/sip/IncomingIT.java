package dev.cordboard.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.SipSettings;
import dev.cordboard.config.TrunkSettings;
import dev.cordboard.testkit.SipPeer;
import dev.cordboard.testkit.SipPeer.Message;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls of a trunk into the server, over real UDP and TCP sockets.
class IncomingIT {
  private final RealServer server =
      new RealServer(
          SipSettings.defaults().withTrunks(List.of(TrunkSettings.of("carrier", "127.0.0.1"))));

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void ringsAnswersAndIsHungUp(String transport) throws Exception {
    try (var carrier = peer(transport)) {
      var invite = invite(carrier);
      var call = server.nextCall();
      assertThat(call.origin()).isEqualTo(new Origin.Trunk("carrier"));
      call.leg().ring();
      var ringing = carrier.await(180);
      call.leg().answer(Sdp.port(4002));
      var ok = carrier.await(200);
      carrier.send(carrier.inside("ACK", invite, ok, 1));
      var leg = server.nextLeg();
      assertThat(leg.next()).isEqualTo("answered nothing");
      carrier.send(carrier.inside("BYE", invite, ok, 2));

      assertThat(carrier.await(200).header("CSeq")).isEqualTo("2 BYE");
      assertThat(leg.next()).isEqualTo("ended PEER_HUNG_UP");
      assertThat(ringing.header("To")).isEqualTo(ok.header("To"));
      assertThat(ok.header("Contact")).contains("127.0.0.1:" + server.udp().getPort());
      assertThat(ok.header("Allow")).contains("INVITE").contains("UPDATE");
      assertThat(ok.body()).contains("m=audio 4002");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void saysWhenToComeBackWhenItIsBusy(String transport) throws Exception {
    try (var carrier = peer(transport)) {
      var invite = invite(carrier);
      server.nextCall().leg().refuse(503);

      var refused = carrier.await(503);
      carrier.send(ack(carrier, invite, refused));
      assertThat(refused.header("Retry-After")).isNotEmpty();
      assertThat(server.nextLeg().next()).isEqualTo("ended ENDED_BY_US");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void sendsByeWithAReason(String transport) throws Exception {
    try (var carrier = peer(transport)) {
      var invite = invite(carrier);
      var call = server.nextCall();
      call.leg().answer(Sdp.port(4002));
      var ok = carrier.await(200);
      carrier.send(carrier.inside("ACK", invite, ok, 1));
      assertThat(server.nextLeg().next()).isEqualTo("answered nothing");

      call.leg().hangUp(new HangupReason("Q.850", 16, "Normal call clearing"));

      var bye = carrier.await("BYE");
      carrier.send(carrier.response(bye, 200, "unused"));
      assertThat(bye.header("Reason")).isEqualTo("Q.850;cause=16;text=\"Normal call clearing\"");
      assertThat(bye.header("From")).isEqualTo(ok.header("To"));
      assertThat(bye.firstLine()).isEqualTo("BYE " + carrier.contact() + " SIP/2.0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void answersACancelAndTheInviteItMeans(String transport) throws Exception {
    try (var carrier = peer(transport)) {
      var invite = invite(carrier);
      server.nextCall().leg().ring();
      carrier.await(180);
      carrier.send(
          carrier
              .request("CANCEL", server.uri("+18005550100"))
              .set("Via", invite.header("Via"))
              .set("From", invite.header("From"))
              .set("To", invite.header("To"))
              .set("Call-ID", invite.header("Call-ID"))
              .set("CSeq", "1 CANCEL"));

      var first = carrier.next();
      var second = carrier.next();
      assertThat(List.of(first.status(), second.status())).containsExactlyInAnyOrder(200, 487);
      var refused = first.status() == 487 ? first : second;
      carrier.send(ack(carrier, invite, refused));
      assertThat(server.nextLeg().next()).isEqualTo("ended CALLER_GAVE_UP");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void answersRequestsInsideTheCall(String transport) throws Exception {
    try (var carrier = peer(transport)) {
      var invite = invite(carrier);
      server.nextCall().leg().answer(Sdp.port(4002));
      var ok = carrier.await(200);
      carrier.send(carrier.inside("ACK", invite, ok, 1));
      var leg = server.nextLeg();
      assertThat(leg.next()).isEqualTo("answered nothing");

      carrier.send(carrier.inside("OPTIONS", invite, ok, 2));
      assertThat(carrier.await(200).header("Accept")).contains("application/sdp");
      carrier.send(
          carrier
              .inside("INFO", invite, ok, 3)
              .body("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n"));
      carrier.await(200);
      assertThat(leg.next()).isEqualTo("digit 5");
      carrier.send(carrier.inside("INFO", invite, ok, 4).body("text/plain", "hello"));
      assertThat(carrier.await(415).header("Accept")).isNotEmpty();
      carrier.send(carrier.inside("MESSAGE", invite, ok, 5));
      assertThat(carrier.await(405).header("Allow")).contains("INVITE");
      carrier.send(
          carrier
              .inside("UPDATE", invite, ok, 6)
              .set("Supported", "timer")
              .set("Session-Expires", "1800;refresher=uac"));
      assertThat(carrier.await(200).header("Session-Expires")).isEqualTo("1800;refresher=uac");
      carrier.send(
          carrier.inside("UPDATE", invite, ok, 7).set("Session-Expires", "30;refresher=uac"));
      assertThat(carrier.await(422).header("Min-SE")).isEqualTo("90");
      carrier.send(carrier.inside("OPTIONS", invite, ok, 3));
      carrier.await(500);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp", "tcp"})
  void renegotiatesWhenThePeerAsks(String transport) throws Exception {
    try (var carrier = peer(transport)) {
      var invite = invite(carrier);
      server.nextCall().leg().answer(Sdp.port(4002));
      var ok = carrier.await(200);
      carrier.send(carrier.inside("ACK", invite, ok, 1));
      var leg = server.nextLeg();
      assertThat(leg.next()).isEqualTo("answered nothing");

      var unwanted = carrier.send(carrier.inside("INVITE", invite, ok, 2).sdp(SipPeer.sdp(5000)));
      carrier.await(488);
      assertThat(leg.next()).isEqualTo("offered 5000");
      carrier.send(carrier.inside("ACK", invite, ok, 2).set("Via", unwanted.header("Via")));
      leg.replyWith(Sdp.port(5002));
      carrier.send(carrier.inside("INVITE", invite, ok, 3));
      var offered = carrier.await(200);
      assertThat(leg.next()).isEqualTo("offer wanted");
      assertThat(offered.body()).contains("m=audio 5002");
      carrier.send(carrier.inside("ACK", invite, ok, 3).sdp(SipPeer.sdp(5004)));
      assertThat(leg.next()).isEqualTo("offer answered 5004");
    }
  }

  private SipPeer peer(String transport) {
    return transport.equals("udp") ? SipPeer.udp(server.udp()) : SipPeer.tcp(server.tcp());
  }

  private Message invite(SipPeer carrier) {
    return carrier.send(
        carrier
            .outside(
                "INVITE",
                server.uri("+18005550100"),
                "sip:+14255550123@carrier.example",
                server.uri("+18005550100"))
            .sdp(SipPeer.sdp(4000)));
  }

  /// The ACK of a refusal goes by the INVITE's own branch.
  private SipPeer.Draft ack(SipPeer carrier, Message invite, Message refusal) {
    return carrier
        .request("ACK", server.uri("+18005550100"))
        .set("Via", invite.header("Via"))
        .set("From", invite.header("From"))
        .set("To", refusal.header("To"))
        .set("Call-ID", invite.header("Call-ID"))
        .set("CSeq", "1 ACK");
  }
}
