package dev.cordboard.store;

import java.time.Instant;

/// An event that must reach somebody, kept until it is known to have or to be hopeless.
///
/// @param lane whose order it belongs to (a connection id, or the name of another kind of receiver)
public record OutboxRow(String eventId, String lane, byte[] bytes, Instant createdAt) {}
