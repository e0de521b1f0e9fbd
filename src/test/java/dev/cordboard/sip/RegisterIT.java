package dev.cordboard.sip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.config.SipSettings;
import dev.cordboard.sip.OutgoingInvite.ShownCaller;
import dev.cordboard.testkit.SipPeer;
import dev.cordboard.testkit.SipPeer.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Phones that register with a password, over real sockets.
class RegisterIT {
  private final RealServer server = new RealServer(SipSettings.defaults());

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void registersAfterItsChallengeAndIsReachedThere() throws Exception {
    try (var phone = SipPeer.udp(server.udp())) {
      var answer = register(phone, "alice", "secret", "3600");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Contact")).contains(phone.contact()).contains("expires=3600");
      ring(phone, "alice");
    }
  }

  @Test
  void reachesAPhoneByTheConnectionItRegisteredOver() throws Exception {
    try (var phone = SipPeer.tcp(server.tcp())) {
      assertThat(register(phone, "al", "secret", "600").status()).isEqualTo(200);

      ring(phone, "alice");
    }
  }

  @Test
  void forgetsAPhoneThatLeaves() {
    try (var phone = SipPeer.udp(server.udp())) {
      register(phone, "alice", "secret", "3600");
      assertThat(server.agent.registrar().contacts("alice")).hasSize(1);

      var answer = register(phone, "alice", "secret", "0");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Contact")).isEmpty();
      assertThat(server.agent.registrar().contacts("alice")).isEmpty();
    }
  }

  @Test
  void answersAWrongPasswordAndAnUnknownUserAlike() {
    try (var phone = SipPeer.udp(server.udp())) {
      var wrong = register(phone, "alice", "guess", "3600");
      var unknown = register(phone, "nobody", "secret", "3600");

      assertThat(wrong.status()).isEqualTo(401);
      assertThat(unknown.status()).isEqualTo(401);
      assertThat(names(unknown)).isEqualTo(names(wrong));
      assertThat(server.agent.registrar().contacts("alice")).isEmpty();
    }
  }

  @Test
  void doesNotLetOneUserRegisterForAnother() {
    try (var phone = SipPeer.udp(server.udp())) {
      var uri = server.uri("alice").replace("alice@", "");
      var from = server.uri("static");
      phone.send(phone.outside("REGISTER", uri, from, from));
      var proof = SipPeer.credentials(phone.await(401), "alice", "secret", "REGISTER", uri);
      phone.send(phone.outside("REGISTER", uri, from, from).set("Authorization", proof));

      assertThat(phone.next().status()).isEqualTo(403);
    }
  }

  @Test
  void refusesTheSameProofTwice() {
    try (var phone = SipPeer.udp(server.udp())) {
      var uri = server.uri("alice").replace("alice@", "");
      var from = server.uri("alice");
      phone.send(phone.outside("REGISTER", uri, from, from));
      var proof = SipPeer.credentials(phone.await(401), "alice", "secret", "REGISTER", uri);
      phone.send(phone.outside("REGISTER", uri, from, from).set("Authorization", proof));
      phone.await(200);

      phone.send(phone.outside("REGISTER", uri, from, from).set("Authorization", proof));

      assertThat(phone.await(401).header("WWW-Authenticate")).contains("stale=true");
    }
  }

  @Test
  void refusesTooBriefAnInterval() {
    try (var phone = SipPeer.udp(server.udp())) {
      var answer = register(phone, "alice", "secret", "10");

      assertThat(answer.status()).isEqualTo(423);
      assertThat(answer.header("Min-Expires")).isEqualTo("60");
    }
  }

  @Test
  void countsStaticContacts() {
    assertThat(server.agent.registrar().contacts("static"))
        .containsExactly("sip:static@127.0.0.1:9");
  }

  private Message register(SipPeer phone, String user, String password, String expires) {
    var uri = server.uri(user).replace(user + "@", "");
    var from = server.uri(user);
    phone.send(phone.outside("REGISTER", uri, from, from).set("Expires", expires));
    var proof = SipPeer.credentials(phone.await(401), user, password, "REGISTER", uri);
    phone.send(
        phone
            .outside("REGISTER", uri, from, from)
            .set("Expires", expires)
            .set("Authorization", proof));
    return phone.next();
  }

  private void ring(SipPeer phone, String account) throws InterruptedException {
    var contact = server.agent.registrar().contacts(account).getFirst();
    var caller = new QueuedLeg();
    var leg =
        server.agent.invite(
            new OutgoingInvite(
                new Destination.Contact(contact),
                new ShownCaller("bob", "Bob"),
                Map.of(),
                Optional.of(Sdp.port(4000))),
            caller);
    var invite = phone.await("INVITE");
    assertThat(invite.firstLine()).isEqualTo("INVITE " + phone.contact() + " SIP/2.0");
    assertThat(invite.header("From")).startsWith("\"Bob\" <sip:bob@127.0.0.1");
    phone.send(phone.response(invite, 180, "phone"));
    assertThat(caller.next()).isEqualTo("ringing");
    var ok = phone.send(phone.response(invite, 200, "phone").sdp(SipPeer.sdp(4002)));
    phone.await("ACK");
    assertThat(caller.next()).isEqualTo("answered 4002");
    phone.send(phone.insideOf("BYE", invite, ok, 1));
    phone.await(200);
    assertThat(caller.next()).isEqualTo("ended PEER_HUNG_UP");
    assertThat(leg.remoteSignallingAddress()).isPresent();
  }

  private static List<String> names(Message message) {
    return message
        .text()
        .lines()
        .skip(1)
        .map(line -> line.substring(0, Math.max(0, line.indexOf(':'))))
        .toList();
  }
}
