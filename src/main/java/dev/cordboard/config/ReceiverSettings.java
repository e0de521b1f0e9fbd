package dev.cordboard.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Who may be sent events: callback URIs come from applications, so they are a way to make this
/// server speak to its own network.
///
/// @param denyPrivateAddresses whether loopback, private, carrier-grade and unique-local addresses
///   are refused as receivers. Off by default, for development on one machine; switch it on
///   wherever somebody you do not trust can create calls. Link-local addresses (a cloud's metadata
///   service) and multicast are refused either way
/// @param allowedNetworks networks that are allowed all the same, as `10.1.0.0/16` or `fd00::/8`
/// @param trustedCertificates a PEM file of certificate authorities that receivers may use besides
///   the public ones
public record ReceiverSettings(
    boolean denyPrivateAddresses,
    List<String> allowedNetworks,
    Optional<Path> trustedCertificates) {
  public ReceiverSettings {
    allowedNetworks = List.copyOf(allowedNetworks);
  }

  /// Every receiver but link-local ones, with a publicly trusted certificate when it is https.
  public static ReceiverSettings defaults() {
    return new ReceiverSettings(false, List.of(), Optional.empty());
  }
}
