package dev.cordboard.simulator;

import dev.cordboard.audio.SilenceDetector;
import dev.cordboard.media.AudioSink;
import java.time.Duration;

/// What a simulated phone hears: how much of it was sound, how long it has been silent, and the
/// last second of sound.
///
/// Written from the media shard; read from any thread, which may see a frame too few.
final class Ear implements AudioSink {
  /// The last sound that is kept, in samples: one second, rounded to a power of two.
  static final int KEPT_SAMPLES = 8_192;

  private static final int ECHO_FRAMES = 8;
  private static final int FRAME_MILLIS = 20;

  private final SilenceDetector detector = new SilenceDetector();
  private final short[] kept = new short[KEPT_SAMPLES];
  private final short[][] echo = new short[ECHO_FRAMES][];
  private long written;
  private long repeated;
  private volatile long soundSamples;
  private volatile int silentFrames;

  @Override
  public void write(short[] frame) {
    boolean sound = detector.feed(frame);
    if (sound) {
      keep(frame);
    }
    silentFrames = detector.silentFrames();
    var slot = echo[(int) (written % ECHO_FRAMES)];
    if (slot == null || slot.length != frame.length) {
      // Once for each slot: frames have one size for the whole of a call.
      slot = new short[frame.length];
      echo[(int) (written % ECHO_FRAMES)] = slot;
    }
    System.arraycopy(frame, 0, slot, 0, frame.length);
    written++;
  }

  /// The oldest frame that was not repeated yet, for an echo; on the shard only.
  boolean repeat(short[] frame) {
    if (repeated >= written) {
      return false;
    }
    repeated = Math.max(repeated, written - ECHO_FRAMES);
    var slot = echo[(int) (repeated % ECHO_FRAMES)];
    System.arraycopy(slot, 0, frame, 0, Math.min(slot.length, frame.length));
    repeated++;
    return true;
  }

  /// What a script wants to know.
  PhoneInput.Hearing hearing() {
    return new PhoneInput.Hearing(
        soundSamples > 0, Duration.ofMillis((long) silentFrames * FRAME_MILLIS));
  }

  /// How long it has heard sound, in all.
  Duration heard() {
    return Duration.ofMillis(soundSamples / 8);
  }

  /// The last second of sound, the oldest sample first; shorter when there was less.
  short[] lastSound() {
    long end = soundSamples;
    int length = (int) Math.min(end, KEPT_SAMPLES);
    var samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = kept[(int) ((end - length + i) % KEPT_SAMPLES)];
    }
    return samples;
  }

  private void keep(short[] frame) {
    long at = soundSamples;
    for (short sample : frame) {
      kept[(int) (at++ % KEPT_SAMPLES)] = sample;
    }
    soundSamples = at;
  }
}
