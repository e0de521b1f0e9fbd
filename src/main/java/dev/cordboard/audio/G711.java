package dev.cordboard.audio;

import java.nio.ByteBuffer;

/// The two laws of G.711 (ITU-T G.711): 16-bit samples to bytes and back, by tables.
@SuppressWarnings("ImmutableEnumChecker") // The tables are written by the constructor only.
public enum G711 {
  /// µ-law: North America and Japan; PCMU.
  ULAW {
    @Override
    int expand(int octet) {
      int code = ~octet & 0xFF;
      int magnitude = ((((code & 0x0F) << 3) + ULAW_BIAS) << ((code & 0x70) >> 4)) - ULAW_BIAS;
      return (code & 0x80) != 0 ? -magnitude : magnitude;
    }

    @Override
    int compress(int sample) {
      int magnitude = Math.min(Math.abs(sample), ULAW_CLIP) + ULAW_BIAS;
      int exponent = 31 - Integer.numberOfLeadingZeros(magnitude) - 7;
      int mantissa = (magnitude >> (exponent + 3)) & 0x0F;
      return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xFF;
    }
  },
  /// A-law: the rest of the world; PCMA.
  ALAW {
    @Override
    int expand(int octet) {
      int code = octet ^ 0x55;
      int exponent = (code & 0x70) >> 4;
      int magnitude = ((code & 0x0F) << 4) + 8;
      if (exponent > 0) {
        magnitude = (magnitude + 0x100) << (exponent - 1);
      }
      return (code & 0x80) != 0 ? magnitude : -magnitude;
    }

    @Override
    int compress(int sample) {
      // One's complement below zero, as the standard's 13-bit code has no -0 (G.711 table 1a).
      int magnitude = sample < 0 ? ~sample : sample;
      int exponent = Math.max(0, 31 - Integer.numberOfLeadingZeros(magnitude | 1) - 7);
      int mantissa = (magnitude >> (exponent == 0 ? 4 : exponent + 3)) & 0x0F;
      return ((sample < 0 ? 0 : 0x80) | (exponent << 4) | mantissa) ^ 0x55;
    }
  };

  private static final int ULAW_BIAS = 0x84;
  private static final int ULAW_CLIP = 32_635;

  private final short[] expanded = new short[256];
  private final byte[] compressed = new byte[65_536];

  G711() {
    for (int octet = 0; octet < expanded.length; octet++) {
      expanded[octet] = (short) expand(octet);
    }
    for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
      compressed[sample & 0xFFFF] = (byte) compress(sample);
    }
  }

  abstract int expand(int octet);

  abstract int compress(int sample);

  /// One byte as a sample.
  public short decode(byte octet) {
    return expanded[octet & 0xFF];
  }

  /// One sample as a byte.
  public byte encode(short sample) {
    return compressed[sample & 0xFFFF];
  }

  /// Decodes `length` bytes of a buffer, from an index of its own, into the start of `samples`.
  public void decode(ByteBuffer from, int at, int length, short[] samples) {
    for (int i = 0; i < length; i++) {
      samples[i] = expanded[from.get(at + i) & 0xFF];
    }
  }

  /// Appends the first `length` samples to a buffer.
  public void encode(short[] samples, int length, ByteBuffer into) {
    for (int i = 0; i < length; i++) {
      into.put(compressed[samples[i] & 0xFFFF]);
    }
  }
}
