package dev.cordboard.call;

/// The name of a leg, unique in the server; SIP and media signals are routed by it.
public record LegId(String value) {}
