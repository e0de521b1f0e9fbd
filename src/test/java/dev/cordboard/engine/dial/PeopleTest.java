package dev.cordboard.engine.dial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordboard.base.Metrics;
import dev.cordboard.config.IdentitySettings;
import dev.cordboard.config.IssuerTokenSettings;
import dev.cordboard.config.StoreSettings;
import dev.cordboard.config.UserSettings;
import dev.cordboard.identity.Directory;
import dev.cordboard.identity.ResourceIdentity;
import dev.cordboard.store.Store;
import dev.cordboard.testkit.CountingIds;
import dev.cordboard.testkit.ManualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The directory's users as the engine sees them.
class PeopleTest {
  private static final String REALM = "cordboard";

  private final CountingIds ids = new CountingIds();
  private final Store store =
      Store.inMemory(StoreSettings.defaults(), new ManualTime(), Metrics.none());
  private final ResourceIdentity resource = ResourceIdentity.load(store, ids);
  private final Directory directory =
      new Directory(
          new IdentitySettings(
              List.of("+18005550100"),
              true,
              List.of(
                  new UserSettings(
                      "alice",
                      Optional.empty(),
                      List.of("reception"),
                      Optional.of("secret"),
                      List.of("sip:alice@127.0.0.1:7001"))),
              Duration.ofMinutes(5),
              Duration.ofHours(1),
              List.of(),
              IssuerTokenSettings.defaults()),
          resource,
          REALM,
          store,
          ids);
  private final People people = People.of(directory);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aConfiguredUserIsDialledByNameAndAliasAndRingsItsContacts() {
    var alice = people.named("alice").orElseThrow();

    assertThat(people.named("reception")).contains(alice);
    assertThat(people.named("nobody")).isEmpty();
    assertThat(people.accounts(alice)).contains(alice.userPart());
    assertThat(people.staticContacts(alice)).containsExactly("sip:alice@127.0.0.1:7001");
  }
}
