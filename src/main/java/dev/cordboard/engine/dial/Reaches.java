package dev.cordboard.engine.dial;

import dev.cordboard.base.IdSource;
import dev.cordboard.call.CallResult;
import dev.cordboard.call.LegId;
import dev.cordboard.call.Reach;
import dev.cordboard.config.CallSettings;
import dev.cordboard.config.RouteSettings;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import dev.cordboard.sip.Registrar;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/// Looks up how somebody can be reached at this moment.
public final class Reaches {
  public static final Reach NO_ROUTE =
      new Reach.Nowhere(
          new CallResult(403, 511532, "There is no route to the number. DiagCode: 403#511532.@"));
  private static final Reach NOBODY_THERE =
      new Reach.Nowhere(
          new CallResult(480, 10037, "The user cannot be reached. DiagCode: 480#10037.@"));

  private final NumberPlan plan;
  private final People people;
  private final Registrar registrar;
  private final BiPredicate<CommunicationIdentifier, CommunicationIdentifier> subscribed;
  private final IdSource ids;
  private final CallSettings settings;

  /// @param subscribed whether an application would hear of a call from the first to the second
  public Reaches(
      NumberPlan plan,
      People people,
      Registrar registrar,
      BiPredicate<CommunicationIdentifier, CommunicationIdentifier> subscribed,
      IdSource ids,
      CallSettings settings) {
    this.plan = plan;
    this.people = people;
    this.registrar = registrar;
    this.subscribed = subscribed;
    this.ids = ids;
    this.settings = settings;
  }

  /// For whoever an application, or a user's phone, calls.
  public Reach of(CommunicationIdentifier from, CommunicationIdentifier to) {
    return switch (to) {
      case PhoneNumber number -> ofNumber(from, number);
      case CommunicationUser user -> ofUser(from, user);
      case CommunicationIdentifier.Unknown _,
          CommunicationIdentifier.MicrosoftTeamsUser _,
          CommunicationIdentifier.MicrosoftTeamsApp _,
          CommunicationIdentifier.TeamsExtensionUser _ ->
          NO_ROUTE;
    };
  }

  /// Rings every contact, and applications through IncomingCall.
  Reach ofUser(CommunicationIdentifier from, CommunicationUser user) {
    var registered =
        people.accounts(user).stream().flatMap(account -> registrar.contacts(account).stream());
    var devices =
        Stream.concat(registered, people.staticContacts(user).stream())
            .distinct()
            .limit(settings.maxDevices())
            .map(uri -> DeviceAddress.contact(newLeg(), uri))
            .toList();
    boolean rings = subscribed.test(from, user);
    return devices.isEmpty() && !rings
        ? NOBODY_THERE
        : new Reach.Ring(devices, rings, settings.userRing());
  }

  /// For a call that has come in to a number of ours: applications only.
  Reach ofOwnedNumber(CommunicationIdentifier from, PhoneNumber number) {
    return subscribed.test(from, number)
        ? new Reach.Ring(List.of(), true, settings.userRing())
        : NOBODY_THERE;
  }

  /// Through a trunk, the simulator's included.
  Reach ofTrunk(String trunk, String user) {
    return oneDevice(DeviceAddress.trunk(newLeg(), trunk, user), settings.numberRing());
  }

  /// An owned number is dialled over SIP: phone-to-phone inside one server is two calls.
  private Reach ofNumber(CommunicationIdentifier from, PhoneNumber number) {
    var digits = number.value();
    if (plan.owned().contains(digits)) {
      return oneDevice(DeviceAddress.self(newLeg(), digits), settings.userRing());
    }
    return route("", digits)
        .flatMap(route -> by(route, from, digits))
        .or(
            () ->
                plan.simulated().contains(digits)
                    ? Optional.of(ofTrunk(NumberPlan.SIMULATOR, digits))
                    : Optional.empty())
        .orElse(NO_ROUTE);
  }

  /// The first route for calls of this origin (a trunk's name, else empty).
  Optional<RouteSettings> route(String fromTrunk, String user) {
    return plan.routes().stream().filter(each -> each.matches(fromTrunk, user)).findFirst();
  }

  private Optional<Reach> by(RouteSettings route, CommunicationIdentifier from, String dialled) {
    var target = target(route, dialled);
    return switch (route.kind()) {
      case "trunk" -> Optional.of(ofTrunk(target, dialled));
      case "simulator" -> Optional.of(ofTrunk(NumberPlan.SIMULATOR, target));
      case "user" -> people.named(target).map(user -> ofUser(from, user));
      // Nobody dials out into a group.
      default -> Optional.empty();
    };
  }

  /// The name of a route's target; `$0` and `$1` in it stand for what its expression matched.
  static String target(RouteSettings route, String dialled) {
    var match = route.match().matcher(dialled);
    return route.target().indexOf('$') >= 0 && match.matches()
        ? match.replaceFirst(route.target())
        : route.target();
  }

  private static Reach oneDevice(Reach.Device device, Duration ringLimit) {
    return new Reach.Ring(List.of(device), false, ringLimit);
  }

  private LegId newLeg() {
    return new LegId(ids.token(12));
  }
}
