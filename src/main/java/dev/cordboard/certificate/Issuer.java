package dev.cordboard.certificate;

import dev.cordboard.base.IdSource;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Makes certificates. The JDK has no public way to give an authority its key usage and
/// identifiers, and Python 3.13 refuses one without them.
final class Issuer {
  /// Clocks differ: a certificate is valid a little before it is made.
  private static final Duration SKEW = Duration.ofHours(1);

  private final IdSource ids;

  Issuer(IdSource ids) {
    this.ids = ids;
  }

  static KeyPair newKey() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /// A self-signed authority. Its name carries a random part: clients that met another one of ours
  /// must not take the two for the same.
  X509Certificate authority(KeyPair pair, Instant now, Duration life)
      throws GeneralSecurityException, IOException {
    var name = new X500Name("CN=Cordboard development CA " + ids.token(4));
    var utils = new JcaX509ExtensionUtils();
    var builder = builder(name, name, pair, now, now.plus(life));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(pair.getPublic()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        utils.createAuthorityKeyIdentifier(pair.getPublic()));
    return sign(builder, pair.getPrivate());
  }

  /// A server certificate under that authority.
  X509Certificate server(
      KeyPair pair,
      ServerNames names,
      X509Certificate authority,
      PrivateKey authorityKey,
      Validity validity)
      throws GeneralSecurityException, IOException {
    var issuer = X500Name.getInstance(authority.getSubjectX500Principal().getEncoded());
    var utils = new JcaX509ExtensionUtils();
    var builder =
        builder(issuer, new X500Name("CN=Cordboard"), pair, validity.from(), validity.until());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(pair.getPublic()));
    builder.addExtension(
        Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(authority));
    return sign(builder, authorityKey);
  }

  /// From when until when a certificate holds.
  record Validity(Instant from, Instant until) {}

  private JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, KeyPair pair, Instant from, Instant until) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(ids.token(16), 16).setBit(127),
        Date.from(from.minus(SKEW)),
        Date.from(until),
        subject,
        pair.getPublic());
  }

  private static GeneralNames alternatives(ServerNames names) {
    return new GeneralNames(
        names.all().stream()
            .sorted()
            .map(
                name ->
                    new GeneralName(
                        ServerNames.isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName,
                        name))
            .toArray(GeneralName[]::new));
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
