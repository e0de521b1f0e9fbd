package dev.cordboard.config;

import java.time.Duration;

/// How SIP dialogs behave.
///
/// @param maxBranches how many forks of one INVITE are followed; further ones are refused with BYE
/// @param maxDialogs how many dialogs may live at once; beyond it new calls get 503
/// @param sessionExpires the longest session interval that we agree to when the peer asks for one
///   (RFC 4028; at least 90 s)
/// @param minSessionExpires the shortest session interval that a peer may ask for; below it: 422
/// @param earlyLimit how long an unanswered call may last in all before it is given up (timer C)
public record DialogSettings(
    int maxBranches,
    int maxDialogs,
    Duration sessionExpires,
    Duration minSessionExpires,
    Duration earlyLimit) {
  public DialogSettings {
    require(maxBranches >= 1 && maxBranches <= 1_000, "sip.dialogs.max-branches: 1 to 1000");
    require(maxDialogs >= 10, "sip.dialogs.max-dialogs must be at least 10");
    require(
        minSessionExpires.toSeconds() >= 90,
        "sip.dialogs.min-session-expires must be at least 90 s");
    require(
        sessionExpires.compareTo(minSessionExpires) >= 0,
        "sip.dialogs.session-expires must not be below min-session-expires");
    require(earlyLimit.toSeconds() >= 1, "sip.dialogs.early-limit must be at least 1 s");
  }

  /// 64 branches, 50,000 dialogs, 30 min sessions (90 s at least), 5 min of ringing.
  public static DialogSettings defaults() {
    return new DialogSettings(
        64, 50_000, Duration.ofMinutes(30), Duration.ofSeconds(90), Duration.ofMinutes(5));
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
