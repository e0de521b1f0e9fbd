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
/// @param certificateNames further names and addresses in the development certificate, beside
///   loopback, `host` and `advertise`
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
    List<String> certificateNames,
    Path data,
    boolean inMemory,
    Optional<Path> readyFile,
    Optional<String> accessKey,
    Duration stopTimeout) {
  public ServerSettings {
    certificateNames = List.copyOf(certificateNames);
    AccessKey.check(host, accessKey);
    Checks.that(
        !isWildcard(host) || advertise.isPresent(),
        "server.advertise is needed to listen on "
            + host
            + ": set it to the address under which peers reach this machine");
    Checks.that(
        !stopTimeout.isNegative() && stopTimeout.toMillis() <= 60_000,
        "server.stop-timeout must be from 0 to 60 s");
  }

  /// The key that holds: the configured one, else the development key.
  public String effectiveAccessKey() {
    return accessKey.orElse(AccessKey.DEVELOPMENT);
  }

  /// The address that peers and applications are told.
  public String publicHost() {
    return advertise.orElse(host);
  }

  /// Whether an address means every address of the machine.
  public static boolean isWildcard(String host) {
    return host.equals("0.0.0.0") || host.equals("::");
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
        List.of(),
        Path.of("cordboard-data"),
        false,
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(4));
  }
}
