package dev.cordboard.audio;

/// How much of one frequency a stretch of sound holds (Goertzel's recurrence).
public final class Goertzel {
  private static final double SAMPLE_RATE = 8000;

  private Goertzel() {}

  /// The amplitude of this frequency in `samples[from, from + length)`: a sine of peak a gives a.
  public static double amplitude(short[] samples, int from, int length, double hz) {
    double coefficient = 2 * Math.cos(2 * Math.PI * hz / SAMPLE_RATE);
    double last = 0;
    double beforeLast = 0;
    for (int i = 0; i < length; i++) {
      double next = samples[from + i] + coefficient * last - beforeLast;
      beforeLast = last;
      last = next;
    }
    double power = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
    return length == 0 ? 0 : 2 * Math.sqrt(Math.abs(power)) / length;
  }

  /// The amplitude of this frequency in all the samples.
  public static double amplitude(short[] samples, double hz) {
    return amplitude(samples, 0, samples.length, hz);
  }
}
