package dev.cordboard.audio;

/// Finds pressed keys in sound: fed with frames of 160 samples, it names a key once per press.
///
/// A key counts when two frames in a row (40 ms, ITU-T Q.24) hold the same pair of tones, each well
/// above the other six, the pair nearly all the energy, and neither of the two much louder.
public final class DtmfDetector {
  /// No key.
  public static final char NONE = 0;

  private static final int TONES = 4;
  private static final double MIN_AMPLITUDE = 250;
  private static final double MAX_TWIST = 4;
  private static final double MIN_LEAD = 2.5;
  private static final double MIN_SHARE_OF_ENERGY = 0.7;

  private final double[] low = new double[TONES];
  private final double[] high = new double[TONES];
  private char candidate = NONE;
  private char pressed = NONE;

  /// The key whose press this frame completes, or [#NONE].
  public char feed(short[] frame) {
    char heard = keyIn(frame);
    boolean twice = heard == candidate;
    candidate = heard;
    if (!twice || heard == pressed) {
      return NONE;
    }
    pressed = heard;
    return heard;
  }

  private char keyIn(short[] frame) {
    for (int i = 0; i < TONES; i++) {
      low[i] = Goertzel.amplitude(frame, DtmfKey.lowHz(i));
      high[i] = Goertzel.amplitude(frame, DtmfKey.highHz(i));
    }
    int row = strongest(low);
    int column = strongest(high);
    boolean isKey =
        leads(low, row)
            && leads(high, column)
            && low[row] < MAX_TWIST * high[column]
            && high[column] < MAX_TWIST * low[row]
            && holdsTheEnergy(frame, low[row], high[column]);
    return isKey ? DtmfKey.at(row, column) : NONE;
  }

  private static int strongest(double[] amplitudes) {
    int best = 0;
    for (int i = 1; i < amplitudes.length; i++) {
      best = amplitudes[i] > amplitudes[best] ? i : best;
    }
    return best;
  }

  private static boolean leads(double[] amplitudes, int leader) {
    if (amplitudes[leader] < MIN_AMPLITUDE) {
      return false;
    }
    for (int i = 0; i < amplitudes.length; i++) {
      if (i != leader && amplitudes[i] * MIN_LEAD > amplitudes[leader]) {
        return false;
      }
    }
    return true;
  }

  private static boolean holdsTheEnergy(short[] frame, double lowTone, double highTone) {
    double energy = 0;
    for (short sample : frame) {
      energy += (double) sample * sample;
    }
    double tones = (lowTone * lowTone + highTone * highTone) / 2 * frame.length;
    return tones > MIN_SHARE_OF_ENERGY * energy;
  }
}
