package dev.cordboard.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What concerns the server as a whole: where it listens, what it owns, where it keeps things.
///
/// @param host the address that every listener binds; anything but loopback needs an access key of
///   your own
/// @param advertise the address in Contact, Via, SDP and the endpoint when it is not the one bound
/// @param numbers the phone numbers this server owns, in E.164 form
/// @param eventGridWebhooks URLs that receive every Event Grid event
/// @param data the folder of the store, the certificates and the resource id
/// @param inMemory keeps calls and events in memory only; certificates stay in the data folder
/// @param readyFile where to write the connection string and the addresses once all listeners
///   accept
/// @param accessKey base64 of the key that applications sign with; empty is the well-known
///   development key, on loopback only
/// @param stopTimeout how long a stop may take: calls are hung up and pending events delivered
public record ServerSettings(
    String host,
    Optional<String> advertise,
    List<String> numbers,
    List<String> eventGridWebhooks,
    Path data,
    boolean inMemory,
    Optional<Path> readyFile,
    Optional<String> accessKey,
    Duration stopTimeout) {
  public ServerSettings {
    numbers = List.copyOf(numbers);
    eventGridWebhooks = List.copyOf(eventGridWebhooks);
    AccessKey.check(host, accessKey);
    for (var number : numbers) {
      Checks.that(
          number.matches("\\+[1-9]\\d{1,14}"),
          "numbers are in E.164 form such as +14255550123, not \"" + number + "\"");
    }
  }

  /// The key that holds: the configured one, else the development key.
  public String effectiveAccessKey() {
    return accessKey.orElse(AccessKey.DEVELOPMENT);
  }

  /// The address that peers and applications are told.
  public String publicHost() {
    return advertise.orElse(host);
  }

  @Override
  public String toString() {
    return "ServerSettings[" + host + ", " + data + "]";
  }

  /// Loopback, the usual ports, everything on disk.
  public static ServerSettings defaults() {
    return new ServerSettings(
        "127.0.0.1",
        Optional.empty(),
        List.of("+18005550100", "+18005550101"),
        List.of(),
        Path.of("cordboard-data"),
        false,
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(4));
  }
}
