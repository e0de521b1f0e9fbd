package dev.cordboard.config;

/// Everything about SIP that can be set.
public record SipSettings(SipLimits limits, SipTransportSettings transport) {
  /// A server on loopback, port 5060.
  public static SipSettings defaults() {
    return new SipSettings(SipLimits.defaults(), SipTransportSettings.defaults());
  }
}
