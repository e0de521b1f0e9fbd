package dev.cordboard.media;

/// What a session tells its owner. Called one at a time, in order, on a thread of the media plane
/// that is not a shard: a listener may take its time, but not block.
public interface MediaListener {
  /// Hears of nothing.
  MediaListener NONE = new MediaListener() {};

  /// Neither RTP nor RTCP has come for the time that the settings allow; told once, and again only
  /// when media came back in between.
  default void mediaStopped() {}

  /// The other side pressed a key: `0`-`9`, `*`, `#`, `A`-`D`.
  default void digit(char digit) {}
}
