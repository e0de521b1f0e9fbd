package dev.cordboard.rtp;

/// Turns the packets of telephone-event into one key per press.
///
/// All packets of a press carry the same timestamp (RFC 4733 §2.5.1.2), so a press counts with the
/// first that arrives, whichever of them were lost.
public final class DigitReceiver {
  /// No key, or a press that is known.
  public static final char NONE = 0;

  private boolean heardAny;
  private int lastTimestamp;

  /// The key that this packet announces, or [#NONE]. Total.
  public char received(RtpPacket packet) {
    if (packet.payloadBytes() < TelephoneEvent.BYTES) {
      return NONE;
    }
    int timestamp = packet.timestamp();
    if (heardAny && timestamp - lastTimestamp <= 0) {
      return NONE;
    }
    heardAny = true;
    lastTimestamp = timestamp;
    return TelephoneEvent.key(packet.buffer().get(packet.payloadOffset()) & 0xFF);
  }

  /// Forgets the past: the sender started over.
  public void reset() {
    heardAny = false;
  }
}
