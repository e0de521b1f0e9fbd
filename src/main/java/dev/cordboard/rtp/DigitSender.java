package dev.cordboard.rtp;

/// Presses keys one after another, frame by frame: 100 ms each, the end said three times, 60 ms
/// between two.
public final class DigitSender {
  private static final int PRESS_FRAMES = 5;
  private static final int END_REPEATS = 2;
  private static final int PAUSE_FRAMES = 3;
  private static final int CAPACITY = 64;

  private final char[] queue = new char[CAPACITY];
  private int head;
  private int size;
  private int frame;

  /// Queues keys; what is no key or finds no room is skipped.
  public void press(String keys) {
    for (int i = 0; i < keys.length(); i++) {
      char key = Character.toUpperCase(keys.charAt(i));
      if (TelephoneEvent.event(key) >= 0 && size < CAPACITY) {
        queue[(head + size) % CAPACITY] = key;
        size++;
      }
    }
  }

  /// Whether a key is down or waits.
  public boolean isBusy() {
    return size > 0;
  }

  /// The key that this frame belongs to.
  public char key() {
    return queue[head];
  }

  /// Whether the key goes down in this frame.
  public boolean isFirst() {
    return frame == 0;
  }

  /// Whether this frame has the key down or says its end: it carries an event.
  public boolean isEvent() {
    return frame < PRESS_FRAMES;
  }

  /// Whether the key goes up in this frame.
  public boolean isEnd() {
    return frame == PRESS_FRAMES - 1;
  }

  /// How often this frame's packet is sent.
  public int copies() {
    return isEnd() ? 1 + END_REPEATS : 1;
  }

  /// Samples since the key went down, this frame included.
  public int durationSamples() {
    return (frame + 1) * JitterBuffer.FRAME_SAMPLES;
  }

  /// Goes on to the next frame.
  public void advance() {
    if (++frame == PRESS_FRAMES + PAUSE_FRAMES) {
      frame = 0;
      head = (head + 1) % CAPACITY;
      size--;
    }
  }
}
