package dev.cordboard.call;

import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import java.util.Optional;

/// Somebody who is in the call, or on the way into it by a leg of their own calling.
///
/// @param id the name of this stay: the invitation, the calling leg or the creating connection
/// @param leg absent for an application, which has no network
/// @param connectionId the connection of the application that is this party
/// @param held whether its own phone holds the call
record Party(
    String id,
    CommunicationIdentifier identifier,
    String displayName,
    Standing standing,
    Optional<Leg> leg,
    Optional<String> connectionId,
    boolean held) {

  /// How far in.
  enum Standing {
    /// Its device calls us and hears ringing.
    CALLING,
    /// We answered its device and wait for the acknowledgement.
    ANSWERED,
    /// It takes part.
    IN
  }

  /// The leg of a device.
  record Leg(LegId id, LegSnapshot snapshot) {}

  /// An application takes part as soon as it says so.
  static Party application(
      String id, CommunicationIdentifier identifier, String displayName, String connectionId) {
    return new Party(
        id,
        identifier,
        displayName,
        Standing.IN,
        Optional.empty(),
        Optional.of(connectionId),
        false);
  }

  static Party device(
      String id,
      CommunicationIdentifier identifier,
      String displayName,
      Standing standing,
      Leg leg) {
    return new Party(
        id, identifier, displayName, standing, Optional.of(leg), Optional.empty(), false);
  }

  boolean isIn() {
    return standing == Standing.IN;
  }

  boolean isUser() {
    return identifier instanceof CommunicationUser;
  }

  boolean hasLeg(LegId id) {
    return leg.isPresent() && leg.get().id().equals(id);
  }

  boolean hasConnection(String id) {
    return connectionId.isPresent() && connectionId.get().equals(id);
  }

  Party now(Standing further) {
    return new Party(id, identifier, displayName, further, leg, connectionId, held);
  }

  Party with(LegSnapshot snapshot) {
    return new Party(
        id,
        identifier,
        displayName,
        standing,
        leg.map(known -> new Leg(known.id(), snapshot)),
        connectionId,
        held);
  }

  Party held(boolean now) {
    return new Party(id, identifier, displayName, standing, leg, connectionId, now);
  }

  Participant onRoster() {
    return new Participant(identifier, false, held);
  }
}
