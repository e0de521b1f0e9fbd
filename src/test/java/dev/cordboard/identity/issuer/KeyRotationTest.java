package dev.cordboard.identity.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.cordboard.base.Metrics;
import dev.cordboard.config.IssuerSettings;
import dev.cordboard.config.IssuerTokenSettings;
import dev.cordboard.testkit.ManualTime;
import dev.cordboard.testkit.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How the keys of an issuer are found, kept and replaced.
class KeyRotationTest {
  private static final RSAKey FIRST = TestIssuer.rsa("first", 2048);
  private static final RSAKey SECOND = TestIssuer.rsa("second", 2048);
  private static final RSAKey WEAK = TestIssuer.rsa("weak", 1024);

  private final ManualTime time = new ManualTime();
  private final Queue<Runnable> background = new ArrayDeque<>();
  private final TestIssuer issuer = new TestIssuer(FIRST);
  private final IssuerTokens tokens =
      new IssuerTokens(
          List.of(
              new IssuerSettings(
                  issuer.url(), List.of(TestIssuer.AUDIENCE), List.of(), Optional.empty())),
          IssuerTokenSettings.defaults(),
          new IssuerTokens.Tools(issuer::document, background::add, time, Metrics.none()));

  @Test
  void keysAreThereBeforeTheFirstToken() {
    tokens.start();
    runBackground();

    assertThat(opens(FIRST)).isTrue();
    assertThat(issuer.fetches).hasValue(1);
  }

  @Test
  void aNewKeyIsFetchedWhenATokenNamesIt() {
    assertThat(opens(FIRST)).isTrue();
    issuer.rotateTo(FIRST, SECOND);
    time.advance(Duration.ofSeconds(30));

    assertThat(opens(SECOND)).isTrue();
    assertThat(issuer.fetches).hasValue(2);
  }

  @Test
  void madeUpKeysAskTheIssuerTwiceAMinuteAtMost() {
    for (int second = 0; second < 60; second++) {
      assertThat(opens(SECOND)).isFalse();
      time.advance(Duration.ofSeconds(1));
    }

    assertThat(issuer.fetches).hasValue(2);
  }

  @Test
  void whoeverAsksWhileTheKeysAreFetchedWaitsForThatOneFetch() throws Exception {
    var asked = new AtomicInteger();
    var mayAnswer = new CountDownLatch(1);
    var keys =
        new KeySet(
            () -> {
              asked.incrementAndGet();
              await(mayAnswer);
              return Optional.of(Map.of("first", FIRST));
            },
            IssuerTokenSettings.defaults(),
            time,
            Runnable::run);

    try (var requests = Executors.newVirtualThreadPerTaskExecutor()) {
      var found = new ArrayList<Future<Optional<JWK>>>();
      for (int i = 0; i < 20; i++) {
        found.add(requests.submit(() -> keys.find("first")));
      }
      mayAnswer.countDown();

      for (var each : found) {
        assertThat(each.get(10, TimeUnit.SECONDS)).contains(FIRST);
      }
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void oldKeysAreReplacedBehindTheRequestsAndAreGoneThen() {
    assertThat(opens(FIRST)).isTrue();
    issuer.rotateTo(SECOND);
    time.advance(Duration.ofHours(1).plusSeconds(1));

    assertThat(opens(FIRST)).as("answered from what is known").isTrue();
    assertThat(opens(FIRST)).isTrue();
    assertThat(background).as("one fetch for both").hasSize(1);
    runBackground();

    assertThat(opens(FIRST)).isFalse();
    assertThat(opens(SECOND)).isTrue();
    assertThat(issuer.fetches).hasValue(2);
  }

  @Test
  void keysStayWhileTheIssuerIsAway() {
    assertThat(opens(FIRST)).isTrue();
    issuer.up(false);
    for (int hour = 0; hour < 24; hour++) {
      time.advance(Duration.ofHours(2));
      assertThat(opens(FIRST)).isTrue();
      runBackground();
    }
    issuer.up(true);
    issuer.rotateTo(SECOND);
    time.advance(Duration.ofMinutes(1));
    opens(FIRST);
    runBackground();

    assertThat(opens(FIRST)).isFalse();
  }

  @Test
  void anIssuerThatIsAwayAtFirstIsAskedAgain() {
    issuer.up(false);
    assertThat(opens(FIRST)).isFalse();
    issuer.up(true);
    assertThat(opens(FIRST)).as("asked a moment ago").isFalse();
    time.advance(Duration.ofSeconds(30));

    assertThat(opens(FIRST)).isTrue();
  }

  @Test
  void anExpiredTokenAsksNobody() {
    var token =
        TestIssuer.sign(
            FIRST, JWSAlgorithm.RS256, issuer.claims(time.now().minusSeconds(7200)).build());

    assertThat(tokens.principal(token)).isEmpty();
    assertThat(issuer.fetches).hasValue(0);
  }

  @Test
  void aConfigurationOfSomebodyElseIsNotTheirs() {
    issuer.pretendToBe("https://other.test");

    assertThat(opens(FIRST)).isFalse();
    assertThat(issuer.fetches).hasValue(0);
  }

  @Test
  void weakKeysAndKeysForOtherThingsAreNotUsed() throws Exception {
    var encrypting = new RSAKey.Builder(SECOND).keyUse(KeyUse.ENCRYPTION).build();
    var otherCurve = new ECKeyGenerator(Curve.P_384).keyID("p384").generate();
    var secret = new OctetSequenceKey.Builder(new byte[64]).keyID("secret").build();
    issuer.rotateTo(WEAK, encrypting, otherCurve, secret, FIRST);

    assertThat(opens(WEAK)).isFalse();
    assertThat(opens(SECOND)).isFalse();
    assertThat(opens(FIRST)).isTrue();
  }

  @Test
  void aKeyForOneAlgorithmVerifiesNoOther() {
    issuer.rotateTo(new RSAKey.Builder(FIRST).algorithm(JWSAlgorithm.PS256).build());

    assertThat(opens(FIRST)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "{}",
        "{\"issuer\":\"https://issuer.test\"}",
        "{\"issuer\":\"https://issuer.test\",\"jwks_uri\":7}",
        "{\"issuer\":\"https://issuer.test\",\"jwks_uri\":\"http://issuer.test/keys\"}",
        "{\"issuer\":\"https://issuer.test\",\"jwks_uri\":\"file:///etc/passwd\"}"
      })
  void aDocumentThatIsNoneFindsNoKeys(String document) {
    var settings =
        new IssuerSettings(
            "https://issuer.test", List.of(TestIssuer.AUDIENCE), List.of(), Optional.empty());
    var discovery =
        new Discovery(settings, _ -> Optional.of(document.getBytes(StandardCharsets.UTF_8)));

    assertThat(discovery.keys()).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean opens(JWK key) {
    var claims = issuer.claims(time.now()).build();
    return tokens.principal(TestIssuer.sign(key, JWSAlgorithm.RS256, claims)).isPresent();
  }

  private void runBackground() {
    for (var task = background.poll(); task != null; task = background.poll()) {
      task.run();
    }
  }
}
