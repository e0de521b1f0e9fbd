package dev.cordboard.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.base.IdSource;
import dev.cordboard.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentCertificatesTest {
  private static final ServerNames LOOPBACK = ServerNames.loopbackAnd(List.of());

  @TempDir Path folder;

  @Test
  void makesAnAuthorityThatStrictClientsAccept() throws IOException {
    var authority = after(Duration.ZERO).obtain(LOOPBACK).authority();

    assertThat(authority.getBasicConstraints()).isZero();
    assertThat(authority.getKeyUsage()[5]).as("keyCertSign").isTrue();
    assertThat(authority.getExtensionValue("2.5.29.14")).as("subject key id").isNotNull();
    assertThat(authority.getExtensionValue("2.5.29.35")).as("authority key id").isNotNull();
    assertThat(authority.getCriticalExtensionOIDs()).contains("2.5.29.15", "2.5.29.19");
  }

  @Test
  void signsAServerCertificateForEveryName() throws IOException, GeneralSecurityException {
    var names =
        ServerNames.loopbackAnd(List.of("192.0.2.7", "recordings.asm.skype.com", "0.0.0.0"));

    var identity = after(Duration.ZERO).obtain(names);

    identity.certificate().verify(identity.authority().getPublicKey());
    identity.certificate().checkValidity(Date.from(new ManualTime().now()));
    assertThat(alternatives(identity.certificate()))
        .containsExactlyInAnyOrder(
            "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "192.0.2.7", "recordings.asm.skype.com");
  }

  @Test
  void keepsWhatIsGood() throws IOException {
    var first = after(Duration.ZERO).obtain(LOOPBACK);
    var second = after(Duration.ofDays(700)).obtain(LOOPBACK);

    assertThat(second.certificate()).isEqualTo(first.certificate());
    assertThat(second.authority()).isEqualTo(first.authority());
    assertThat(second.key()).isEqualTo(first.key());
  }

  @Test
  void renewsTheServerButNotTheAuthorityWhenItExpiresOrNamesChange() throws IOException {
    var first = after(Duration.ZERO).obtain(LOOPBACK);
    var renamed = after(Duration.ZERO).obtain(ServerNames.loopbackAnd(List.of("phone.example")));
    var renewed = after(Duration.ofDays(780)).obtain(LOOPBACK);

    assertThat(renamed.certificate()).isNotEqualTo(first.certificate());
    assertThat(renewed.certificate().getNotAfter()).isAfter(first.certificate().getNotAfter());
    assertThat(List.of(renamed.authority(), renewed.authority())).containsOnly(first.authority());
  }

  @Test
  void startsAnewWhenTheAuthorityExpires() throws IOException, GeneralSecurityException {
    var first = after(Duration.ZERO).obtain(LOOPBACK);
    var later = after(Duration.ofDays(3640)).obtain(LOOPBACK);

    assertThat(later.authority()).isNotEqualTo(first.authority());
    later.certificate().verify(later.authority().getPublicKey());
  }

  @Test
  void mendsFilesThatSomebodyDamaged() throws IOException {
    after(Duration.ZERO).obtain(LOOPBACK);
    Files.writeString(folder.resolve("server-key.pem"), "nonsense");
    Files.writeString(folder.resolve("ca.pem"), "nonsense");

    var identity = after(Duration.ZERO).obtain(LOOPBACK);

    assertThat(identity.authority().getSubjectX500Principal().getName()).contains("Cordboard");
  }

  @Test
  void keepsTheKeysFromOthers() throws IOException {
    after(Duration.ZERO).obtain(LOOPBACK);

    for (var key : List.of("ca-key.pem", "server-key.pem")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(key))))
          .isEqualTo("rw-------");
    }
  }

  private DevelopmentCertificates after(Duration passed) {
    var time = new ManualTime();
    time.advance(passed);
    return new DevelopmentCertificates(folder, time, IdSource.random());
  }

  private static List<String> alternatives(X509Certificate certificate)
      throws GeneralSecurityException {
    return certificate.getSubjectAlternativeNames().stream()
        .map(each -> (String) each.get(1))
        .toList();
  }
}
