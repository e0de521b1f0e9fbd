package dev.cordboard.store;

/// A request that was carried out and that its sender may send again: kept for the time that the
/// settings say.
///
/// @param key what the sender calls it
/// @param bytes what it asked for and how it was answered
public record RequestRow(String key, byte[] bytes) {}
