package dev.cordboard.sdp;

/// The `o=` line: who made the description, its session and its version (RFC 8866 §5.2).
public record Origin(String username, String sessionId, String version, String address) {
  /// An origin of ours: no user name, numbers for session and version.
  public static Origin ours(long sessionId, long version, String address) {
    return new Origin("-", Long.toString(sessionId), Long.toString(version), address);
  }
}
