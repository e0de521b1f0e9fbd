package dev.cordboard.call.machine;

import dev.cordboard.call.CallEffect;
import dev.cordboard.call.CallEvent.Participant;
import dev.cordboard.call.LegId;
import dev.cordboard.call.LegSnapshot;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.CommunicationUser;
import java.util.Optional;

/// Somebody who is in the call, or on the way into it by a leg of their own calling.
///
/// @param id the name of this stay: the invitation, the calling leg or the creating connection
/// @param leg absent for an application, which has no network
/// @param connectionId the connection of the application that is this party
/// @param held whether its own phone holds the call
/// @param hears what its device hears while it calls
record Party(
    String id,
    CommunicationIdentifier identifier,
    String displayName,
    Standing standing,
    Optional<Leg> leg,
    Optional<String> connectionId,
    boolean held,
    Hears hears) {

  /// How far in.
  enum Standing {
    /// Its device calls us and hears ringing.
    CALLING,
    /// We answered its device and wait for the acknowledgement.
    ANSWERED,
    /// It takes part.
    IN
  }

  /// What a calling device hears.
  enum Hears {
    NOTHING,
    RINGING,
    /// The media of whom it calls, ahead of the answer.
    EARLY_MEDIA
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
        false,
        Hears.NOTHING);
  }

  static Party device(
      String id,
      CommunicationIdentifier identifier,
      String displayName,
      Standing standing,
      Leg leg) {
    return new Party(
        id,
        identifier,
        displayName,
        standing,
        Optional.of(leg),
        Optional.empty(),
        false,
        Hears.NOTHING);
  }

  boolean isIn() {
    return standing == Standing.IN;
  }

  boolean is(CommunicationIdentifier somebody) {
    return identifier.rawId().equals(somebody.rawId());
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
    return with(further, leg, held, hears);
  }

  Party with(LegSnapshot snapshot) {
    return with(standing, leg.map(known -> new Leg(known.id(), snapshot)), held, hears);
  }

  Party held(boolean now) {
    return with(standing, leg, now, hears);
  }

  Party hearing(Hears now) {
    return with(standing, leg, held, now);
  }

  private Party with(Standing further, Optional<Leg> device, boolean holding, Hears hearing) {
    return new Party(id, identifier, displayName, further, device, connectionId, holding, hearing);
  }

  /// What its leg takes part in the mix with. Who holds hears nothing and is not heard, so that no
  /// music reaches the others.
  Optional<CallEffect> bridge() {
    return leg.map(device -> new CallEffect.Bridge(device.id(), !held, !held));
  }

  Participant onRoster() {
    return new Participant(identifier, false, held);
  }
}
