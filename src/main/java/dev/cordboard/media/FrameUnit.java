package dev.cordboard.media;

/// Something that works once per 20 ms, in a phase of its own: a bridge that mixes, or a session
/// that speaks by itself.
abstract class FrameUnit {
  static final int NOT_PLACED = -1;

  /// The phase and the place in it; the shard's business.
  int phase = NOT_PLACED;

  int place = NOT_PLACED;

  /// Works for one packet time; `gridNanos` is when it was due.
  abstract void frame(long gridNanos);

  /// A bug came up: end what can be ended.
  abstract void failed(RuntimeException bug);
}
