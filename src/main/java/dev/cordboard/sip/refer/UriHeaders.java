package dev.cordboard.sip.refer;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The headers of a SIP URI, `?name=value&name=value`, with their escapes (RFC 3261 §19.1.1).
final class UriHeaders {
  /// What may stand unescaped in a name or value: unreserved and hnv-unreserved, without `+` and
  /// what else some reader may take for something of its own.
  private static final String PLAIN = "-_.!~*'()";

  /// What a header may be called (token, RFC 3261 §25.1).
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,256}");

  private UriHeaders() {}

  /// One header, its escapes undone.
  record Field(String name, String value) {
    boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  /// All of them, in order; empty when one has a name that no header can have, is no UTF-8, or
  /// holds a control character, which could start a header of its own in a message of ours.
  ///
  /// @param text what follows after the `?`; its escapes are whole, as [SipUri] has checked
  static Optional<List<Field>> read(String text) {
    var fields = new ArrayList<Field>();
    if (text.isEmpty()) {
      return Optional.of(fields);
    }
    for (var piece : text.split("&", -1)) {
      int equals = piece.indexOf('=');
      var name = unescape(equals < 0 ? piece : piece.substring(0, equals));
      var value = unescape(equals < 0 ? "" : piece.substring(equals + 1));
      if (name.filter(each -> NAME.matcher(each).matches()).isEmpty() || value.isEmpty()) {
        return Optional.empty();
      }
      fields.add(new Field(name.orElseThrow(), value.get()));
    }
    return Optional.of(fields);
  }

  /// The text of these headers, all that needs it escaped.
  static String text(Map<String, String> headers) {
    var text = new StringBuilder();
    headers.forEach(
        (name, value) -> {
          text.append(text.isEmpty() ? "" : "&");
          escape(name, text);
          text.append('=');
          escape(value, text);
        });
    return text.toString();
  }

  private static Optional<String> unescape(String text) {
    var bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        bytes.put((byte) Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.put((byte) text.charAt(i));
      }
    }
    try {
      var read = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
      return hasControls(read) ? Optional.empty() : Optional.of(read.toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static boolean hasControls(CharBuffer text) {
    return text.chars().anyMatch(c -> c < ' ' || c == 0x7f);
  }

  private static void escape(String plain, StringBuilder to) {
    for (byte b : plain.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && (Character.isLetterOrDigit(b) || PLAIN.indexOf(b) >= 0)) {
        to.append((char) b);
      } else {
        to.append('%').append("%02X".formatted(b & 0xff));
      }
    }
  }
}
