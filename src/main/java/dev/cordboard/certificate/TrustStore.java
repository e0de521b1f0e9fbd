package dev.cordboard.certificate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;

/// The authority once more, in the form that a Java client trusts by one flag:
/// `-Djavax.net.ssl.trustStore=…/ca.jks`. A JKS file needs no password to be read.
final class TrustStore {
  private TrustStore() {}

  static void write(Path file, X509Certificate authority)
      throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("JKS");
    store.load(null, null);
    store.setCertificateEntry("cordboard", authority);
    var bytes = new ByteArrayOutputStream();
    store.store(bytes, "changeit".toCharArray());
    Files.write(file, bytes.toByteArray());
  }
}
