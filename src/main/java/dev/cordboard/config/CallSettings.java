package dev.cordboard.config;

import java.time.Duration;

/// How calls are run.
///
/// @param maxCalls how many calls may go on at once; beyond it new ones get 503 (1 to 1 million)
/// @param mailboxCommands how many commands and new legs may wait for one call; more get 503 (1 to
///   10,000)
/// @param mailboxSignals room beside them for signals and timers; a call that overflows it is ended
///   (16 to 100,000)
/// @param commandTimeout how long an action waits to become durable before it gets 503
/// @param userRing how long users and owned numbers ring when the request names no limit
/// @param numberRing how long other numbers ring when the request names no limit
/// @param maxDevices how many devices of one user are rung at once; the first ones (1 to 64)
public record CallSettings(
    int maxCalls,
    int mailboxCommands,
    int mailboxSignals,
    Duration commandTimeout,
    Duration userRing,
    Duration numberRing,
    int maxDevices) {
  public CallSettings {
    require(maxCalls >= 1 && maxCalls <= 1_000_000, "calls.max-calls must be from 1 to 1000000");
    require(
        mailboxCommands >= 1 && mailboxCommands <= 10_000,
        "calls.mailbox-commands must be from 1 to 10000");
    require(
        mailboxSignals >= 16 && mailboxSignals <= 100_000,
        "calls.mailbox-signals must be from 16 to 100000");
    require(isPositive(commandTimeout), "calls.command-timeout must be above 0");
    require(isPositive(userRing), "calls.user-ring must be above 0");
    require(isPositive(numberRing), "calls.number-ring must be above 0");
    require(maxDevices >= 1 && maxDevices <= 64, "calls.max-devices must be from 1 to 64");
  }

  /// 20,000 calls, 64 commands and 256 signals a mailbox, 10 s, rings of 30 s and 115 s, 16
  /// devices.
  public static CallSettings defaults() {
    return new CallSettings(
        20_000,
        64,
        256,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(115),
        16);
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
