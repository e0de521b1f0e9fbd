package dev.cordboard.simulator;

import dev.cordboard.audio.G711;
import dev.cordboard.audio.ToneGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;

/// Something a simulated phone can say.
enum Clip {
  /// The word "confirm".
  CONFIRM,
  /// Four seconds of a voicemail's greeting.
  GREETING,
  /// Half a second of 1,000 Hz.
  BEEP;

  private static final int BEEP_HZ = 1_000;
  private static final int BEEP_SAMPLES = 4_000;
  private static final double BEEP_AMPLITUDE = 8_000;

  /// Samples of 8 kHz.
  short[] samples() {
    return switch (this) {
      case CONFIRM -> recorded("/simulator/confirm.ulaw");
      case GREETING -> recorded("/simulator/greeting.ulaw");
      case BEEP -> {
        var samples = new short[BEEP_SAMPLES];
        ToneGenerator.of(BEEP_HZ, BEEP_AMPLITUDE).fill(samples);
        yield samples;
      }
    };
  }

  private static short[] recorded(String resource) {
    try (var stream = Objects.requireNonNull(Clip.class.getResourceAsStream(resource))) {
      var bytes = stream.readAllBytes();
      var samples = new short[bytes.length];
      G711.ULAW.decode(ByteBuffer.wrap(bytes), 0, bytes.length, samples);
      return samples;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
