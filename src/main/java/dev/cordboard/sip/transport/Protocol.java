package dev.cordboard.sip.transport;

import java.util.Locale;
import java.util.Optional;

/// What carries SIP messages.
public enum Protocol {
  UDP,
  TCP;

  /// Whether it delivers or tells: then nothing is retransmitted (RFC 3261 §17).
  public boolean isReliable() {
    return this == TCP;
  }

  /// The value of a URI's `transport` parameter; empty when this stack does not speak it.
  public static Optional<Protocol> of(String transport) {
    return switch (transport.toLowerCase(Locale.ROOT)) {
      case "udp" -> Optional.of(UDP);
      case "tcp" -> Optional.of(TCP);
      default -> Optional.empty();
    };
  }
}
