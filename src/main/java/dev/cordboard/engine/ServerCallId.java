package dev.cordboard.engine;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// The service's name of a call, opaque to applications: our own name of it, wrapped.
final class ServerCallId {
  private static final String PREFIX = "cordboard/calls/";

  private ServerCallId() {}

  static String of(String callId) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((PREFIX + callId).getBytes(StandardCharsets.US_ASCII));
  }

  /// Whether it could be one at all, of this server or of another.
  static boolean isWellFormed(String text) {
    return text.matches("[A-Za-z0-9+/_-]+={0,2}");
  }

  /// The call it is; empty when it is none of ours.
  static Optional<String> callId(String serverCallId) {
    try {
      var name = new String(Base64.getUrlDecoder().decode(serverCallId), StandardCharsets.US_ASCII);
      return name.startsWith(PREFIX)
          ? Optional.of(name.substring(PREFIX.length()))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
