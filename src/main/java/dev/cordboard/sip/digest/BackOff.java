package dev.cordboard.sip.digest;

import dev.cordboard.base.TimeSource;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who has guessed wrong too often must wait: by source address, doubling up to an hour.
///
/// Only answers to a nonce that was given to that very address count, so that nobody can lock out
/// somebody else with forged packets.
final class BackOff {
  private static final int REMEMBERED = 10_000;
  private static final long LONGEST_NANOS = Duration.ofHours(1).toNanos();

  private final TimeSource time;
  private final int attempts;
  private final long firstNanos;
  private final Map<InetAddress, Guesses> sources = new LinkedHashMap<>();

  private record Guesses(int wrong, long until) {}

  BackOff(TimeSource time, int attempts, Duration first) {
    this.time = time;
    this.attempts = attempts;
    this.firstNanos = first.toNanos();
  }

  boolean mustWait(InetAddress source) {
    var guesses = sources.get(source);
    return guesses != null && guesses.wrong() >= attempts && guesses.until() - time.nanoTime() > 0;
  }

  void wrong(InetAddress source) {
    var before = sources.remove(source);
    int wrong = before == null ? 1 : before.wrong() + 1;
    long wait =
        wrong < attempts
            ? 0
            : Math.min(LONGEST_NANOS, firstNanos << Math.min(20, wrong - attempts));
    sources.put(source, new Guesses(wrong, time.nanoTime() + wait));
    if (sources.size() > REMEMBERED) {
      sources.remove(sources.keySet().iterator().next());
    }
  }

  void right(InetAddress source) {
    sources.remove(source);
  }
}
