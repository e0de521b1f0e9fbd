package dev.cordboard.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.cordboard.store.Store;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The key this server signs with (RS256): made at the first start, kept in the store, published as
/// a JSON web key set.
///
/// Making a key takes up to half a second, so it happens on a thread of its own while the server
/// starts; only who needs it before that waits.
public final class SigningKey {
  private static final int BITS = 2048;
  private static final String KIND = "signing-key";
  private static final String NAME = "rs256";

  private final FutureTask<Pair> pair;

  private record Pair(RSAKey key, RSASSASigner signer) {}

  private SigningKey(Store store) {
    pair = new FutureTask<>(() -> load(store));
  }

  /// The key of this store.
  public static SigningKey of(Store store) {
    var key = new SigningKey(store);
    Thread.ofPlatform().name("signing-key").daemon().start(key.pair);
    return key;
  }

  /// The name of the key, as the header of every token and the key set have it.
  public String id() {
    return pair().key.getKeyID();
  }

  /// A signed compact JSON web token with these claims; times are seconds since 1970.
  public String sign(Map<String, Object> claims) {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(id()).type(JOSEObjectType.JWT).build();
    var token = new JWSObject(header, new Payload(claims));
    try {
      token.sign(pair().signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign with the server's key", e);
    }
    return token.serialize();
  }

  /// The public half, as a JSON web key set (RFC 7517).
  public byte[] publicKeys() {
    return new JWKSet(pair().key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
  }

  private Pair pair() {
    try {
      return pair.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the server's signing key cannot be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the signing key", e);
    }
  }

  private static Pair load(Store store) throws JOSEException, ParseException {
    var kept = store.get(KIND, NAME);
    var key =
        kept.isPresent()
            ? RSAKey.parse(new String(kept.get(), StandardCharsets.UTF_8))
            : make(store);
    return new Pair(key, new RSASSASigner(key));
  }

  private static RSAKey make(Store store) throws JOSEException {
    var key =
        new RSAKeyGenerator(BITS)
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(JWSAlgorithm.RS256)
            .keyIDFromThumbprint(true)
            .generate();
    store.put(KIND, NAME, key.toJSONString().getBytes(StandardCharsets.UTF_8));
    return key;
  }
}
