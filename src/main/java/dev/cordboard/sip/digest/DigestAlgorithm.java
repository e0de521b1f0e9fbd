package dev.cordboard.sip.digest;

import java.util.Optional;

/// A hash of RFC 7616 and RFC 8760, by the name it has in a challenge.
public enum DigestAlgorithm {
  MD5("MD5", "MD5"),
  SHA_256("SHA-256", "SHA-256"),
  SHA_512_256("SHA-512-256", "SHA-512/256");

  private final String token;
  private final String jca;

  DigestAlgorithm(String token, String jca) {
    this.token = token;
    this.jca = jca;
  }

  /// The name on the wire.
  public String token() {
    return token;
  }

  /// The name in [java.security.MessageDigest].
  String jca() {
    return jca;
  }

  /// The algorithm of this name on the wire, in any case; an empty name is MD5 (RFC 2617).
  public static Optional<DigestAlgorithm> of(String token) {
    if (token.isEmpty()) {
      return Optional.of(MD5);
    }
    for (var algorithm : values()) {
      if (algorithm.token.equalsIgnoreCase(token)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }
}
