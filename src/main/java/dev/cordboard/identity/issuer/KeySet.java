package dev.cordboard.identity.issuer;

import com.nimbusds.jose.jwk.JWK;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.IssuerTokenSettings;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// The keys of one issuer, in memory. A key that is there is answered at once; old ones are fetched
/// anew behind the requests and stay while that fails. A key that is not there may be new (an
/// issuer rotates its keys): then the request waits for a fetch, unless one was just made.
final class KeySet {
  private final Supplier<Optional<Map<String, JWK>>> source;
  private final IssuerTokenSettings settings;
  private final TimeSource time;
  private final Executor background;
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private volatile Known known = new Known(Map.of(), 0);
  private boolean tried;
  private long triedNanos;

  private record Known(Map<String, JWK> keys, long fetchedNanos) {}

  KeySet(
      Supplier<Optional<Map<String, JWK>>> source,
      IssuerTokenSettings settings,
      TimeSource time,
      Executor background) {
    this.source = source;
    this.settings = settings;
    this.time = time;
    this.background = background;
  }

  /// The key of this id; may block.
  Optional<JWK> find(String id) {
    var now = known;
    if (!now.keys.containsKey(id)) {
      fetch();
      now = known;
    } else if (time.nanoTime() - now.fetchedNanos > settings.refreshKeysAfter().toNanos()) {
      refresh();
    }
    return Optional.ofNullable(now.keys.get(id));
  }

  /// Fetches the keys, elsewhere.
  void refresh() {
    if (refreshing.compareAndSet(false, true)) {
      background.execute(
          () -> {
            try {
              fetch();
            } finally {
              refreshing.set(false);
            }
          });
    }
  }

  /// One fetch at a time; who waited for another's finds it made.
  private synchronized void fetch() {
    if (tried && time.nanoTime() - triedNanos < settings.refetchKeysAfter().toNanos()) {
      return;
    }
    tried = true;
    triedNanos = time.nanoTime();
    source.get().ifPresent(keys -> known = new Known(keys, triedNanos));
  }
}
