package dev.cordboard.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.cordboard.base.Metrics;
import dev.cordboard.config.StoreSettings;
import dev.cordboard.store.Store;
import dev.cordboard.testkit.ManualTime;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
  private final Store store =
      Store.inMemory(StoreSettings.defaults(), new ManualTime(), Metrics.none());

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void signsWhatItsPublishedKeyVerifies() throws Exception {
    var key = SigningKey.of(store);

    var token = SignedJWT.parse(key.sign(Map.of("iss", "https://localhost", "aud", "resource")));

    var published = JWKSet.parse(new String(key.publicKeys(), StandardCharsets.UTF_8));
    var publicKey = published.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
    assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
    assertThat(token.verify(new RSASSAVerifier(publicKey))).isTrue();
    assertThat(publicKey.isPrivate()).isFalse();
    assertThat(publicKey.size()).isEqualTo(2048);
  }

  @Test
  void isTheSameKeyAfterARestart() {
    var before = SigningKey.of(store);
    var id = before.id();

    var after = SigningKey.of(store);

    assertThat(after.id()).isEqualTo(id);
    assertThat(after.publicKeys()).isEqualTo(before.publicKeys());
  }
}
