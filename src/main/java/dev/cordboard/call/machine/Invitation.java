package dev.cordboard.call.machine;

import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.Caller;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.Invitee;
import dev.cordboard.call.LegId;
import dev.cordboard.call.Reach;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Somebody who is being rung.
///
/// @param shown who is shown as calling
/// @param devices those that still ring
record Invitation(
    Invitee invitee,
    Caller shown,
    CustomContext customContext,
    Purpose purpose,
    List<Reach.Device> devices) {
  Invitation {
    devices = List.copyOf(devices);
  }

  /// Why somebody is rung; a redirect keeps it.
  sealed interface Purpose {
    /// A target of the application that created the call.
    record Target(String connectionId) implements Purpose {}

    /// Whom an arriving caller wants to talk to.
    record Arrival() implements Purpose {}

    /// A participant whom an application adds.
    ///
    /// @param invitationId the first one, which the application knows, whatever redirects follow
    record Addition(Operation operation, String invitationId, CommunicationIdentifier participant)
        implements Purpose {}
  }

  static Invitation to(
      Invitee invitee, Caller shown, CustomContext customContext, Purpose purpose) {
    var devices =
        invitee.reach() instanceof Reach.Ring ring ? ring.devices() : List.<Reach.Device>of();
    return new Invitation(invitee, shown, customContext, purpose, devices);
  }

  String id() {
    return invitee.invitationId();
  }

  CommunicationIdentifier target() {
    return invitee.identifier();
  }

  String timer() {
    return "ring:" + id();
  }

  boolean isTo(CommunicationIdentifier somebody) {
    return target().rawId().equals(somebody.rawId());
  }

  boolean isToPhone() {
    return target() instanceof PhoneNumber;
  }

  /// Whether an application may still answer.
  boolean reachesApplications() {
    return invitee.reach() instanceof Reach.Ring ring && ring.incomingCall();
  }

  boolean isUnreachable() {
    return devices.isEmpty() && !reachesApplications();
  }

  /// The connection of the application that invites; nobody's for an arriving caller.
  Optional<String> inviter() {
    return switch (purpose) {
      case Purpose.Target target -> Optional.of(target.connectionId());
      case Purpose.Addition addition -> Optional.of(addition.operation().connectionId());
      case Purpose.Arrival _ -> Optional.empty();
    };
  }

  Optional<Purpose.Addition> addition() {
    return purpose instanceof Purpose.Addition addition ? Optional.of(addition) : Optional.empty();
  }

  Optional<Reach.Device> device(LegId leg) {
    return devices.stream().filter(device -> device.leg().equals(leg)).findFirst();
  }

  Invitation without(Reach.Device device) {
    var rest = new ArrayList<>(devices);
    rest.remove(device);
    return new Invitation(invitee, shown, customContext, purpose, rest);
  }
}
