package dev.cordboard.config;

import java.time.Duration;
import java.util.List;

/// Who and what belongs to this server.
///
/// @param numbers the phone numbers it owns, in E.164 form: a call to one raises IncomingCall
/// @param acceptForeignCallerId whether an application may show a number that is not owned
/// @param users known from the start
/// @param incomingCallLifetime how long an incomingCallContext can be used at most
/// @param tokenLifetime how long a user's access token holds when the request names no time
/// @param issuers whose bearer tokens open the API as the access key does
/// @param issuerTokens how those are checked
public record IdentitySettings(
    List<String> numbers,
    boolean acceptForeignCallerId,
    List<UserSettings> users,
    Duration incomingCallLifetime,
    Duration tokenLifetime,
    List<IssuerSettings> issuers,
    IssuerTokenSettings issuerTokens) {
  public IdentitySettings {
    numbers = List.copyOf(numbers);
    users = List.copyOf(users);
    issuers = List.copyOf(issuers);
    Checks.that(
        issuers.stream().map(IssuerSettings::issuer).distinct().count() == issuers.size(),
        "identity.issuers has an issuer twice");
    for (var number : numbers) {
      if (!number.matches("\\+[1-9]\\d{1,14}")) {
        throw new IllegalArgumentException(
            "identity.numbers has E.164 numbers such as +18005550100, not " + number);
      }
    }
  }

  /// Two fictitious numbers, no users, the service's lifetimes.
  public static IdentitySettings defaults() {
    return new IdentitySettings(
        List.of("+18005550100", "+18005550101"),
        true,
        List.of(),
        Duration.ofMinutes(5),
        Duration.ofHours(24),
        List.of(),
        IssuerTokenSettings.defaults());
  }
}
