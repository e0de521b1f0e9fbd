package dev.cordboard.certificate;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/// What the server shows to its TLS clients.
///
/// @param authority the certificate that clients must trust
/// @param authorityFile where clients find it, as PEM
public record TlsIdentity(
    PrivateKey key, X509Certificate certificate, X509Certificate authority, Path authorityFile) {
  /// Leaf first, as TLS sends it.
  public X509Certificate[] chain() {
    return new X509Certificate[] {certificate, authority};
  }
}
