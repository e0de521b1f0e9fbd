package dev.cordboard.call.machine;

import dev.cordboard.call.CallIds;
import dev.cordboard.call.CallInput.Operation;
import dev.cordboard.call.Caller;
import dev.cordboard.call.CustomContext;
import dev.cordboard.call.Invitee;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.util.Optional;

/// A transfer that an application asked for and that has no outcome yet; a call has one at a time.
///
/// @param transfereeId the party that is handed over
/// @param shown who the target sees calling
/// @param splitIds the call of transferee and target; absent in a 1:1 call, which the two keep
record Transfer(
    Operation operation,
    String transfereeId,
    CommunicationIdentifier transferee,
    Invitee target,
    Caller shown,
    CustomContext customContext,
    Optional<CallIds> splitIds,
    Phase phase) {

  /// How far it is.
  enum Phase {
    /// We ring the target.
    RINGING,
    /// The transferee's far end was asked to call the target.
    ASKED,
    /// It said it would (202).
    ACCEPTED
  }

  boolean isBy(String connectionId) {
    return operation.connectionId().equals(connectionId);
  }

  boolean isOf(Party party) {
    return transfereeId.equals(party.id());
  }

  /// Whether the application leaves the call to the two others.
  boolean isDirect() {
    return splitIds.isEmpty();
  }

  String timer() {
    return "refer:" + target.invitationId();
  }

  boolean isReferTimer(String fired) {
    return phase != Phase.RINGING && timer().equals(fired);
  }

  Transfer in(Phase now) {
    return new Transfer(
        operation, transfereeId, transferee, target, shown, customContext, splitIds, now);
  }
}
