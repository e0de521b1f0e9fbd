package dev.cordboard.audio;

/// A tone of one or two frequencies at 8 kHz, continuous from frame to frame.
public final class ToneGenerator {
  private static final double SAMPLE_RATE = 8000;

  private final double firstStep;
  private final double secondStep;
  private final double amplitude;
  private double firstPhase;
  private double secondPhase;

  private ToneGenerator(double firstHz, double secondHz, double amplitude) {
    this.firstStep = 2 * Math.PI * firstHz / SAMPLE_RATE;
    this.secondStep = 2 * Math.PI * secondHz / SAMPLE_RATE;
    this.amplitude = amplitude;
  }

  /// A sine of this peak amplitude.
  public static ToneGenerator of(double hz, double amplitude) {
    return new ToneGenerator(hz, 0, amplitude);
  }

  /// The two tones of a key, each of this peak amplitude.
  public static ToneGenerator of(DtmfKey key, double amplitude) {
    return new ToneGenerator(key.lowHz(), key.highHz(), amplitude);
  }

  /// Fills the whole frame.
  public void fill(short[] frame) {
    fill(frame, frame.length);
  }

  /// Fills the first `length` samples.
  public void fill(short[] frame, int length) {
    for (int i = 0; i < length; i++) {
      // A second frequency of 0 adds sin(0): nothing.
      double sample = amplitude * (Math.sin(firstPhase) + Math.sin(secondPhase));
      frame[i] = (short) Math.clamp(Math.round(sample), Short.MIN_VALUE, Short.MAX_VALUE);
      firstPhase = (firstPhase + firstStep) % (2 * Math.PI);
      secondPhase = (secondPhase + secondStep) % (2 * Math.PI);
    }
  }
}
