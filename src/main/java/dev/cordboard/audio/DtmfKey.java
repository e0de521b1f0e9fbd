package dev.cordboard.audio;

import java.util.Optional;

/// A key of a telephone, its two tones (ITU-T Q.23) and its event code (RFC 4733 §3.2).
///
/// @param symbol `0`-`9`, `*`, `#`, `A`-`D`
public record DtmfKey(char symbol) {
  private static final String SYMBOLS = "0123456789*#ABCD";
  private static final String PAD = "123A456B789C*0#D";
  private static final int[] LOW_HZ = {697, 770, 852, 941};
  private static final int[] HIGH_HZ = {1209, 1336, 1477, 1633};

  public DtmfKey {
    if (SYMBOLS.indexOf(symbol) < 0) {
      throw new IllegalArgumentException("not a key: " + symbol);
    }
  }

  /// The key of this symbol, lower case too.
  public static Optional<DtmfKey> of(char symbol) {
    char upper = Character.toUpperCase(symbol);
    return SYMBOLS.indexOf(upper) < 0 ? Optional.empty() : Optional.of(new DtmfKey(upper));
  }

  /// The symbol at this place of the pad.
  static char at(int row, int column) {
    return PAD.charAt(4 * row + column);
  }

  static int lowHz(int row) {
    return LOW_HZ[row];
  }

  static int highHz(int column) {
    return HIGH_HZ[column];
  }

  /// The event code that RFC 4733 gives it: 0-15.
  public int event() {
    return SYMBOLS.indexOf(symbol);
  }

  /// The tone of its row.
  public int lowHz() {
    return LOW_HZ[PAD.indexOf(symbol) / 4];
  }

  /// The tone of its column.
  public int highHz() {
    return HIGH_HZ[PAD.indexOf(symbol) % 4];
  }
}
