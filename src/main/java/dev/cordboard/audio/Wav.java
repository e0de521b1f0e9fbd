package dev.cordboard.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// WAV files (RIFF): 16-bit or 8-bit PCM, µ-law and A-law, any rate and channels.
public final class Wav {
  private static final int PCM = 1;
  private static final int ALAW = 6;
  private static final int ULAW = 7;
  private static final int EXTENSIBLE = 0xFFFE;
  private static final int HEADER_BYTES = 44;
  private static final int MAX_CHANNELS = 8;

  /// Sound as it was in the file, channels interleaved.
  public record Sound(int sampleRate, int channels, short[] samples) {
    /// The mean of all channels.
    public short[] mono() {
      if (channels == 1) {
        return samples;
      }
      var mixed = new short[samples.length / channels];
      for (int i = 0; i < mixed.length; i++) {
        int sum = 0;
        for (int channel = 0; channel < channels; channel++) {
          sum += samples[i * channels + channel];
        }
        mixed[i] = (short) (sum / channels);
      }
      return mixed;
    }
  }

  /// What became of a file.
  public sealed interface Read {
    /// It holds sound.
    record Played(Sound sound) implements Read {}

    /// It does not, or not in a form that we read.
    record Unreadable(String reason) implements Read {}
  }

  private record Format(int encoding, int channels, int sampleRate, int bits) {}

  private Wav() {}

  /// Reads a file; total. A file that was cut off yields what is there: a `data` chunk may promise
  /// more than it holds.
  public static Read read(byte[] file) {
    var in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < 12 || !tag(in, 0, "RIFF") || !tag(in, 8, "WAVE")) {
      return new Read.Unreadable("not a RIFF WAVE file");
    }
    var format = new Format(0, 0, 0, 0);
    long at = 12;
    while (at + 8 <= file.length) {
      int body = (int) at + 8;
      long promised = Integer.toUnsignedLong(in.getInt((int) at + 4));
      int length = (int) Math.min(promised, file.length - body);
      if (tag(in, (int) at, "fmt ") && length >= 16) {
        format = format(in, body, length);
      } else if (tag(in, (int) at, "data")) {
        return samples(in.slice(body, length).order(ByteOrder.LITTLE_ENDIAN), format);
      }
      at = body + promised + (promised & 1); // Chunks are padded to even length.
    }
    return new Read.Unreadable("no data chunk");
  }

  /// Writes 16-bit PCM.
  public static byte[] write(Sound sound) {
    var format = new Format(PCM, sound.channels(), sound.sampleRate(), 16);
    var file = file(format, sound.samples().length * 2);
    var out = data(file);
    for (short sample : sound.samples()) {
      out.putShort(sample);
    }
    return file;
  }

  /// Writes G.711.
  public static byte[] write(Sound sound, G711 law) {
    int encoding =
        switch (law) {
          case ULAW -> ULAW;
          case ALAW -> ALAW;
        };
    var format = new Format(encoding, sound.channels(), sound.sampleRate(), 8);
    var file = file(format, sound.samples().length);
    law.encode(sound.samples(), sound.samples().length, data(file));
    return file;
  }

  private static Format format(ByteBuffer in, int at, int length) {
    int encoding = Short.toUnsignedInt(in.getShort(at));
    if (encoding == EXTENSIBLE && length >= 26) {
      encoding = Short.toUnsignedInt(in.getShort(at + 24)); // The sub-format's first two bytes.
    }
    return new Format(
        encoding,
        Short.toUnsignedInt(in.getShort(at + 2)),
        in.getInt(at + 4),
        Short.toUnsignedInt(in.getShort(at + 14)));
  }

  private static Read samples(ByteBuffer data, Format format) {
    if (format.channels() < 1
        || format.channels() > MAX_CHANNELS
        || format.sampleRate() < 1000
        || format.sampleRate() > 192_000) {
      return new Read.Unreadable("no usable format: " + format);
    }
    int bytesPerSample = format.bits() / 8;
    boolean known =
        format.encoding() == PCM
            ? bytesPerSample == 1 || bytesPerSample == 2
            : (format.encoding() == ULAW || format.encoding() == ALAW) && bytesPerSample == 1;
    if (!known) {
      return new Read.Unreadable("encoding " + format.encoding() + ", " + format.bits() + " bits");
    }
    int count = data.remaining() / bytesPerSample / format.channels() * format.channels();
    var samples = new short[count];
    for (int i = 0; i < count; i++) {
      samples[i] = sample(data, i, format);
    }
    return new Read.Played(new Sound(format.sampleRate(), format.channels(), samples));
  }

  private static short sample(ByteBuffer data, int index, Format format) {
    if (format.bits() == 16) {
      return data.getShort(2 * index);
    }
    byte octet = data.get(index);
    return switch (format.encoding()) {
      case ULAW -> G711.ULAW.decode(octet);
      case ALAW -> G711.ALAW.decode(octet);
      default -> (short) (((octet & 0xFF) - 128) << 8); // 8-bit PCM is unsigned.
    };
  }

  private static byte[] file(Format format, int dataBytes) {
    int frameBytes = format.channels() * format.bits() / 8;
    var file = new byte[HEADER_BYTES + dataBytes + (dataBytes & 1)];
    var out = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(file.length - 8).put(ascii("WAVEfmt ")).putInt(16);
    out.putShort((short) format.encoding()).putShort((short) format.channels());
    out.putInt(format.sampleRate()).putInt(format.sampleRate() * frameBytes);
    out.putShort((short) frameBytes).putShort((short) format.bits());
    out.put(ascii("data")).putInt(dataBytes);
    return file;
  }

  private static ByteBuffer data(byte[] file) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(HEADER_BYTES);
  }

  private static boolean tag(ByteBuffer in, int at, String expected) {
    for (int i = 0; i < 4; i++) {
      if (in.get(at + i) != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
