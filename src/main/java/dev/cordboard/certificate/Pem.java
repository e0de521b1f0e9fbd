package dev.cordboard.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// Keys and certificates as PEM files (RFC 7468). A PKCS #12 store would cost 0.3 s at each start.
final class Pem {
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private Pem() {}

  static X509Certificate certificate(Path file) throws IOException, GeneralSecurityException {
    var factory = CertificateFactory.getInstance("X.509");
    var stream = new ByteArrayInputStream(Files.readAllBytes(file));
    return (X509Certificate) factory.generateCertificate(stream);
  }

  static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
    var text = Files.readString(file, StandardCharsets.US_ASCII);
    var body = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    try {
      var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body));
      return KeyFactory.getInstance("EC").generatePrivate(spec);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("not a PEM key: " + file, e);
    }
  }

  static void write(Path file, Certificate... certificates)
      throws IOException, GeneralSecurityException {
    var text = new StringBuilder();
    for (var certificate : certificates) {
      text.append(block("CERTIFICATE", certificate.getEncoded()));
    }
    replace(file, text.toString(), "rw-r--r--");
  }

  static void write(Path file, PrivateKey key) throws IOException {
    replace(file, block("PRIVATE KEY", key.getEncoded()), "rw-------");
  }

  private static String block(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, LINES.encodeToString(der), label);
  }

  /// Whole or not at all, and never readable by others in between.
  private static void replace(Path file, String text, String mode) throws IOException {
    var parent = file.toAbsolutePath().getParent();
    var draft = Files.createTempFile(parent, file.getFileName().toString(), ".tmp");
    Files.writeString(draft, text);
    if (draft.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(mode));
    }
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
