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
/// @param phonesMayTransfer whether a user's phone may transfer its calls: by REFER, and by an
///   INVITE that replaces another leg
/// @param transferLimit how long a REFER may go without news, either way, before it is given up (1
///   to 60 min)
public record DialogSettings(
    int maxBranches,
    int maxDialogs,
    Duration sessionExpires,
    Duration minSessionExpires,
    Duration earlyLimit,
    boolean phonesMayTransfer,
    Duration transferLimit) {
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
    require(
        transferLimit.toMinutes() >= 1 && transferLimit.toMinutes() <= 60,
        "sip.dialogs.transfer-limit: 1 to 60 min");
  }

  /// 64 branches, 50,000 dialogs, 30 min sessions (90 s at least), 5 min of ringing; phones may
  /// transfer, 5 min long.
  public static DialogSettings defaults() {
    return new DialogSettings(
        64,
        50_000,
        Duration.ofMinutes(30),
        Duration.ofSeconds(90),
        Duration.ofMinutes(5),
        true,
        Duration.ofMinutes(5));
  }

  /// The same with this said about transfers.
  public DialogSettings withTransfers(boolean phones, Duration limit) {
    return new DialogSettings(
        maxBranches, maxDialogs, sessionExpires, minSessionExpires, earlyLimit, phones, limit);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
