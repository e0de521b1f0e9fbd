package dev.cordboard.config;

/// Ports from `low` to `high`, both included; written `20000-29999`.
public record PortRange(int low, int high) {
  public PortRange {
    if (low < 1 || high > 65_535 || low > high) {
      throw new IllegalArgumentException(
          "is a range of ports such as 20000-29999, within 1-65535, not " + low + "-" + high);
    }
  }

  /// Reads the written form.
  public static PortRange parse(String text) {
    var ends = text.split("-", 2);
    try {
      return new PortRange(
          Integer.parseInt(ends[0].strip()), Integer.parseInt(ends[ends.length - 1].strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "is a range of ports such as 20000-29999, not \"" + text + "\"", e);
    }
  }

  @Override
  public String toString() {
    return low + "-" + high;
  }
}
