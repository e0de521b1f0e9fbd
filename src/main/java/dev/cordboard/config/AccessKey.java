package dev.cordboard.config;

import java.net.InetAddress;
import java.util.Base64;
import java.util.Optional;

/// The key that applications sign their requests with.
final class AccessKey {
  /// Known to everybody and therefore for loopback only. Base64 of `Cordboard development key:
  /// public, for loopback only.`
  static final String DEVELOPMENT =
      "Q29yZGJvYXJkIGRldmVsb3BtZW50IGtleTogcHVibGljLCBmb3IgbG9vcGJhY2sgb25seS4=";

  private static final int LEAST_BYTES = 16;

  private AccessKey() {}

  /// Refuses a key that is no key, and a missing or well-known one off loopback.
  static void check(String host, Optional<String> key) {
    key.ifPresent(AccessKey::checkForm);
    boolean own = key.isPresent() && !key.get().equals(DEVELOPMENT);
    Checks.that(
        own || isLoopback(host),
        "server.access-key is needed to listen on "
            + host
            + ": set it to base64 of 32 random bytes of your own (openssl rand -base64 32);"
            + " the development key holds on 127.0.0.1 only");
  }

  private static void checkForm(String key) {
    boolean good;
    try {
      good = Base64.getDecoder().decode(key).length >= LEAST_BYTES;
    } catch (IllegalArgumentException _) {
      good = false;
    }
    Checks.that(good, "server.access-key is base64 of at least 16 bytes (openssl rand -base64 32)");
  }

  /// Whether a server that listens here is reached from this machine only.
  static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
