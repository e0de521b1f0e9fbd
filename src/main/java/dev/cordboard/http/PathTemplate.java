package dev.cordboard.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A route's path, compiled: one part per segment, each a literal or a name with a literal before
/// and after it. Literals match the raw path byte for byte; only the names' values are decoded, so
/// that an encoded slash or colon never changes which route a request takes.
final class PathTemplate {
  private final List<Part> parts;

  PathTemplate(String template) {
    var compiled = new ArrayList<Part>();
    for (var segment : template.substring(1).split("/", -1)) {
      compiled.add(part(segment));
    }
    parts = List.copyOf(compiled);
  }

  /// How many segments a path must have.
  int segments() {
    return parts.size();
  }

  /// How much of the path is spelled out; of two templates that match, the longer one is meant
  /// (`{id}:terminate` before `{id}`).
  int literalLength() {
    return parts.stream().mapToInt(Part::literalLength).sum();
  }

  /// The decoded values of the names, or empty when the path does not match.
  Optional<Map<String, String>> match(List<String> rawSegments) {
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).matches(rawSegments.get(i))) {
        return Optional.empty();
      }
    }
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof Part.Named named) {
        var value = decode(named.value(rawSegments.get(i)));
        if (value.isEmpty()) {
          return Optional.empty();
        }
        values.put(named.name(), value.get());
      }
    }
    return Optional.of(values);
  }

  /// Percent-decodes UTF-8; `+` stays a plus, because raw ids carry it. Empty for a broken escape.
  static Optional<String> decode(String raw) {
    if (raw.indexOf('%') < 0) {
      return Optional.of(raw);
    }
    var bytes = ByteBuffer.allocate(raw.length() * 3);
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '%') {
        bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      } else if (i + 2 < raw.length()
          && HexFormat.isHexDigit(raw.charAt(i + 1))
          && HexFormat.isHexDigit(raw.charAt(i + 2))) {
        bytes.put((byte) HexFormat.fromHexDigits(raw, i + 1, i + 3));
        i += 2;
      } else {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static Part part(String segment) {
    int open = segment.indexOf('{');
    int close = segment.indexOf('}');
    return open < 0
        ? new Part.Literal(segment)
        : new Part.Named(
            segment.substring(0, open),
            segment.substring(open + 1, close),
            segment.substring(close + 1));
  }

  private sealed interface Part {
    boolean matches(String rawSegment);

    int literalLength();

    record Literal(String text) implements Part {
      @Override
      public boolean matches(String rawSegment) {
        return rawSegment.equals(text);
      }

      @Override
      public int literalLength() {
        return text.length();
      }
    }

    record Named(String before, String name, String after) implements Part {
      @Override
      public boolean matches(String rawSegment) {
        return rawSegment.length() > before.length() + after.length()
            && rawSegment.startsWith(before)
            && rawSegment.endsWith(after);
      }

      @Override
      public int literalLength() {
        return before.length() + after.length();
      }

      String value(String rawSegment) {
        return rawSegment.substring(before.length(), rawSegment.length() - after.length());
      }
    }
  }
}
