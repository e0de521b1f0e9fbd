package dev.cordboard.simulator;

import dev.cordboard.audio.ToneGenerator;
import dev.cordboard.media.AudioSource;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What a simulated phone says: clips one after the other, else a tone, else what it hears.
///
/// Spoken from the media shard, told what to say from any thread.
final class Mouth implements AudioSource {
  private static final double TONE_AMPLITUDE = 8_000;

  private final Queue<short[]> waiting = new ConcurrentLinkedQueue<>();
  private volatile Optional<ToneGenerator> tone = Optional.empty();
  private volatile Optional<Ear> echoed = Optional.empty();
  private short[] clip = new short[0];
  private int position;

  /// Says these samples after what it says now.
  void say(short[] samples) {
    waiting.add(samples);
  }

  /// Hums a tone from now on whenever it has nothing else to say; 0 is silence.
  void hum(int hz) {
    tone = hz == 0 ? Optional.empty() : Optional.of(ToneGenerator.of(hz, TONE_AMPLITUDE));
  }

  /// Plays back from now on what this ear hears.
  void echo(Ear ear) {
    echoed = Optional.of(ear);
  }

  @Override
  public boolean read(short[] frame) {
    if (position >= clip.length) {
      var next = waiting.poll();
      if (next == null) {
        return readIdle(frame);
      }
      clip = next;
      position = 0;
    }
    for (int i = 0; i < frame.length; i++) {
      frame[i] = position < clip.length ? clip[position++] : 0;
    }
    return true;
  }

  private boolean readIdle(short[] frame) {
    var hummed = tone;
    if (hummed.isPresent()) {
      hummed.get().fill(frame);
      return true;
    }
    var ear = echoed;
    return ear.isPresent() && ear.get().repeat(frame);
  }
}
