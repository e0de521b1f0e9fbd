package dev.cordboard.sip.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The arithmetic of digest authentication (RFC 7616, RFC 8760).
final class Digest {
  private Digest() {}

  /// H(text) in lower-case hexadecimal.
  static String hash(DigestAlgorithm algorithm, String text) {
    try {
      var digest = MessageDigest.getInstance(algorithm.jca());
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm.jca(), e);
    }
  }

  /// The `response` of a request: with qop=auth, or the RFC 2069 form when `qop` is empty.
  static String response(
      DigestAlgorithm algorithm, String ha1, String method, String uri, Nonce nonce) {
    var ha2 = hash(algorithm, method + ":" + uri);
    return nonce.qop().isEmpty()
        ? hash(algorithm, ha1 + ":" + nonce.value() + ":" + ha2)
        : hash(
            algorithm,
            String.join(":", ha1, nonce.value(), nonce.count(), nonce.client(), nonce.qop(), ha2));
  }

  /// The nonce of one use: its value, and the count, client nonce and qop that go with it.
  record Nonce(String value, String count, String client, String qop) {}
}
