package dev.cordboard.sdp;

/// One `a=` line: a name, and a value that is empty for a flag.
public record SdpAttribute(String name, String value) {
  /// A flag.
  public static SdpAttribute flag(String name) {
    return new SdpAttribute(name, "");
  }

  boolean is(String other) {
    return name.equals(other);
  }
}
