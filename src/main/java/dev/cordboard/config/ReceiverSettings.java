package dev.cordboard.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Who may be sent events: callback URIs come from applications, so they are a way to make this
/// server speak to its own network.
///
/// @param denyPrivateAddresses whether loopback, private, carrier-grade and unique-local addresses
///   are refused as receivers. When absent they are refused unless the server itself listens on
///   loopback, where whoever can create calls is on this machine already. Link-local addresses (a
///   cloud's metadata service) and multicast are refused either way
/// @param allowedNetworks networks that are allowed all the same, as `10.1.0.0/16` or `fd00::/8`
/// @param trustedCertificates a PEM file of certificate authorities that receivers may use besides
///   the public ones
public record ReceiverSettings(
    Optional<Boolean> denyPrivateAddresses,
    List<String> allowedNetworks,
    Optional<Path> trustedCertificates) {
  public ReceiverSettings {
    allowedNetworks = List.copyOf(allowedNetworks);
  }

  /// The same, decided for a server that listens here.
  ReceiverSettings listeningOn(String host) {
    boolean deny = denyPrivateAddresses.orElse(!AccessKey.isLoopback(host));
    return new ReceiverSettings(Optional.of(deny), allowedNetworks, trustedCertificates);
  }

  /// Decided by where the server listens; a publicly trusted certificate when a receiver is https.
  public static ReceiverSettings defaults() {
    return new ReceiverSettings(Optional.empty(), List.of(), Optional.empty());
  }
}
