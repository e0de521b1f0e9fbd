package dev.cordboard.certificate;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The development authority and the server certificate of one data folder: kept while they are
/// good, made anew when they are missing, about to expire or for other names.
public final class DevelopmentCertificates {
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
  // Apple's clients refuse server certificates of more than 825 days.
  private static final Duration SERVER_LIFE = Duration.ofDays(800);
  private static final Duration RENEW_BEFORE = Duration.ofDays(30);

  private final Path folder;
  private final TimeSource time;
  private final IdSource ids;

  /// @param folder the data folder; it is created when missing
  public DevelopmentCertificates(Path folder, TimeSource time, IdSource ids) {
    this.folder = folder;
    this.time = time;
    this.ids = ids;
  }

  /// What the server shows for these names.
  ///
  /// @throws IOException when the folder cannot be read or written
  public TlsIdentity obtain(ServerNames names) throws IOException {
    Files.createDirectories(folder);
    try {
      var now = time.now();
      var authority = stored("ca").filter(each -> lasts(each, now));
      if (authority.isEmpty()) {
        authority = Optional.of(newAuthority(now));
      }
      var root = authority.get();
      var server = stored("server");
      var leaf =
          server.isPresent() && serves(server.get(), names, root, now)
              ? server.get()
              : newServer(names, root, now);
      if (!Files.exists(trustStore())) {
        TrustStore.write(trustStore(), root.certificate());
      }
      return new TlsIdentity(
          leaf.key(), leaf.certificate(), root.certificate(), certificateFile("ca"));
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot make a certificate: " + e.getMessage(), e);
    }
  }

  private record Entry(PrivateKey key, X509Certificate certificate) {}

  /// Empty as well when the files cannot be understood: they are ours, a new pair mends them.
  private Optional<Entry> stored(String name) throws IOException {
    if (!Files.exists(certificateFile(name)) || !Files.exists(keyFile(name))) {
      return Optional.empty();
    }
    try {
      var entry = new Entry(Pem.key(keyFile(name)), Pem.certificate(certificateFile(name)));
      return Optional.of(entry);
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  // An [Issuer] is made only when one is needed: it loads Bouncy Castle, whose signed jars cost a
  // start 0.2 s.
  private Entry newAuthority(Instant now) throws IOException, GeneralSecurityException {
    var pair = Issuer.newKey();
    var certificate = new Issuer(ids).authority(pair, now, AUTHORITY_LIFE);
    // It holds the authority before this one.
    Files.deleteIfExists(trustStore());
    return keep("ca", pair, certificate);
  }

  private Entry newServer(ServerNames names, Entry authority, Instant now)
      throws IOException, GeneralSecurityException {
    var pair = Issuer.newKey();
    var end = authority.certificate().getNotAfter().toInstant();
    var until = now.plus(SERVER_LIFE).isBefore(end) ? now.plus(SERVER_LIFE) : end;
    var certificate =
        new Issuer(ids)
            .server(
                pair,
                names,
                authority.certificate(),
                authority.key(),
                new Issuer.Validity(now, until));
    return keep("server", pair, certificate);
  }

  private Entry keep(String name, KeyPair pair, X509Certificate certificate)
      throws IOException, GeneralSecurityException {
    Pem.write(keyFile(name), pair.getPrivate());
    Pem.write(certificateFile(name), certificate);
    return new Entry(pair.getPrivate(), certificate);
  }

  private static boolean lasts(Entry entry, Instant now) {
    var end = entry.certificate().getNotAfter().toInstant();
    return now.plus(RENEW_BEFORE).isBefore(end);
  }

  /// Whether a certificate is of this authority, whose name no other one has, for these names and
  /// good for a while. Verifying the signature of our own file would cost every start 50 ms.
  private static boolean serves(Entry entry, ServerNames names, Entry authority, Instant now)
      throws GeneralSecurityException {
    var issuer = entry.certificate().getIssuerX500Principal();
    return issuer.equals(authority.certificate().getSubjectX500Principal())
        && lasts(entry, now)
        && namesIn(entry.certificate()).equals(normalised(names));
  }

  private static Set<String> namesIn(X509Certificate certificate) throws GeneralSecurityException {
    var names = new HashSet<String>();
    var alternatives = certificate.getSubjectAlternativeNames();
    if (alternatives != null) {
      alternatives.forEach(each -> names.add(normal((String) each.get(1))));
    }
    return names;
  }

  private static Set<String> normalised(ServerNames names) {
    var normal = new HashSet<String>();
    names.all().forEach(name -> normal.add(normal(name)));
    return normal;
  }

  /// The JDK writes `::1` as `0:0:0:0:0:0:0:1`.
  private static String normal(String name) {
    if (!ServerNames.isAddress(name)) {
      return name;
    }
    try {
      return InetAddress.ofLiteral(name).getHostAddress();
    } catch (IllegalArgumentException _) {
      return name;
    }
  }

  private Path trustStore() {
    return folder.resolve("ca.jks").toAbsolutePath();
  }

  private Path certificateFile(String name) {
    return folder.resolve(name + ".pem").toAbsolutePath();
  }

  private Path keyFile(String name) {
    return folder.resolve(name + "-key.pem").toAbsolutePath();
  }
}
