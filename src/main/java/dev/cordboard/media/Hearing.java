package dev.cordboard.media;

import dev.cordboard.rtp.Concealment;
import dev.cordboard.rtp.JitterBuffer;

/// What a leg hears as sound: jitter buffer and concealment. Only legs that are mixed have one.
final class Hearing {
  private final JitterBuffer buffer = new JitterBuffer();
  private final Concealment concealment = new Concealment();
  private final short[] frame = new short[JitterBuffer.FRAME_SAMPLES];

  /// Continues what was heard until now, so that the time until the buffer plays is no hole.
  void continueFrom(short[] lastFrame) {
    concealment.good(lastFrame);
  }

  void put(int timestamp, short[] samples, int length) {
    buffer.put(timestamp, samples, length);
  }

  /// The source started over.
  void restart() {
    buffer.reset();
  }

  /// Moves on to the next 20 ms; true when it holds sound.
  boolean next() {
    if (buffer.take(frame)) {
      concealment.good(frame);
      return true;
    }
    return concealment.fill(frame);
  }

  /// The current 20 ms.
  short[] frame() {
    return frame;
  }
}
