package dev.cordboard.sip.digest;

import java.util.EnumMap;
import java.util.Map;

/// What is needed to check a user's digest, without the password itself.
///
/// @param account the user the name stands for; contacts and calls go by it
/// @param ha1 H(username:realm:password) in lower-case hexadecimal, by algorithm
public record Credential(String account, Map<DigestAlgorithm, String> ha1) {
  public Credential {
    ha1 = Map.copyOf(ha1);
  }

  /// The credential of a password that is known in clear.
  public static Credential ofPassword(
      String account, String username, String realm, String password) {
    var all = new EnumMap<DigestAlgorithm, String>(DigestAlgorithm.class);
    for (var algorithm : DigestAlgorithm.values()) {
      all.put(algorithm, Digest.hash(algorithm, username + ":" + realm + ":" + password));
    }
    return new Credential(account, all);
  }

  @Override
  public String toString() {
    return "Credential[" + account + "]";
  }
}
