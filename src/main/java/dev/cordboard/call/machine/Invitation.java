package dev.cordboard.call.machine;

import dev.cordboard.call.CallIds;
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
    /// @param together the name of the [Batch], when it is one of several added at once
    record Addition(
        Operation operation,
        String invitationId,
        CommunicationIdentifier participant,
        Optional<String> together)
        implements Purpose {}

    /// To whom an application hands somebody over ([Transfer]).
    ///
    /// @param splitIds the call it will be, when not this one
    record Handover(String connectionId, Optional<CallIds> splitIds) implements Purpose {}

    /// Whom a phone wants in its own place.
    ///
    /// @param partyId the phone
    /// @param identifier who that is
    /// @param leg its leg, until it is gone
    /// @param isRinging whether the phone knows already that it rings
    record Referral(
        String partyId, CommunicationIdentifier identifier, Optional<LegId> leg, boolean isRinging)
        implements Purpose {
      /// Whether the phone is still there to be told.
      boolean isWaiting() {
        return leg.isPresent();
      }
    }
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
      case Purpose.Handover handover -> Optional.of(handover.connectionId());
      case Purpose.Arrival _, Purpose.Referral _ -> Optional.empty();
    };
  }

  /// Whether the one that is rung comes to a party that waits alone; not so when there must be two
  /// others anyhow.
  boolean keepsCompany() {
    return switch (purpose) {
      case Purpose.Target _, Purpose.Arrival _, Purpose.Addition _ -> true;
      case Purpose.Handover _ -> false;
      case Purpose.Referral referral -> !referral.isWaiting();
    };
  }

  /// The call it is an invitation to.
  CallIds idsIn(Conversation call) {
    return purpose instanceof Purpose.Handover(var _, var splitIds) && splitIds.isPresent()
        ? splitIds.get()
        : call.origin().ids();
  }

  /// The phone that wants it, if any.
  Optional<Purpose.Referral> referral() {
    return purpose instanceof Purpose.Referral referral ? Optional.of(referral) : Optional.empty();
  }

  boolean isHandover() {
    return purpose instanceof Purpose.Handover;
  }

  Invitation with(Purpose now) {
    return new Invitation(invitee, shown, customContext, now, devices);
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
