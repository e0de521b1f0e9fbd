package dev.cordboard.call;

import dev.cordboard.identifier.CommunicationIdentifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Something the Event Grid subscriptions are told.
public sealed interface GridEvent {
  /// When it happened.
  Instant at();

  /// The call it is about.
  CallIds ids();

  /// Somebody is being rung and an application may answer, reject or redirect.
  ///
  /// @param customContext absent for a plain create, present and possibly empty for an added
  ///   participant (trace rule 4)
  record IncomingCall(
      Instant at,
      CallIds ids,
      String invitationId,
      CommunicationIdentifier from,
      CommunicationIdentifier to,
      String callerDisplayName,
      Optional<CustomContext> customContext)
      implements GridEvent {}

  /// A call with a user in it began.
  record CallStarted(Instant at, CallIds ids, Facts facts) implements GridEvent {}

  /// It ended.
  record CallEnded(
      Instant at,
      CallIds ids,
      Facts facts,
      Optional<CommunicationIdentifier> endedBy,
      CallResult reason,
      Duration duration)
      implements GridEvent {}

  /// A user joined.
  record ParticipantAdded(
      Instant at,
      CallIds ids,
      Facts facts,
      CommunicationIdentifier user,
      String displayName,
      String participantId)
      implements GridEvent {}

  /// A user left.
  record ParticipantRemoved(
      Instant at,
      CallIds ids,
      Facts facts,
      CommunicationIdentifier user,
      String displayName,
      String participantId)
      implements GridEvent {}

  /// What every one of the last four carries.
  record Facts(
      CommunicationIdentifier startedBy,
      Optional<CallInput.Gathering> gathering,
      boolean isTwoParty) {}
}
