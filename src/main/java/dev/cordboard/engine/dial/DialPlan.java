package dev.cordboard.engine.dial;

import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.call.Caller;
import dev.cordboard.call.Reach;
import dev.cordboard.config.RouteSettings;
import dev.cordboard.config.TrunkSettings;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.sip.Origin;
import java.util.Optional;

/// Decides what a caller who reached this server has dialled (RULINGS §8.5).
///
/// Trunks reach owned numbers and what `routes` adds; users and simulated phones also users,
/// groups, rooms and numbers; our own calls to owned numbers only those.
public final class DialPlan {
  private static final String GROUP = "group-";
  private static final String ROOM = "room-";
  private static final String DIALLABLE = "\\+?[0-9*#]+";

  private final NumberPlan plan;
  private final People people;
  private final Reaches reaches;

  public DialPlan(NumberPlan plan, People people, Reaches reaches) {
    this.plan = plan;
    this.people = people;
    this.reaches = reaches;
  }

  /// What was dialled.
  public sealed interface Dialled {
    /// Somebody to be rung.
    ///
    /// @param bare only joins two trunks: no connection, no events
    record Somebody(CommunicationIdentifier target, Reach reach, boolean bare) implements Dialled {}

    /// What many dial into.
    record Together(Gathering gathering) implements Dialled {}

    /// Nothing that this caller may reach.
    record Nothing(int sipStatus) implements Dialled {}
  }

  /// What this caller means by what they dialled.
  public Dialled read(Origin origin, String user, Caller caller) {
    return owned(origin, user, caller)
        .or(() -> origin instanceof Origin.Self ? Optional.empty() : further(origin, user, caller))
        .orElse(new Dialled.Nothing(404));
  }

  private Optional<Dialled> owned(Origin origin, String user, Caller caller) {
    var found = plan.owned().contains(user) ? Optional.of(user) : withPlus(origin, user);
    return found
        .filter(plan.owned()::contains)
        .map(PhoneNumber::new)
        .map(
            number ->
                new Dialled.Somebody(
                    number, reaches.ofOwnedNumber(caller.identifier(), number), false));
  }

  /// A number that came without its plus: international digits, or the trunk's country's.
  private Optional<String> withPlus(Origin origin, String user) {
    var country =
        origin instanceof Origin.Trunk(var name)
            ? plan.trunk(name).flatMap(TrunkSettings::countryCode)
            : Optional.<String>empty();
    return country
        .map(code -> "+" + code + user)
        .filter(plan.owned()::contains)
        .or(() -> Optional.of("+" + user));
  }

  private Optional<Dialled> further(Origin origin, String user, Caller caller) {
    return reaches
        .route(trunkName(origin), user)
        .filter(route -> !turnsBack(origin, route))
        .flatMap(route -> routed(origin, route, user, caller))
        .or(() -> isInside(origin) ? inside(origin, user, caller) : Optional.empty());
  }

  /// A route for calls of any origin does not send a trunk's call back to that trunk.
  private static boolean turnsBack(Origin origin, RouteSettings route) {
    return route.fromTrunk().isEmpty()
        && route.kind().equals("trunk")
        && route.target().equals(trunkName(origin));
  }

  private Optional<Dialled> routed(Origin origin, RouteSettings route, String user, Caller caller) {
    var target = Reaches.target(route, user);
    return switch (route.kind()) {
      case "trunk" -> Optional.of(atTrunk(origin, target, user));
      case "simulator" -> Optional.of(atTrunk(origin, NumberPlan.SIMULATOR, target));
      case "group" ->
          Optional.of(new Dialled.Together(new Gathering(Gathering.Kind.GROUP, target)));
      default -> toUser(target, caller);
    };
  }

  private Dialled atTrunk(Origin origin, String trunk, String user) {
    return new Dialled.Somebody(
        identifierOf(user), reaches.ofTrunk(trunk, user), origin instanceof Origin.Trunk);
  }

  private static CommunicationIdentifier identifierOf(String user) {
    return user.matches(DIALLABLE)
        ? new PhoneNumber(user)
        : new CommunicationIdentifier.Unknown("sip:" + user);
  }

  private Optional<Dialled> inside(Origin origin, String user, Caller caller) {
    return gathering(user, GROUP, Gathering.Kind.GROUP)
        .or(() -> gathering(user, ROOM, Gathering.Kind.ROOM))
        .or(() -> toUser(user, caller))
        .or(() -> user.matches(DIALLABLE) ? toNumber(origin, user, caller) : Optional.empty());
  }

  private static Optional<Dialled> gathering(String user, String prefix, Gathering.Kind kind) {
    return user.startsWith(prefix) && user.length() > prefix.length()
        ? Optional.of(new Dialled.Together(new Gathering(kind, user.substring(prefix.length()))))
        : Optional.empty();
  }

  private Optional<Dialled> toUser(String name, Caller caller) {
    return people
        .named(name)
        .map(user -> new Dialled.Somebody(user, reaches.ofUser(caller.identifier(), user), false));
  }

  /// A simulated phone is no way out to a trunk, whatever the routes for users say: `further` asked
  /// them as the trunk it is.
  private Optional<Dialled> toNumber(Origin origin, String user, Caller caller) {
    var number = new PhoneNumber(user);
    var reach =
        origin instanceof Origin.User ? reaches.of(caller.identifier(), number) : simulated(user);
    return reach instanceof Reach.Nowhere
        ? Optional.empty()
        : Optional.of(new Dialled.Somebody(number, reach, origin instanceof Origin.Trunk));
  }

  private Reach simulated(String user) {
    return plan.simulated().contains(user)
        ? reaches.ofTrunk(NumberPlan.SIMULATOR, user)
        : Reaches.NO_ROUTE;
  }

  private static String trunkName(Origin origin) {
    return origin instanceof Origin.Trunk(var name) ? name : "";
  }

  private static boolean isInside(Origin origin) {
    return origin instanceof Origin.User || trunkName(origin).equals(NumberPlan.SIMULATOR);
  }
}
