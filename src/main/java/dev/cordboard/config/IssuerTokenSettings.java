package dev.cordboard.config;

import java.time.Duration;

/// How bearer tokens of issuers are checked, and how their keys are kept.
///
/// @param clockSkew how far the issuer's clock may be from ours, either way
/// @param refreshKeysAfter how old keys may become before they are fetched anew, behind the
///   requests
/// @param refetchKeysAfter how long after a fetch the next one may be: a token with an unknown key
///   asks for one, whoever made it up
/// @param fetchTimeout how long an issuer may take to answer
public record IssuerTokenSettings(
    Duration clockSkew,
    Duration refreshKeysAfter,
    Duration refetchKeysAfter,
    Duration fetchTimeout) {
  public IssuerTokenSettings {
    Checks.that(!clockSkew.isNegative(), "identity.issuer-tokens.clock-skew is not negative");
    Checks.that(
        refreshKeysAfter.isPositive(), "identity.issuer-tokens.refresh-keys-after is above 0");
    Checks.that(
        refetchKeysAfter.isPositive(), "identity.issuer-tokens.refetch-keys-after is above 0");
    Checks.that(fetchTimeout.isPositive(), "identity.issuer-tokens.fetch-timeout is above 0");
  }

  /// Five minutes of skew; keys once an hour, and twice a minute at most.
  public static IssuerTokenSettings defaults() {
    return new IssuerTokenSettings(
        Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofSeconds(30), Duration.ofSeconds(5));
  }
}
