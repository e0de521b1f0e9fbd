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
/// @param seat the party whose place it takes as soon as it is in
record Party(
    String id,
    CommunicationIdentifier identifier,
    String displayName,
    Standing standing,
    Optional<Leg> leg,
    Optional<String> connectionId,
    Silence silence,
    Hears hears,
    Optional<String> seat) {

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
        Silence.NONE,
        Hears.NOTHING,
        Optional.empty());
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
        Silence.NONE,
        Hears.NOTHING,
        Optional.empty());
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

  boolean isFor(Party other) {
    return seat.isPresent() && seat.get().equals(other.id);
  }

  Party now(Standing further) {
    return with(further, leg, silence, hears, seat);
  }

  Party with(LegSnapshot snapshot) {
    var changed = leg.map(known -> new Leg(known.id(), snapshot));
    return with(standing, changed, silence, hears, seat);
  }

  Party with(Silence now) {
    return with(standing, leg, now, hears, seat);
  }

  Party hearing(Hears now) {
    return with(standing, leg, silence, now, seat);
  }

  Party inPlaceOf(Party other) {
    return with(standing, leg, silence, hears, Optional.of(other.id));
  }

  Party seated() {
    return with(standing, leg, silence, hears, Optional.empty());
  }

  private Party with(
      Standing further,
      Optional<Leg> device,
      Silence quiet,
      Hears hearing,
      Optional<String> place) {
    return new Party(
        id, identifier, displayName, further, device, connectionId, quiet, hearing, place);
  }

  /// What its leg takes part in the mix with. Who holds hears nothing and is not heard, so that no
  /// music reaches the others.
  Optional<CallEffect> bridge() {
    return leg.map(
        device ->
            new CallEffect.Bridge(
                device.id(), !silence.onHold(), !silence.onHold() && !silence.muted()));
  }

  Participant onRoster() {
    return new Participant(identifier, silence.muted(), silence.onHold());
  }
}
