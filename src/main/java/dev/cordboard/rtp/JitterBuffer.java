package dev.cordboard.rtp;

import java.util.Arrays;

/// Evens out arrival: sound goes in by timestamp, whatever the size of the packets, and comes out
/// in frames of 20 ms.
///
/// Playing starts when two frames are there. A late packet makes the buffer wait one frame longer,
/// five late in a row make it start over (else one stall would make all that follows late for
/// ever); a buffer that stays too full gives up a quiet frame.
public final class JitterBuffer {
  /// Samples of one frame: 20 ms at 8 kHz.
  public static final int FRAME_SAMPLES = 160;

  private static final int RING = 4096;
  private static final int START_DEPTH = 2 * FRAME_SAMPLES;
  private static final int MAX_WAIT_FRAMES = 8;
  private static final int LATE_IN_A_ROW = 5;
  private static final int DRY_FRAMES = 10;
  private static final int WINDOW_FRAMES = 50;
  private static final int PATIENT_WINDOWS = 4;
  private static final int FAR_TOO_MUCH = START_DEPTH + 2 * FRAME_SAMPLES;
  private static final int QUIET = 200;

  /// Marks a sample that did not come; G.711 never yields it.
  private static final short ABSENT = Short.MIN_VALUE;

  private final short[] ring = new short[RING];
  private boolean started;
  private boolean filling;
  private int next;
  private int end;
  private int waits;
  private int waitedFrames;
  private int lateInRow;
  private int dryFrames;
  private int leastLevel;
  private int windowFrames;
  private int fullWindows;

  /// An empty buffer.
  public JitterBuffer() {
    Arrays.fill(ring, ABSENT);
  }

  /// Forgets everything; the next packet starts anew.
  public void reset() {
    Arrays.fill(ring, ABSENT);
    started = false;
    waits = 0;
    waitedFrames = 0;
    lateInRow = 0;
    dryFrames = 0;
    openWindow();
    fullWindows = 0;
  }

  /// Takes the first `length` samples, the first of them at this timestamp.
  public void put(int timestamp, short[] samples, int length) {
    if (length <= 0 || length > RING / 2) {
      return;
    }
    if (!started) {
      start(timestamp);
    }
    int ahead = timestamp - next;
    if (ahead + length <= 0 && ahead > -RING) {
      late(timestamp, ahead + length);
      ahead = timestamp - next;
    }
    if (ahead + length > RING || ahead <= -RING) {
      reset();
      start(timestamp);
      ahead = 0;
    }
    if (ahead + length <= 0) {
      return;
    }
    lateInRow = ahead >= 0 ? 0 : lateInRow;
    for (int i = Math.max(0, -ahead); i < length; i++) {
      ring[(timestamp + i) & (RING - 1)] = samples[i];
    }
    end = timestamp + length - end > 0 ? timestamp + length : end;
  }

  /// Gives the next frame; false when nothing of it has come (the frame is then left alone).
  public boolean take(short[] frame) {
    if (!started || (filling && end - next < START_DEPTH)) {
      return false;
    }
    filling = false;
    if (waits > 0) {
      waits--;
      return false;
    }
    boolean any = copy(frame);
    watchLevel(any, frame);
    return any;
  }

  /// Milliseconds of sound that wait.
  public int waitingMillis() {
    return started ? Math.max(0, end - next) / (FRAME_SAMPLES / 20) : 0;
  }

  private void start(int timestamp) {
    started = true;
    filling = true;
    next = timestamp;
    end = timestamp;
  }

  private void late(int timestamp, int untilNext) {
    if (++lateInRow >= LATE_IN_A_ROW) {
      reset();
      start(timestamp);
    } else if (untilNext > -2 * FRAME_SAMPLES && waits == 0 && waitedFrames < MAX_WAIT_FRAMES) {
      waits = 1;
      waitedFrames++;
    }
  }

  private boolean copy(short[] frame) {
    boolean any = false;
    for (int i = 0; i < FRAME_SAMPLES; i++) {
      int at = (next + i) & (RING - 1);
      short sample = ring[at];
      ring[at] = ABSENT;
      any |= sample != ABSENT;
      frame[i] = sample == ABSENT ? 0 : sample;
    }
    next += FRAME_SAMPLES;
    if (any) {
      dryFrames = 0;
    } else if (++dryFrames >= DRY_FRAMES) {
      reset(); // The sender fell silent: its next packet may come at any time.
    }
    return any;
  }

  /// Measures every second how much always waits; a frame too much is given up when it is quiet, or
  /// after four seconds (the sender's clock runs faster than ours), or at once when it is many.
  private void watchLevel(boolean any, short[] frame) {
    if (!started) {
      return;
    }
    leastLevel = Math.min(leastLevel, end - next);
    if (++windowFrames >= WINDOW_FRAMES) {
      fullWindows = leastLevel >= START_DEPTH ? fullWindows + 1 : 0;
      fullWindows = leastLevel >= FAR_TOO_MUCH ? PATIENT_WINDOWS : fullWindows;
      openWindow();
    }
    if (fullWindows > 0 && any && (isQuiet(frame) || fullWindows >= PATIENT_WINDOWS)) {
      fullWindows = 0;
      waitedFrames = Math.max(0, waitedFrames - 1);
      openWindow();
      copy(frame);
    }
  }

  private void openWindow() {
    windowFrames = 0;
    leastLevel = Integer.MAX_VALUE;
  }

  private static boolean isQuiet(short[] frame) {
    for (short sample : frame) {
      if (sample > QUIET || sample < -QUIET) {
        return false;
      }
    }
    return true;
  }
}
