package dev.cordboard.audio;

/// Tells sound from silence, and how long the silence has lasted, in frames.
public final class SilenceDetector {
  private static final int DEFAULT_THRESHOLD = 200;

  private final int threshold;
  private boolean heardSound;
  private int silentFrames;

  /// A detector with the usual threshold.
  public SilenceDetector() {
    this(DEFAULT_THRESHOLD);
  }

  /// A detector that calls a frame silent when its mean magnitude stays below `threshold`.
  public SilenceDetector(int threshold) {
    this.threshold = threshold;
  }

  /// Listens to a frame; true when it holds sound.
  public boolean feed(short[] frame) {
    boolean sound = level(frame) >= threshold;
    heardSound |= sound;
    silentFrames = sound ? 0 : silentFrames + 1;
    return sound;
  }

  /// Frames of silence in a row, up to now.
  public int silentFrames() {
    return silentFrames;
  }

  /// Whether there has been any sound.
  public boolean heardSound() {
    return heardSound;
  }

  /// Forgets everything.
  public void reset() {
    heardSound = false;
    silentFrames = 0;
  }

  /// The mean magnitude of a frame.
  public static int level(short[] frame) {
    int sum = 0;
    for (short sample : frame) {
      sum += Math.abs(sample);
    }
    return frame.length == 0 ? 0 : sum / frame.length;
  }
}
