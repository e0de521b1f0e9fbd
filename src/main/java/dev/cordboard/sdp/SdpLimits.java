package dev.cordboard.sdp;

/// How large a description may be before it is refused unread.
///
/// @param bytes the whole text
/// @param mediaSections `m=` lines
/// @param attributes `a=` lines of the session and of each section
public record SdpLimits(int bytes, int mediaSections, int attributes) {
  /// 16 kB, 8 sections, 64 attributes each.
  public static SdpLimits defaults() {
    return new SdpLimits(16_384, 8, 64);
  }
}
