package dev.cordboard.config;

import java.time.Duration;
import java.util.Optional;

/// The HTTPS server.
///
/// @param port where it listens; 0 takes any free one
/// @param secondaryAccessKey base64 of a second key that is accepted beside the server's own, for
///   changing keys without a gap
/// @param clockSkew how far a signature's date may be from our clock, either way
/// @param maxBodyBytes a larger request body is refused with 413
/// @param maxHeaderBytes the request line and all header fields together; more is refused with 431
/// @param maxConnections further ones wait to be accepted
/// @param requestTimeout how long a client may take to send a whole request
/// @param idleTimeout how long a connection may stay silent between requests
/// @param stopTimeout how long requests in flight may take when the server stops
/// @param serverHeader what the `Server` header field says; the service's own value by default
public record HttpSettings(
    int port,
    Optional<String> secondaryAccessKey,
    Duration clockSkew,
    int maxBodyBytes,
    int maxHeaderBytes,
    int maxConnections,
    Duration requestTimeout,
    Duration idleTimeout,
    Duration stopTimeout,
    String serverHeader) {
  public HttpSettings {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port is a number from 0 to 65535");
    }
    if (maxBodyBytes < 1024 || maxHeaderBytes < 1024 || maxConnections < 1) {
      throw new IllegalArgumentException(
          "max-body-bytes and max-header-bytes are at least 1024, max-connections at least 1");
    }
  }

  /// The sizes and times of the service.
  public static HttpSettings defaults() {
    return new HttpSettings(
        8443,
        Optional.empty(),
        Duration.ofMinutes(15),
        1024 * 1024,
        16 * 1024,
        4096,
        Duration.ofSeconds(30),
        Duration.ofSeconds(120),
        Duration.ofSeconds(2),
        "Kestrel");
  }

  /// The same with another port.
  public HttpSettings withPort(int port) {
    return new HttpSettings(
        port,
        secondaryAccessKey,
        clockSkew,
        maxBodyBytes,
        maxHeaderBytes,
        maxConnections,
        requestTimeout,
        idleTimeout,
        stopTimeout,
        serverHeader);
  }
}
