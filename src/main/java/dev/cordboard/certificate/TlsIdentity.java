package dev.cordboard.certificate;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

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

  /// TLS for a listener with this identity; clients are not asked for certificates.
  public SSLContext serverContext() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new FixedKey(this)}, new TrustManager[0], new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  /// Without the key.
  @Override
  public String toString() {
    return "TlsIdentity[" + certificate.getSubjectX500Principal() + "]";
  }
}
