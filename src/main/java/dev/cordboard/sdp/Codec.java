package dev.cordboard.sdp;

/// An audio codec that we speak; all of them run at 8 kHz with one channel.
public enum Codec {
  PCMU(0),
  PCMA(8);

  /// The clock of every codec here, in samples per second.
  public static final int CLOCK_RATE = 8000;

  private final int staticPayloadType;

  Codec(int staticPayloadType) {
    this.staticPayloadType = staticPayloadType;
  }

  /// The payload type that RFC 3551 §6 gives it.
  public int staticPayloadType() {
    return staticPayloadType;
  }
}
