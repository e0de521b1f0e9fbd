package dev.cordboard.journal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// Writes the primitives of an entry: numbers take as many bytes as they need, texts are UTF-8
/// behind their length.
final class EntryWriter {
  private byte[] bytes = new byte[256];
  private int length;

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  void tag(int tag) {
    room(1);
    bytes[length++] = (byte) tag;
  }

  void flag(boolean value) {
    tag(value ? 1 : 0);
  }

  /// Seven bits a byte, lowest first, the highest bit tells that more follow. Negative numbers take
  /// ten bytes.
  void number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  void text(String value) {
    var utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    room(utf8.length);
    System.arraycopy(utf8, 0, bytes, length, utf8.length);
    length += utf8.length;
  }

  void text(Optional<String> value) {
    optional(value, EntryWriter::text);
  }

  /// By its name, so that constants may be declared in another order one day.
  void constant(Enum<?> value) {
    text(value.name());
  }

  void instant(Instant value) {
    number(value.getEpochSecond());
    number(value.getNano());
  }

  void duration(Duration value) {
    number(value.getSeconds());
    number(value.getNano());
  }

  <T> void optional(Optional<T> value, BiConsumer<EntryWriter, T> write) {
    flag(value.isPresent());
    value.ifPresent(present -> write.accept(this, present));
  }

  <T> void list(List<T> values, BiConsumer<EntryWriter, T> write) {
    number(values.size());
    values.forEach(value -> write.accept(this, value));
  }

  /// In the order of the keys, so that equal maps give equal bytes.
  void map(Map<String, String> values) {
    number(values.size());
    new TreeMap<>(values)
        .forEach(
            (key, value) -> {
              text(key);
              text(value);
            });
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
