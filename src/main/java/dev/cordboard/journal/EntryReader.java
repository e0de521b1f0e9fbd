package dev.cordboard.journal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Reads what [EntryWriter] wrote, and never fails while it reads: from the first byte that makes
/// no sense on, everything is zero or empty, and [#fault] tells what was wrong.
final class EntryReader {
  private final byte[] bytes;
  private int position;
  private Optional<String> fault = Optional.empty();

  EntryReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /// What was wrong, bytes left over included.
  Optional<String> fault() {
    if (fault.isEmpty() && position < bytes.length) {
      fail((bytes.length - position) + " bytes too many");
    }
    return fault;
  }

  /// Remembers the first fault and reads no further.
  void fail(String what) {
    if (fault.isEmpty()) {
      fault = Optional.of(what + " at byte " + position);
    }
    position = bytes.length;
  }

  int tag() {
    if (position >= bytes.length) {
      fail("cut short");
      return 0;
    }
    return bytes[position++];
  }

  boolean flag() {
    int tag = tag();
    if (tag != 0 && tag != 1) {
      fail("flag " + tag);
    }
    return tag == 1;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = tag();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    fail("number too long");
    return 0;
  }

  int integer() {
    long value = number();
    if (value != (int) value) {
      fail("number " + value);
      return 0;
    }
    return (int) value;
  }

  String text() {
    int utf8 = size();
    var value = new String(bytes, position, utf8, StandardCharsets.UTF_8);
    position += utf8;
    return value;
  }

  Optional<String> optionalText() {
    return optional(EntryReader::text);
  }

  Instant instant() {
    long seconds = number();
    int nanos = integer();
    if (seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()) {
      fail("instant " + seconds);
      return Instant.EPOCH;
    }
    return isNanos(nanos) ? Instant.ofEpochSecond(seconds, nanos) : Instant.EPOCH;
  }

  Duration duration() {
    long seconds = number();
    int nanos = integer();
    return isNanos(nanos) ? Duration.ofSeconds(seconds, nanos) : Duration.ZERO;
  }

  private boolean isNanos(int nanos) {
    if (nanos < 0 || nanos > 999_999_999) {
      fail("nanoseconds " + nanos);
      return false;
    }
    return true;
  }

  /// One of an enum's constants, by its name.
  <E extends Enum<E>> E constant(E[] constants) {
    var name = text();
    for (var constant : constants) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    fail("constant " + name);
    return constants[0];
  }

  <T> Optional<T> optional(Function<EntryReader, T> read) {
    return flag() ? Optional.of(read.apply(this)) : Optional.empty();
  }

  <T> List<T> list(Function<EntryReader, T> read) {
    int count = size();
    var values = new ArrayList<T>(count);
    for (int i = 0; i < count && fault.isEmpty(); i++) {
      values.add(read.apply(this));
    }
    return values;
  }

  Map<String, String> map() {
    int count = size();
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < count && fault.isEmpty(); i++) {
      values.put(text(), text());
    }
    return values;
  }

  /// A count of things that take at least a byte each: never more than bytes are left.
  private int size() {
    long size = number();
    if (size < 0 || size > bytes.length - position) {
      fail("size " + size);
      return 0;
    }
    return (int) size;
  }
}
