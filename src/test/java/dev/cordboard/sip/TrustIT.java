package dev.cordboard.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.SipSettings;
import dev.cordboard.config.TrunkSettings;
import dev.cordboard.testkit.SipPeer;
import dev.cordboard.testkit.SipPeer.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Who may call, and what everybody else is told.
class TrustIT {
  @Test
  void refusesAStranger() throws Exception {
    try (var server = new RealServer(SipSettings.defaults());
        var stranger = SipPeer.udp(server.udp())) {
      var refused = answerTo(server, stranger, "sip:stranger@198.51.100.1");

      assertThat(refused.status()).isEqualTo(403);
    }
  }

  @Test
  void saysNothingToAStrangerWhenToldSo() throws Exception {
    try (var server = new RealServer(silent());
        var stranger = SipPeer.udp(server.udp())) {
      stranger.send(invite(server, stranger, "sip:stranger@198.51.100.1"));
      stranger.send(
          stranger.outside("OPTIONS", server.uri("a"), "sip:a@b.example", server.uri("a")));

      assertThat(stranger.nothingBut(Duration.ofSeconds(1))).isEmpty();
    }
  }

  @Test
  void challengesWhoeverClaimsToBeAUserAndTakesTheCallOfOneWhoProvesIt() throws Exception {
    try (var server = new RealServer(SipSettings.defaults());
        var phone = SipPeer.udp(server.udp())) {
      var from = server.uri("alice");
      var challenge = answerTo(server, phone, from);
      assertThat(challenge.status()).isEqualTo(401);
      var uri = server.uri("bob");
      var proof = SipPeer.credentials(challenge, "alice", "secret", "INVITE", uri);
      phone.send(invite(server, phone, from).set("Authorization", proof));

      var call = server.nextCall();
      assertThat(call.origin()).isEqualTo(new Origin.User("alice"));
      assertThat(call.caller().name()).isEqualTo(new CallerIdentity.Name.Account("alice"));
      assertThat(call.dialled().user()).isEqualTo("bob");
      call.leg().refuse(486);
      assertThat(phone.await(486).header("To")).contains("tag=");
    }
  }

  @Test
  void acceptsTheOneOfSeveralProofsThatVerifies() throws Exception {
    try (var server = new RealServer(SipSettings.defaults());
        var phone = SipPeer.udp(server.udp())) {
      var from = server.uri("alice");
      var challenge = answerTo(server, phone, from);
      var uri = server.uri("bob");
      var wrong = SipPeer.credentials(challenge, "alice", "wrong", "INVITE", uri);
      var right = SipPeer.credentials(challenge, "alice", "secret", "INVITE", uri);
      phone.send(
          invite(server, phone, from).add("Authorization", wrong).add("Authorization", right));

      assertThat(server.nextCall().origin()).isEqualTo(new Origin.User("alice"));
    }
  }

  @Test
  void doesNotListenToWhoHasGuessedTooOften() throws Exception {
    try (var server = new RealServer(SipSettings.defaults());
        var guesser = SipPeer.udp(server.udp())) {
      var from = server.uri("alice");
      var status = 401;
      for (int i = 0; i < 11 && status == 401; i++) {
        var challenge = answerTo(server, guesser, from);
        if (challenge.status() == 401) {
          var proof =
              SipPeer.credentials(challenge, "alice", "guess" + i, "INVITE", server.uri("bob"));
          guesser.send(invite(server, guesser, from).set("Authorization", proof));
          status = guesser.next().status();
        }
      }

      assertThat(status).isEqualTo(403);
    }
  }

  @Test
  void trustsATrunkByThePortItNames() throws Exception {
    try (var probe = SipPeer.udp()) {
      var settings =
          SipSettings.defaults()
              .withTrunks(List.of(TrunkSettings.of("carrier", "127.0.0.1:" + probe.port())));
      try (var server = new RealServer(settings);
          var carrier = probe.aimedAt(server.udp());
          var neighbour = SipPeer.udp(server.udp())) {
        carrier.send(invite(server, carrier, "sip:+14255550123@carrier.example"));
        assertThat(server.nextCall().origin()).isEqualTo(new Origin.Trunk("carrier"));
        assertThat(answerTo(server, neighbour, "sip:x@carrier.example").status()).isEqualTo(403);
      }
    }
  }

