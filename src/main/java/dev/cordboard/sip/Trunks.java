package dev.cordboard.sip;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// The trunks of this server.
final class Trunks {
  private final List<Trunk> all;

  Trunks(List<Trunk> all) {
    this.all = List.copyOf(all);
  }

  List<Trunk> all() {
    return all;
  }

  Optional<Trunk> named(String name) {
    return all.stream().filter(trunk -> trunk.name().equals(name)).findFirst();
  }

  /// The trunk that calls from this address belong to: one that names the port before one that
  /// takes the whole address.
  Optional<Trunk> of(InetSocketAddress source) {
    return first(source, true).or(() -> first(source, false));
  }

  private Optional<Trunk> first(InetSocketAddress source, boolean exactly) {
    return all.stream().filter(trunk -> trunk.sends(source, exactly)).findFirst();
  }
}
