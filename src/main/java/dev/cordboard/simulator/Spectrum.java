package dev.cordboard.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which tones a stretch of sound holds: a test asks a simulated phone whom it heard.
final class Spectrum {
  private static final double SAMPLE_RATE = 8_000;
  private static final int MIN_SAMPLES = 1_024;
  private static final int MAX_TONES = 8;
  // A sine of this amplitude is 40 dB below full scale: nobody would call it silence.
  private static final double LEAST_AMPLITUDE = 328;
  private static final double LEAST_SHARE = 0.1;

  private Spectrum() {}

  /// One tone.
  record Tone(int hz, double amplitude) {}

  /// The tones, the loudest first; none in noise, silence or speech too soft to matter.
  static List<Tone> tones(short[] samples) {
    int size = Integer.highestOneBit(Math.min(samples.length, Ear.KEPT_SAMPLES));
    if (size < MIN_SAMPLES) {
      return List.of();
    }
    var magnitudes = magnitudes(samples, samples.length - size, size);
    var tones = new ArrayList<Tone>();
    for (int bin = 2; bin < magnitudes.length - 2; bin++) {
      if (isPeak(magnitudes, bin)) {
        int hz = (int) Math.round(bin * SAMPLE_RATE / size);
        tones.add(new Tone(hz, magnitudes[bin]));
      }
    }
    tones.sort(Comparator.comparingDouble(Tone::amplitude).reversed());
    double least =
        tones.isEmpty() ? 0 : Math.max(LEAST_AMPLITUDE, tones.getFirst().amplitude() * LEAST_SHARE);
    return tones.stream().filter(tone -> tone.amplitude() >= least).limit(MAX_TONES).toList();
  }

  private static boolean isPeak(double[] magnitudes, int bin) {
    return magnitudes[bin] > magnitudes[bin - 1]
        && magnitudes[bin] >= magnitudes[bin + 1]
        && magnitudes[bin] > magnitudes[bin - 2]
        && magnitudes[bin] >= magnitudes[bin + 2];
  }

  /// Amplitudes by frequency bin, through a Hann window so that a tone between two bins does not
  /// smear over all of them.
  private static double[] magnitudes(short[] samples, int from, int size) {
    var real = new double[size];
    var imaginary = new double[size];
    for (int i = 0; i < size; i++) {
      double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / size);
      real[i] = samples[from + i] * window;
    }
    transform(real, imaginary);
    var magnitudes = new double[size / 2];
    for (int bin = 0; bin < magnitudes.length; bin++) {
      // Half of a sine is at the negative frequency, and the window halves what is left.
      magnitudes[bin] = 4 * Math.hypot(real[bin], imaginary[bin]) / size;
    }
    return magnitudes;
  }

  /// The fast Fourier transform (Cooley and Tukey, radix 2), in place.
  private static void transform(double[] real, double[] imaginary) {
    int size = real.length;
    int shift = Integer.numberOfLeadingZeros(size) + 1;
    for (int i = 0; i < size; i++) {
      int j = Integer.reverse(i) >>> shift;
      if (i < j) {
        swap(real, i, j);
        swap(imaginary, i, j);
      }
    }
    for (int half = 1; half < size; half *= 2) {
      for (int k = 0; k < half; k++) {
        double angle = -Math.PI * k / half;
        butterflies(real, imaginary, half, k, new double[] {Math.cos(angle), Math.sin(angle)});
      }
    }
  }

  private static void butterflies(
      double[] real, double[] imaginary, int half, int first, double[] turn) {
    for (int top = first; top < real.length; top += 2 * half) {
      int low = top + half;
      double re = real[low] * turn[0] - imaginary[low] * turn[1];
      double im = real[low] * turn[1] + imaginary[low] * turn[0];
      real[low] = real[top] - re;
      imaginary[low] = imaginary[top] - im;
      real[top] += re;
      imaginary[top] += im;
    }
  }

  private static void swap(double[] values, int i, int j) {
    double kept = values[i];
    values[i] = values[j];
    values[j] = kept;
  }
}
