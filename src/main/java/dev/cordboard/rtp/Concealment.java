package dev.cordboard.rtp;

import java.util.Arrays;

/// Fills holes in sound: the last good frame again, fading out over five frames.
public final class Concealment {
  private static final int FADE_FRAMES = 5;

  private final short[] last = new short[JitterBuffer.FRAME_SAMPLES];
  private int holes = FADE_FRAMES;

  /// Remembers a frame that came.
  public void good(short[] frame) {
    System.arraycopy(frame, 0, last, 0, last.length);
    holes = 0;
  }

  /// Fills a frame that did not come; false (and silence) when nothing is left to repeat.
  public boolean fill(short[] frame) {
    if (holes >= FADE_FRAMES) {
      Arrays.fill(frame, 0, last.length, (short) 0);
      return false;
    }
    int steps = FADE_FRAMES * last.length;
    int from = steps - holes * last.length;
    for (int i = 0; i < last.length; i++) {
      frame[i] = (short) (last[i] * (from - i) / steps);
    }
    holes++;
    return true;
  }

  /// Forgets the last frame.
  public void reset() {
    holes = FADE_FRAMES;
  }
}
