package dev.cordboard.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// What checks a user's SIP password without knowing it (RFC 7616 §3.4.2, RFC 8760).
///
/// @param account the user's name after `8:acs:`; registrations go by it
/// @param ha1 H(username:realm:password) in lower-case hexadecimal, by algorithm name
public record SipCredential(String account, Map<String, String> ha1) {
  private static final Map<String, String> ALGORITHMS =
      Map.of("MD5", "MD5", "SHA-256", "SHA-256", "SHA-512-256", "SHA-512/256");

  public SipCredential {
    ha1 = Map.copyOf(ha1);
  }

  /// The hashes of a password in every algorithm that a phone may be challenged with.
  static Map<String, String> hashes(String username, String realm, String password) {
    var text = (username + ":" + realm + ":" + password).getBytes(StandardCharsets.UTF_8);
    var hashes = new LinkedHashMap<String, String>();
    ALGORITHMS.forEach((name, algorithm) -> hashes.put(name, hash(algorithm, text)));
    return hashes;
  }

  private static String hash(String algorithm, byte[] text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  @Override
  public String toString() {
    return "SipCredential[" + account + "]";
  }
}