  @Test
  void readsTheCallerFromWhatTheTrunkAsserts() throws Exception {
    var trunk =
        new TrunkSettings(
            "carrier",
            List.of("127.0.0.1"),
            Optional.empty(),
            Optional.of("1"),
            Optional.empty(),
            Optional.empty());
    try (var server = new RealServer(SipSettings.defaults().withTrunks(List.of(trunk)));
        var carrier = SipPeer.udp(server.udp())) {
      carrier.send(
          invite(server, carrier, "sip:x@y")
              .set("P-Asserted-Identity", "\"Jane\" <tel:4255550123>"));
      assertThat(server.nextCall().caller())
          .isEqualTo(new CallerIdentity(new CallerIdentity.Name.Telephone("+14255550123"), "Jane"));
      carrier.send(invite(server, carrier, "sip:anonymous@anonymous.invalid"));
      assertThat(server.nextCall().caller().name()).isEqualTo(new CallerIdentity.Name.Anonymous());
      carrier.send(invite(server, carrier, "sip:jane@pbx.example"));
      assertThat(server.nextCall().caller().name())
          .isEqualTo(new CallerIdentity.Name.Uri("sip:jane@pbx.example"));
      carrier.send(invite(server, carrier, "sip:+14255550123@pbx.example").set("Privacy", "id"));
      assertThat(server.nextCall().caller().name()).isEqualTo(new CallerIdentity.Name.Anonymous());
    }
  }

  @Test
  void refusesWhatItCannotDoByName() throws Exception {
    var settings =
        SipSettings.defaults().withTrunks(List.of(TrunkSettings.of("carrier", "127.0.0.1")));
    try (var server = new RealServer(settings);
        var carrier = SipPeer.udp(server.udp())) {
      var from = "sip:+14255550123@carrier.example";
      carrier.send(invite(server, carrier, from).set("Require", "100rel"));
      assertThat(carrier.await(420).header("Unsupported")).isEqualTo("100rel");
      carrier.send(invite(server, carrier, from).set("Max-Forwards", "0"));
      carrier.await(483);
      carrier.send(invite(server, carrier, from).body("text/plain", "hello"));
      assertThat(carrier.await(415).header("Accept")).contains("application/sdp");
      carrier.send(invite(server, carrier, from).sdp("v=0\r\nnonsense"));
      carrier.await(400);
      carrier.send(
          carrier
              .outside("OPTIONS", server.uri("a"), from, server.uri("a"))
              .set("Require", "nothingSupportsThis, nothingSupportsThisEither"));
      assertThat(carrier.await(420).header("Unsupported"))
          .isEqualTo("nothingSupportsThis, nothingSupportsThisEither");
      carrier.send(
          carrier
              .outside("REGISTER", server.uri("a"), from, server.uri("a"))
              .set("Authorization", "NoOneKnowsThisScheme opaque-data=here"));
      assertThat(carrier.await(401).header("WWW-Authenticate")).startsWith("Digest ");
      carrier.send(carrier.outside("MESSAGE", server.uri("a"), from, server.uri("a")));
      assertThat(carrier.await(405).header("Allow")).contains("INVITE");
      carrier.send(carrier.outside("FROBNICATE", server.uri("a"), from, server.uri("a")));
      carrier.await(501);
      carrier.send(
          carrier
              .outside("BYE", server.uri("a"), from, server.uri("a"))
              .set("To", "<" + server.uri("a") + ">;tag=none"));
      carrier.await(481);
      carrier.send(carrier.outside("CANCEL", server.uri("a"), from, server.uri("a")));
      carrier.await(481);
      carrier.send(carrier.outside("OPTIONS", server.uri("a"), from, server.uri("a")));
      assertThat(carrier.await(200).header("Allow")).contains("INVITE");
    }
  }

  @Test
  void refusesARequestThatCameBackToUs() throws Exception {
    var settings =
        SipSettings.defaults().withTrunks(List.of(TrunkSettings.of("carrier", "127.0.0.1")));
    try (var server = new RealServer(settings);
        var carrier = SipPeer.udp(server.udp())) {
      carrier.send(
          invite(server, carrier, "sip:+14255550123@carrier.example")
              .add("Via", "SIP/2.0/UDP 127.0.0.1:" + server.udp().getPort() + ";branch=z9hG4bKx"));

      carrier.await(482);
    }
  }

  private static Message answerTo(RealServer server, SipPeer peer, String from) {
    peer.send(invite(server, peer, from));
    return peer.next();
  }

  private static SipPeer.Draft invite(RealServer server, SipPeer peer, String from) {
    var to = server.uri("bob");
    return peer.outside("INVITE", to, from, to).sdp(SipPeer.sdp(4000));
  }

  private static SipSettings silent() {
    var base = SipSettings.defaults();
    return new SipSettings(
        base.limits(),
        base.transport(),
        base.transactions(),
        base.dialogs(),
        base.digest(),
        base.registrar(),
        true,
        base.trunks(),
        base.routes());
  }
}
