package dev.cordboard.event.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// Whose certificates receivers may have: the public authorities and those of a PEM file. Read at
/// the first https receiver: it takes as long as the rest of a start.
final class Trust {
  private final Optional<Path> extraPem;

  Trust(Optional<Path> extraPem) {
    this.extraPem = extraPem;
  }

  SSLContext context() throws IOException {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (var authority : publicAuthorities().getAcceptedIssuers()) {
        store.setCertificateEntry("public-" + number++, authority);
      }
      if (extraPem.isPresent()) {
        addExtra(store, extraPem.get());
      }
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trusting(store)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot prepare TLS: " + e.getMessage(), e);
    }
  }

  private static void addExtra(KeyStore store, Path file)
      throws GeneralSecurityException, IOException {
    try (InputStream pem = Files.newInputStream(file)) {
      int number = 0;
      for (var each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        if (each instanceof X509Certificate authority) {
          store.setCertificateEntry("extra-" + number++, authority);
        }
      }
    }
  }

  private static X509TrustManager publicAuthorities() throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return first(factory);
  }

  private static X509TrustManager trusting(KeyStore store) throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return first(factory);
  }

  private static X509TrustManager first(TrustManagerFactory factory) {
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
