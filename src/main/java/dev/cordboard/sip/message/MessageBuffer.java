package dev.cordboard.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing array that a message is written into.
final class MessageBuffer {
  private byte[] bytes;
  private int length;

  MessageBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  void put(HeaderName name) {
    put(name.text());
  }

  void put(byte[] from, int start, int end) {
    ensure(end - start);
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
  }

  void put(String text) {
    int count = text.length();
    ensure(count);
    for (int i = 0; i < count; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        var rest = text.substring(i).getBytes(StandardCharsets.UTF_8);
        put(rest, 0, rest.length);
        return;
      }
      bytes[length++] = (byte) c;
    }
  }

  void put(long number) {
    put(Long.toString(number));
  }

  void endLine() {
    ensure(2);
    bytes[length++] = '\r';
    bytes[length++] = '\n';
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
