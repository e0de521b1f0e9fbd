package dev.cordboard.call;

/// The three names of a call. `callId` is ours and names its journal; the other two are the
/// service's: opaque to applications and shared by every connection of the call.
public record CallIds(String callId, String serverCallId, String correlationId) {}
