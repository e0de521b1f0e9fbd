package dev.cordboard.call;

import dev.cordboard.call.CallInput.Gathering;
import dev.cordboard.identifier.CommunicationIdentifier;
import java.time.Instant;
import java.util.Optional;

/// How a call began; never changes.
///
/// @param gathering what the first party dialled, when it was a group or a room
/// @param bare whether it only joins two trunks: nobody is on its roster and nobody hears of it
record Origin(
    CallIds ids,
    Instant openedAt,
    CommunicationIdentifier startedBy,
    Optional<Gathering> gathering,
    boolean bare) {}
