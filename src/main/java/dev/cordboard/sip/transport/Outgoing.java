package dev.cordboard.sip.transport;

import dev.cordboard.sip.message.SipMessage;

/// A message ready for the wire: to be kept and sent again as it is.
///
/// @param message with our Via on top when it is a request
/// @param bytes nobody changes them
/// @param target where it really goes: TCP in place of UDP when it is too long
public record Outgoing(SipMessage message, byte[] bytes, Target target) {
  public boolean isReliable() {
    return target.isReliable();
  }
}
