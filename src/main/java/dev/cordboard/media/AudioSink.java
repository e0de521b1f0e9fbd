package dev.cordboard.media;

/// Something that listens: given 20 ms of sound every 20 ms, on the shard's thread.
///
/// Must neither block nor allocate, and must not keep the frame: it is used again.
@FunctionalInterface
public interface AudioSink {
  /// Hears nothing.
  AudioSink DEAF = _ -> {};

  /// Takes 160 samples of 8 kHz; silence while the other side sends nothing.
  void write(short[] frame);
}
