package dev.cordboard.identity.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.util.Optional;
import java.util.Set;

/// Which signatures count. The algorithm is ours to choose, not the token's: `none` and HMAC (with
/// a public key as its secret) never reach a verifier, and a key serves its own kind only.
final class Signatures {
  private static final Set<JWSAlgorithm> RSA = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256);

  private Signatures() {}

  static boolean accepts(JWSAlgorithm algorithm) {
    return RSA.contains(algorithm) || algorithm.equals(JWSAlgorithm.ES256);
  }

  /// Whether the key made the token's signature. False as well for a `crit` header field, of which
  /// the library understands none.
  static boolean verify(SignedJWT jwt, JWK key) {
    try {
      var verifier = verifier(jwt.getHeader().getAlgorithm(), key);
      return verifier.isPresent() && jwt.verify(verifier.get());
    } catch (JOSEException _) {
      return false;
    }
  }

  private static Optional<JWSVerifier> verifier(JWSAlgorithm algorithm, JWK key)
      throws JOSEException {
    if (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm)) {
      return Optional.empty();
    }
    return switch (key) {
      case RSAKey rsa when RSA.contains(algorithm) -> Optional.of(new RSASSAVerifier(rsa));
      case ECKey curve when algorithm.equals(JWSAlgorithm.ES256) ->
          Optional.of(new ECDSAVerifier(curve));
      default -> Optional.empty();
    };
  }
}
