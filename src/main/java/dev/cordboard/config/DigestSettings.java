package dev.cordboard.config;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/// How users prove their SIP passwords (RFC 7616, RFC 8760).
///
/// @param realm what phones show and passwords belong to
/// @param algorithms offered in this order: `MD5`, `SHA-256`, `SHA-512-256`; some phones fail on
///   anything but MD5 alone
/// @param nonceLifetime how long a nonce is good; an older one is answered with `stale=true`
/// @param attempts how many wrong answers a source address may give before it must wait
/// @param backOff the first wait; it doubles with each further wrong answer, up to an hour
public record DigestSettings(
    String realm, List<String> algorithms, Duration nonceLifetime, int attempts, Duration backOff) {
  private static final Set<String> KNOWN = Set.of("MD5", "SHA-256", "SHA-512-256");

  public DigestSettings {
    algorithms = List.copyOf(algorithms);
    require(
        !realm.isEmpty() && realm.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\'),
        "sip.digest.realm must be plain text");
    require(
        !algorithms.isEmpty() && KNOWN.containsAll(algorithms),
        "sip.digest.algorithms must be some of MD5, SHA-256, SHA-512-256");
    require(nonceLifetime.toSeconds() >= 1, "sip.digest.nonce-lifetime must be at least 1 s");
    require(attempts >= 1, "sip.digest.attempts must be at least 1");
    require(!backOff.isNegative(), "sip.digest.back-off must not be negative");
  }

  /// Realm `cordboard`, MD5 alone, nonces of 5 min, a wait of 2 s after 10 wrong answers.
  public static DigestSettings defaults() {
    return new DigestSettings(
        "cordboard", List.of("MD5"), Duration.ofMinutes(5), 10, Duration.ofSeconds(2));
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
