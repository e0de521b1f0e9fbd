package dev.cordboard.sip.transport;

/// How a peer reaches us: what Via and Contact say.
///
/// @param host an address or a name; IPv6 in brackets
public record OwnAddress(String host, int port) {}
