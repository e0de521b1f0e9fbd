package dev.cordboard.call;

import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.identifier.CommunicationIdentifier.PhoneNumber;
import java.util.Optional;

/// Who is shown as calling.
///
/// @param callerId the number shown to phones, where one was given
/// @param displayName may be empty
public record Caller(
    CommunicationIdentifier identifier, Optional<PhoneNumber> callerId, String displayName) {}
