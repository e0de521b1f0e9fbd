package dev.cordboard.audio;

import java.util.Arrays;

/// The sum of what several parties say in one frame, from which each hears all but itself.
public final class Mix {
  private final int[] sum;

  /// A mix of frames of this many samples.
  public Mix(int samples) {
    this.sum = new int[samples];
  }

  /// Starts a new frame.
  public void clear() {
    Arrays.fill(sum, 0);
  }

  /// Adds what one party says.
  public void add(short[] frame) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += frame[i];
    }
  }

  /// Writes what everybody says.
  public void all(short[] heard) {
    for (int i = 0; i < sum.length; i++) {
      heard[i] = saturated(sum[i]);
    }
  }

  /// Writes what everybody but this party says; `own` is what it had added.
  public void without(short[] own, short[] heard) {
    for (int i = 0; i < sum.length; i++) {
      heard[i] = saturated(sum[i] - own[i]);
    }
  }

  private static short saturated(int sample) {
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sample));
  }
}
