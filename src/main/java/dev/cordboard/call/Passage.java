package dev.cordboard.call;

import dev.cordboard.call.CallSnapshot.ConnectionView;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.List;
import java.util.Optional;

/// Parties on their way from one call to another, with all that goes along.
///
/// @param rosterVersion what their connections were told last; the roster of the call they come to
///   counts on from there, so that no connection sees it go back
public record Passage(List<Traveller> travellers, int rosterVersion) {
  public Passage {
    travellers = List.copyOf(travellers);
  }

  /// One of them.
  ///
  /// @param id the name of this stay in its first call, kept as participant id
  /// @param leg absent for an application, which has no network
  /// @param connection the connection of the application that is this party
  /// @param muted by an application
  /// @param held by an application
  /// @param heldByPhone whether its own phone holds the call
  public record Traveller(
      String id,
      CommunicationIdentifier identifier,
      String displayName,
      Optional<Leg> leg,
      Optional<ConnectionView> connection,
      boolean muted,
      boolean held,
      boolean heldByPhone) {}

  /// The leg of a device.
  public record Leg(LegId id, LegSnapshot snapshot) {}
}
