package dev.cordboard.media;

/// Something that speaks: asked for 20 ms of sound every 20 ms, on the shard's thread.
///
/// Must neither block nor allocate: the shard serves every other leg with the same thread.
@FunctionalInterface
public interface AudioSource {
  /// Samples of one frame: 20 ms at 8 kHz.
  int FRAME_SAMPLES = 160;

  /// Says nothing.
  AudioSource SILENCE = _ -> false;

  /// Fills the frame with 160 samples, or leaves it and returns false: silence.
  boolean read(short[] frame);
}
