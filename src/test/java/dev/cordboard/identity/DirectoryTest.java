package dev.cordboard.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordboard.base.Metrics;
import dev.cordboard.config.IdentitySettings;
import dev.cordboard.config.StoreSettings;
import dev.cordboard.config.UserSettings;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.store.Store;
import dev.cordboard.testkit.CountingIds;
import dev.cordboard.testkit.ManualTime;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectoryTest {
  private static final UserSettings DESK =
      new UserSettings(
          "desk",
          Optional.empty(),
          List.of("front"),
          Optional.of("s3cret"),
          List.of("sip:desk@127.0.0.1:5092"));

  private final CountingIds ids = new CountingIds();
  private final Store store =
      Store.inMemory(StoreSettings.defaults(), new ManualTime(), Metrics.none());
  private final ResourceIdentity resource = ResourceIdentity.load(store, ids);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aUsersIdBeginsWithTheResource() {
    assertThat(directory().create().rawId()).startsWith("8:acs:" + resource.id() + "_");
  }

  @Test
  void theResourceStaysWhatItWas() {
    var again = ResourceIdentity.load(store, ids);

    assertThat(again.id()).isEqualTo(resource.id());
    assertThat(again.secret()).isEqualTo(resource.secret());
    assertThat(again.toString()).doesNotContain(HexFormat.of().formatHex(resource.secret()));
  }

  @Test
  void remembersUsersAndPasswordsOverARestart() {
    var before = directory();
    var user = before.create();
    var login = before.issueSipPassword(user.rawId()).orElseThrow();

    var after = directory();

    assertThat(after.contains(user.rawId())).isTrue();
    assertThat(after.credential(login.username())).isEqualTo(before.credential(login.username()));
  }

  @Test
  void forgetsADeletedUser() {
    var directory = directory();
    var user = directory.create();
    directory.issueSipPassword(user.rawId());

    assertThat(directory.delete(user.rawId())).isTrue();
    assertThat(directory.delete(user.rawId())).isFalse();
    assertThat(directory.named(user.userPart())).isEmpty();
    assertThat(directory.credential(user.userPart())).isEmpty();
    assertThat(directory().contains(user.rawId())).isFalse();
  }

  @Test
  void keepsHashesOfAPasswordAndNotThePassword() throws Exception {
    var directory = directory();
    var user = directory.create();

    var login = directory.issueSipPassword(user.rawId()).orElseThrow();

    assertThat(login.username()).isEqualTo(user.userPart());
    assertThat(login.realm()).isEqualTo("cordboard");
    var text = login.username() + ":cordboard:" + login.password();
    var credential = directory.credential(login.username()).orElseThrow();
    assertThat(credential.account()).isEqualTo(user.userPart());
    assertThat(credential.ha1())
        .containsEntry("MD5", hash("MD5", text))
        .containsEntry("SHA-256", hash("SHA-256", text))
        .containsEntry("SHA-512-256", hash("SHA-512/256", text));
    for (var row : store.list("user")) {
      assertThat(new String(row.bytes(), StandardCharsets.UTF_8)).doesNotContain(login.password());
    }
    assertThat(login.toString()).doesNotContain(login.password());
  }

  @Test
  void aNewPasswordReplacesTheOld() {
    var directory = directory();
    var user = directory.create();
    var first = directory.issueSipPassword(user.rawId()).orElseThrow();
    var old = directory.credential(first.username());

    var second = directory.issueSipPassword(user.rawId()).orElseThrow();

    assertThat(second.password()).isNotEqualTo(first.password());
    assertThat(directory.credential(first.username())).isPresent().isNotEqualTo(old);
  }

  @Test
  void nobodyElseGetsAPassword() {
    assertThat(directory().issueSipPassword("8:acs:other_user")).isEmpty();
  }

  @Test
  void aConfiguredUserHasItsNamesPasswordAndContacts() throws Exception {
    var directory = directory(DESK);
    var user = new CommunicationUser("8:acs:" + resource.id() + "_desk");

    assertThat(directory.named("desk")).contains(user);
    assertThat(directory.named("front")).contains(user);
    assertThat(directory.named(resource.id() + "_desk")).contains(user);
    assertThat(directory.named("nobody")).isEmpty();
    assertThat(directory.names(user)).containsExactly(user.userPart(), "desk", "front");
    assertThat(directory.staticContacts(user)).containsExactly("sip:desk@127.0.0.1:5092");
    assertThat(directory.credential("front").orElseThrow().ha1())
        .containsEntry("MD5", hash("MD5", "front:cordboard:s3cret"));
  }

  @Test
  void anIssuedPasswordWinsOverAConfiguredOne() {
    var directory = directory(DESK);
    var configured = directory.credential("desk");

    var login = directory.issueSipPassword("8:acs:" + resource.id() + "_desk").orElseThrow();

    assertThat(login.username()).isEqualTo("desk");
    assertThat(directory.credential("desk")).isPresent().isNotEqualTo(configured);
  }

  @Test
  void twoUsersDoNotShareAName() {
    var other = new UserSettings("front", Optional.empty(), List.of(), Optional.empty(), List.of());

    assertThatThrownBy(() -> directory(DESK, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("identity.users has front twice");
  }

  @Test
  void ownsTheNumbersOfTheConfiguration() {
    assertThat(directory().owns(new PhoneNumber("+18005550100"))).isTrue();
    assertThat(directory().owns(new PhoneNumber("+18005550199"))).isFalse();
  }

  private Directory directory(UserSettings... users) {
    var defaults = IdentitySettings.defaults();
    var settings =
        new IdentitySettings(
            defaults.numbers(),
            true,
            List.of(users),
            defaults.incomingCallLifetime(),
            defaults.tokenLifetime(),
            defaults.issuers(),
            defaults.issuerTokens());
    return new Directory(settings, resource, "cordboard", store, ids);
  }

  private static String hash(String algorithm, String text) throws Exception {
    var digest = MessageDigest.getInstance(algorithm);
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
