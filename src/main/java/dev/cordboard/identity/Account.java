package dev.cordboard.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What is kept of a user: the generation of its access tokens, and the hashes of its SIP password.
///
/// @param generation grows when tokens are revoked; older tokens no longer hold
/// @param ha1 H(username:realm:password) in hexadecimal, by username and then by algorithm; empty
///   while the user has no SIP password
record Account(int generation, Map<String, Map<String, String>> ha1) {
  private static final JsonMapper JSON = new JsonMapper();

  /// A user that was just made.
  static final Account NEW = new Account(0, Map.of());

  Account {
    ha1 = Map.copyOf(ha1);
  }

  Account revoked() {
    return new Account(generation + 1, ha1);
  }

  Account withPassword(Map<String, Map<String, String>> hashes) {
    return new Account(generation, hashes);
  }

  byte[] bytes() {
    return JSON.writeValueAsBytes(Map.of("generation", generation, "ha1", ha1));
  }

  /// The account in a row of the store; empty for a row that nobody of ours wrote.
  static Optional<Account> read(byte[] bytes) {
    try {
      var node = JSON.readTree(bytes);
      var hashes = new HashMap<String, Map<String, String>>();
      for (var user : node.path("ha1").properties()) {
        var byAlgorithm = new HashMap<String, String>();
        user.getValue()
            .properties()
            .forEach(each -> byAlgorithm.put(each.getKey(), each.getValue().asString()));
        hashes.put(user.getKey(), Map.copyOf(byAlgorithm));
      }
      return Optional.of(new Account(node.path("generation").asInt(0), hashes));
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "Account[generation=" + generation + ", hasPassword=" + !ha1.isEmpty() + "]";
  }
}
