package dev.cordboard.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.Metrics;
import dev.cordboard.config.DigestSettings;
import dev.cordboard.config.TrunkAccountSettings;
import dev.cordboard.sip.digest.Authenticator.Proof;
import dev.cordboard.sip.message.CSeq;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.message.SipUri;
import dev.cordboard.sip.message.Via;
import dev.cordboard.testkit.ManualTime;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Both sides of digest authentication, and the vectors of the RFCs.
class DigestTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.2");
  private static final SipUri URI = SipUri.of("bob", "cordboard.example", -1);

  private final ManualTime time = new ManualTime();
  private final CredentialSource credentials =
      name ->
          name.equals("alice")
              ? Optional.of(Credential.ofPassword("a-1", "alice", "cordboard", "secret"))
              : Optional.empty();

  @Test
  void computesWhatRfc7616Computes() {
    var nonce =
        new Digest.Nonce(
            "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
            "00000001",
            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
            "auth");
    var user = "Mufasa:http-auth@example.org:Circle of Life";

    assertThat(
            Digest.response(
                DigestAlgorithm.MD5,
                Digest.hash(DigestAlgorithm.MD5, user),
                "GET",
                "/dir/index.html",
                nonce))
        .isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
    assertThat(
            Digest.response(
                DigestAlgorithm.SHA_256,
                Digest.hash(DigestAlgorithm.SHA_256, user),
                "GET",
                "/dir/index.html",
                nonce))
        .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5", "SHA-256", "SHA-512-256"})
  void acceptsWhatItsOwnClientAnswers(String algorithm) {
    var server = server(List.of(algorithm));
    var challenge = challenge(server);

    assertThat(server.check(answered(challenge, "secret"), HERE)).isEqualTo(new Proof.Valid("a-1"));
  }

  @Test
  void offersTheStrongestFirstAndAcceptsAnyOfThem() {
    var server = server(List.of("SHA-256", "MD5"));
    var challenge = challenge(server);

    assertThat(challenge.values(HeaderName.WWW_AUTHENTICATE)).hasSize(2);
    assertThat(challenge.values(HeaderName.WWW_AUTHENTICATE).getFirst()).contains("SHA-256");
    assertThat(server.check(answered(challenge, "secret"), HERE)).isEqualTo(new Proof.Valid("a-1"));
  }

  @Test
  void takesNoNonceTwice() {
    var server = server(List.of("MD5"));
    var request = answered(challenge(server), "secret");

    assertThat(server.check(request, HERE)).isInstanceOf(Proof.Valid.class);
    assertThat(server.check(request, HERE)).isEqualTo(new Proof.None(true));
  }

  @Test
  void takesNoNonceOfAnotherAddress() {
    var server = server(List.of("MD5"));
    var request = answered(challenge(server), "secret");

    assertThat(server.check(request, THERE)).isEqualTo(new Proof.None(false));
  }

  @Test
  void callsAnOldNonceStale() {
    var server = server(List.of("MD5"));
    var request = answered(challenge(server), "secret");
    time.advance(Duration.ofMinutes(6));

    assertThat(server.check(request, HERE)).isEqualTo(new Proof.None(true));
  }

  @Test
  void refusesAnAlgorithmThatWasNotOffered() {
    var md5 = server(List.of("MD5"));
    var request = answered(challenge(md5), "secret");
    var downgraded =
        request.toBuilder()
            .set(
                HeaderName.AUTHORIZATION,
                request.value(HeaderName.AUTHORIZATION).orElseThrow().replace("MD5", "SHA-256"))
            .build();

    assertThat(md5.check(downgraded, HERE)).isEqualTo(new Proof.None(false));
  }

  @Test
  void makesAGuesserWaitLongerAndLonger() {
    var server = server(List.of("MD5"));
    for (int i = 0; i < 10; i++) {
      assertThat(server.check(answered(challenge(server), "guess" + i), HERE))
          .isEqualTo(new Proof.None(false));
    }

    assertThat(server.check(answered(challenge(server), "secret"), HERE))
        .isEqualTo(new Proof.MustWait());
    assertThat(server.check(answered(challenge(server, THERE), "secret"), THERE))
        .isEqualTo(new Proof.Valid("a-1"));
    time.advance(Duration.ofSeconds(3));
    assertThat(server.check(answered(challenge(server), "guess"), HERE))
        .isEqualTo(new Proof.None(false));
    time.advance(Duration.ofSeconds(3));
    assertThat(server.check(answered(challenge(server), "secret"), HERE))
        .isEqualTo(new Proof.MustWait());
    time.advance(Duration.ofSeconds(2));
    assertThat(server.check(answered(challenge(server), "secret"), HERE))
        .isEqualTo(new Proof.Valid("a-1"));
  }

  @Test
  void forgedNoncesLockNobodyOut() {
    var server = server(List.of("MD5"));
    var request = answered(challenge(server), "guess");
    for (int i = 0; i < 100; i++) {
      server.check(request, THERE);
    }

    assertThat(server.check(answered(challenge(server, THERE), "secret"), THERE))
        .isEqualTo(new Proof.Valid("a-1"));
  }

  @Test
  void remembersUsedNoncesOnlyAsLongAsTheyCouldBeUsedAgain() {
    var nonces = new Nonces(time, Duration.ofMinutes(5), "00ff");
    for (int i = 0; i < 1_000; i++) {
      time.advance(Duration.ofSeconds(1));
      nonces.use(nonces.issue(HERE), 1);
    }

    assertThat(nonces.size()).isLessThanOrEqualTo(302);
  }

  @Test
  void acceptsACountingNonceInOrderOnly() {
    var nonces = new Nonces(time, Duration.ofMinutes(5), "00ff");
    var nonce = nonces.issue(HERE);
    nonces.use(nonce, 2);

    assertThat(nonces.judge(nonce, HERE, 1)).isEqualTo(Nonces.Verdict.STALE);
    assertThat(nonces.judge(nonce, HERE, 2)).isEqualTo(Nonces.Verdict.STALE);
    assertThat(nonces.judge(nonce, HERE, 3)).isEqualTo(Nonces.Verdict.FRESH);
    assertThat(nonces.judge("x".repeat(48), HERE, 1)).isEqualTo(Nonces.Verdict.FORGED);
  }

  private Authenticator server(List<String> algorithms) {
    var settings =
        new DigestSettings(
            "cordboard", algorithms, Duration.ofMinutes(5), 10, Duration.ofSeconds(2));
    return new Authenticator(settings, credentials, time, IdSource.random(), Metrics.none());
  }

  private static SipResponse challenge(Authenticator server) {
    return challenge(server, HERE);
  }

  private static SipResponse challenge(Authenticator server, InetAddress to) {
    return server.challenge(request().response(401), to, false).build();
  }

  private static SipRequest answered(SipResponse challenge, String password) {
    var client = new DigestClient(TrunkAccountSettings.of("alice", password), IdSource.random());
    var header = client.answer(SipMethod.INVITE, URI, challenge).orElseThrow();
    return request().toBuilder().add(header).build();
  }

  private static SipRequest request() {
    return SipRequest.builder(SipMethod.INVITE, URI)
        .pushVia(Via.of("UDP", "192.0.2.1", 5060, "z9hG4bKx"))
        .from(NameAddr.of(URI).withTag("a"))
        .to(NameAddr.of(URI))
        .callId("x")
        .cSeq(new CSeq(1, SipMethod.INVITE))
        .build();
  }
}
