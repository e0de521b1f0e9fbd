package dev.cordboard;

import java.nio.file.Path;
import java.util.List;

/// Where a running server is reached, and by what names it goes.
///
/// @param endpoint the URL of the API, with a trailing slash as the service's own have
/// @param caCertificate PEM of the authority that clients must trust
/// @param sipUdp host and port of SIP over UDP
/// @param sipTcp host and port of SIP over TCP
/// @param issuer who callback tokens say they come from
public record Addresses(
    String endpoint,
    String accessKey,
    Path caCertificate,
    String sipUdp,
    String sipTcp,
    List<String> numbers,
    String resourceId,
    String issuer) {
  public Addresses {
    numbers = List.copyOf(numbers);
  }

  /// What an application pastes in place of its Azure connection string.
  public String connectionString() {
    return "endpoint=" + endpoint + ";accesskey=" + accessKey;
  }

  /// Without the key, which no log shall have.
  @Override
  public String toString() {
    return "Addresses[" + endpoint + "]";
  }
}
