package dev.cordboard.certificate;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// The names and addresses that a certificate speaks for.
public record ServerNames(Set<String> all) {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  public ServerNames {
    all = Set.copyOf(all);
  }

  /// Loopback under its usual names, and these; wildcards and empty names are left out.
  public static ServerNames loopbackAnd(Iterable<String> others) {
    var names = new LinkedHashSet<>(Set.of("localhost", "127.0.0.1", "::1"));
    for (var other : others) {
      if (!other.isBlank() && !other.equals("0.0.0.0") && !other.equals("::")) {
        names.add(other);
      }
    }
    return new ServerNames(names);
  }

  /// Whether a name is an IP address rather than a host name.
  static boolean isAddress(String name) {
    return ADDRESS.matcher(name).matches();
  }
}
