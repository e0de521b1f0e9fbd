package dev.cordboard.sdp;

import java.util.Optional;

/// What a payload type means: encoding, clock and channels (RFC 8866 §6.6).
public record PayloadFormat(int payloadType, String encoding, int clockRate, int channels) {
  /// The encoding name of DTMF and other events (RFC 4733).
  public static final String TELEPHONE_EVENT = "telephone-event";

  /// The codec of ours that this is.
  public Optional<Codec> codec() {
    if (clockRate == Codec.CLOCK_RATE && channels == 1) {
      for (var codec : Codec.values()) {
        if (codec.name().equalsIgnoreCase(encoding)) {
          return Optional.of(codec);
        }
      }
    }
    return Optional.empty();
  }

  /// Whether this is telephone-event on the clock of our codecs; another clock belongs to a codec
  /// that we do not speak.
  public boolean isTelephoneEvent() {
    return clockRate == Codec.CLOCK_RATE && TELEPHONE_EVENT.equalsIgnoreCase(encoding);
  }
}
