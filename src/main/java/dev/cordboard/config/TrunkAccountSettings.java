package dev.cordboard.config;

import java.time.Duration;
import java.util.Map;

/// Our account at a trunk.
///
/// @param realm the only realm whose challenges we answer; empty: the first one the trunk names
/// @param register whether we register there, so that it knows where to send calls
/// @param expires how long a registration is asked for
public record TrunkAccountSettings(
    String username, String password, String realm, boolean register, Duration expires) {
  public TrunkAccountSettings {
    if (username.isEmpty() || expires.toSeconds() < 30) {
      throw new IllegalArgumentException(
          "sip.trunks.account needs a username, and expires of at least 30 s");
    }
  }

  /// An account that registers for ten minutes at a time.
  public static TrunkAccountSettings of(String username, String password) {
    return new TrunkAccountSettings(username, password, "", true, Duration.ofMinutes(10));
  }

  /// What a configuration may leave out.
  static Map<String, Object> omitted() {
    return Map.of("realm", "", "register", true, "expires", Duration.ofMinutes(10));
  }

  @Override
  public String toString() {
    return "TrunkAccountSettings[" + username + "]";
  }
}
