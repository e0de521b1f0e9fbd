package dev.cordboard.sip;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.RegistrarSettings;
import dev.cordboard.sip.transaction.Scheduler;
import dev.cordboard.sip.transport.Flow;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All registrations. Changed on the SIP loop only; read from anywhere.
final class Bindings implements Registrar {
  private static final Comparator<Binding> BEST_FIRST =
      Comparator.comparingInt(Binding::q)
          .thenComparingLong(binding -> binding.registered().order())
          .reversed();

  private final RegistrarSettings settings;
  private final Map<String, List<String>> staticContacts;
  private final Scheduler scheduler;
  private final TimeSource time;
  private final IdSource ids;
  private final Map<String, List<Binding>> byAccount = new ConcurrentHashMap<>();
  private final Map<String, Kept> byToken = new HashMap<>();
  private final Map<InetSocketAddress, Set<String>> accountsBySource = new HashMap<>();
  private long order;

  /// A binding and the timer that ends it.
  private record Kept(Binding binding, Scheduler.Alarm alarm) {}

  /// @param staticContacts account → URIs that need no registration
  Bindings(
      RegistrarSettings settings,
      Map<String, List<String>> staticContacts,
      Scheduler scheduler,
      TimeSource time,
      IdSource ids,
      Metrics metrics) {
    this.settings = settings;
    this.staticContacts = Map.copyOf(staticContacts);
    this.scheduler = scheduler;
    this.time = time;
    this.ids = ids;
    metrics.gauge("cordboard.sip.registrations", byToken::size);
  }

  @Override
  public List<String> contacts(String account) {
    var names = new ArrayList<String>();
    of(account).forEach(binding -> names.add(binding.name()));
    names.addAll(staticContacts.getOrDefault(account, List.of()));
    return List.copyOf(names);
  }

  /// The bindings of an account that are still good, best first.
  List<Binding> of(String account) {
    long now = time.nanoTime();
    return byAccount.getOrDefault(account, List.of()).stream()
        .filter(binding -> binding.registered().expiresNanos() - now > 0)
        .toList();
  }

  /// The binding that this token names.
  Optional<Binding> named(String token) {
    return Optional.ofNullable(byToken.get(token)).map(Kept::binding);
  }

  /// Whether something that registered calls from there.
  boolean knows(InetSocketAddress source) {
    return accountsBySource.containsKey(source);
  }

  boolean full(int more) {
    return byToken.size() + more > settings.maxBindings();
  }

  long nextOrder() {
    return ++order;
  }

  String newToken() {
    return ids.token(8);
  }

  /// Replaces all bindings of an account.
  void replace(String account, List<Binding> bindings) {
    for (var old : byAccount.getOrDefault(account, List.of())) {
      disarm(old);
      accountsBySource.computeIfPresent(source(old), (_, accounts) -> without(accounts, account));
    }
    if (bindings.isEmpty()) {
      byAccount.remove(account);
      return;
    }
    byAccount.put(account, bindings.stream().sorted(BEST_FIRST).toList());
    bindings.forEach(binding -> arm(account, binding));
  }

  /// A connection is gone: a device behind it that cannot be connected to is gone with it (RFC 5626
  /// §4.4).
  void closed(Flow flow) {
    if (flow.connection() == 0) {
      return;
    }
    for (var account : List.copyOf(accountsBySource.getOrDefault(flow.remote(), Set.of()))) {
      var bindings = byAccount.getOrDefault(account, List.of());
      var left = bindings.stream().filter(binding -> !lost(binding, flow)).toList();
      if (left.size() < bindings.size()) {
        replace(account, left);
      }
    }
  }

  private static boolean lost(Binding binding, Flow flow) {
    return binding.hop().target().connection() == flow.connection();
  }

  private void arm(String account, Binding binding) {
    long millis = (binding.registered().expiresNanos() - time.nanoTime()) / 1_000_000 + 1;
    var alarm = scheduler.after(Math.max(1, millis), () -> expired(account, binding));
    byToken.put(binding.token(), new Kept(binding, alarm));
    accountsBySource.computeIfAbsent(source(binding), _ -> new HashSet<>()).add(account);
  }

  private void disarm(Binding binding) {
    var kept = byToken.remove(binding.token());
    if (kept != null) {
      kept.alarm().cancel();
    }
  }

  private static @Nullable Set<String> without(Set<String> accounts, String account) {
    accounts.remove(account);
    return accounts.isEmpty() ? null : accounts;
  }

  private static InetSocketAddress source(Binding binding) {
    return binding.hop().target().address();
  }

  private void expired(String account, Binding gone) {
    var bindings = byAccount.getOrDefault(account, List.of());
    replace(account, bindings.stream().filter(binding -> !binding.equals(gone)).toList());
  }
}
