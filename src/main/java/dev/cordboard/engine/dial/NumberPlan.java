package dev.cordboard.engine.dial;

import dev.cordboard.config.RouteSettings;
import dev.cordboard.config.TrunkSettings;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who can be dialled, and which way.
///
/// @param resourceId the first part of every user id
/// @param owned the numbers of this server: a call to one raises IncomingCall
/// @param simulated the numbers of the simulated phones
/// @param routes in their order: the first that matches wins
/// @param trunks without the simulator's, which is always there
/// @param advertised the address of our media in session descriptions, unless the trunk has its own
public record NumberPlan(
    String resourceId,
    Set<String> owned,
    Set<String> simulated,
    List<RouteSettings> routes,
    List<TrunkSettings> trunks,
    InetAddress advertised) {
  /// The trunk that the simulated phones are behind.
  public static final String SIMULATOR = "simulator";

  public NumberPlan {
    owned = Set.copyOf(owned);
    simulated = Set.copyOf(simulated);
    routes = List.copyOf(routes);
    trunks = List.copyOf(trunks);
    for (var route : routes) {
      if (route.kind().equals("trunk") && !isTrunk(trunks, route.target())) {
        throw new IllegalArgumentException(
            "sip.routes: there is no trunk " + route.target() + " with a `to`");
      }
    }
  }

  private static boolean isTrunk(List<TrunkSettings> trunks, String name) {
    return trunks.stream().anyMatch(each -> each.name().equals(name) && each.to().isPresent());
  }

  /// The settings of a trunk.
  public Optional<TrunkSettings> trunk(String name) {
    return trunks.stream().filter(each -> each.name().equals(name)).findFirst();
  }
}
