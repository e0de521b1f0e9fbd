package dev.cordboard.rtp;

import java.nio.ByteBuffer;

/// The payload of a key press (RFC 4733 §2.3): event, end, volume, duration.
public final class TelephoneEvent {
  /// Bytes of one event.
  public static final int BYTES = 4;

  /// The loudness that we claim: -10 dBm0.
  private static final int VOLUME = 10;

  private static final String SYMBOLS = "0123456789*#ABCD";

  private TelephoneEvent() {}

  /// The key of an event code, or 0 for an event that is no key.
  public static char key(int event) {
    return event >= 0 && event < SYMBOLS.length() ? SYMBOLS.charAt(event) : 0;
  }

  /// The event code of a key, or -1.
  public static int event(char key) {
    return SYMBOLS.indexOf(Character.toUpperCase(key));
  }

  /// Appends a payload.
  public static void write(ByteBuffer into, int event, boolean end, int durationSamples) {
    into.put((byte) event);
    into.put((byte) (VOLUME | (end ? 0x80 : 0)));
    into.putShort((short) durationSamples);
  }
}
