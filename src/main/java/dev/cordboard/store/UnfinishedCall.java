package dev.cordboard.store;

/// A call whose last entry has not been written: what a restart finds.
///
/// @param epoch the owner that wrote last; whoever takes over writes with a greater one
/// @param nextSequence how many entries its journal has
public record UnfinishedCall(String callId, long epoch, long nextSequence) {}
