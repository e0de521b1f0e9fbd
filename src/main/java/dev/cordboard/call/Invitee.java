package dev.cordboard.call;

import dev.cordboard.identifier.CommunicationIdentifier;

/// Somebody who is to be rung.
///
/// @param invitationId the name of this attempt; what an `incomingCallContext` carries and cancel
///   names
public record Invitee(CommunicationIdentifier identifier, String invitationId, Reach reach) {}
