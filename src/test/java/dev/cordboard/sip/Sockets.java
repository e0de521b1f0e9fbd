package dev.cordboard.sip;

import dev.cordboard.config.SipTransportSettings;

/// Transport settings that differ from the defaults in the address only.
final class Sockets {
  private Sockets() {}

  static SipTransportSettings at(String host, int port) {
    var base = SipTransportSettings.defaults();
    return new SipTransportSettings(
        host,
        port,
        base.advertise(),
        base.receiveBufferBytes(),
        base.mtuBytes(),
        base.symmetricResponses(),
        base.connections(),
        base.connectionsPerAddress(),
        base.idleTimeout(),
        base.frameTimeout(),
        base.connectTimeout(),
        base.sendQueueBytes());
  }
}
