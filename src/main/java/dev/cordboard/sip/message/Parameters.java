package dev.cordboard.sip.message;

import dev.cordboard.config.SipLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The `;name=value` list behind a URI or a header value, in order; names ignore case.
///
/// Kept as one checked string, because most parameters are only passed on: a lookup scans.
///
/// @param text empty, or `;name` and `;name=value` one after the other, without white space
public record Parameters(String text) {
  /// No parameters.
  public static final Parameters NONE = new Parameters("");

  public Parameters {
    if (Chars.hasControls(text) || (!text.isEmpty() && text.charAt(0) != ';')) {
      throw new IllegalArgumentException("not a parameter list");
    }
  }

  /// The value of a parameter as written (without quotes); empty text when it has none.
  public Optional<String> get(String name) {
    int at = find(name);
    if (at < 0) {
      return Optional.empty();
    }
    int end = endOf(at);
    int from = at + 1 + name.length();
    if (from >= end) {
      return Optional.of("");
    }
    return Optional.of(unquoted(text.substring(from + 1, end)));
  }

  /// Whether a parameter of this name is there, with or without a value.
  public boolean has(String name) {
    return find(name) >= 0;
  }

  /// With this parameter set: replaced where it stands, else added at the end. An empty value makes
  /// it a flag.
  public Parameters with(String name, String value) {
    if (!Chars.isToken(name) && !Chars.allOrEscaped(name, Chars.URI_PARAMETER)) {
      throw new IllegalArgumentException("not a parameter name");
    }
    var piece = ";" + name + (value.isEmpty() ? "" : "=" + quotedIfNeeded(value));
    int at = find(name);
    return at < 0
        ? new Parameters(text + piece)
        : new Parameters(text.substring(0, at) + piece + text.substring(endOf(at)));
  }

  /// Without the parameter of this name.
  public Parameters without(String name) {
    int at = find(name);
    return at < 0 ? this : new Parameters(text.substring(0, at) + text.substring(endOf(at)));
  }

  /// The names, in order.
  public List<String> names() {
    var names = new ArrayList<String>();
    for (int at = 0; at < text.length(); at = endOf(at)) {
      int end = at + 1;
      while (end < text.length() && text.charAt(end) != ';' && text.charAt(end) != '=') {
        end++;
      }
      names.add(text.substring(at + 1, end));
    }
    return List.copyOf(names);
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  @Override
  public String toString() {
    return text;
  }

  /// Parameters of a header value: `;` and white space anywhere between the pieces.
  static Parameters ofHeader(FieldReader in) {
    in.skipSpace();
    if (in.peek() != ';') {
      return NONE;
    }
    int start = in.at();
    int end = start;
    boolean spaced = false;
    int count = 0;
    while (in.skip(';') && within(in, ++count)) {
      spaced |= in.skipSpace();
      if (in.skipAll(Chars.TOKEN) == 0) {
        in.fail("expected a parameter name");
      }
      end = in.at();
      boolean behind = in.skipSpace();
      if (in.skip('=')) {
        boolean ahead = in.skipSpace();
        spaced |= behind || ahead;
        skipValue(in);
        end = in.at();
        behind = in.skipSpace();
      }
      spaced |= behind && in.peek() == ';';
    }
    if (in.failed()) {
      return NONE;
    }
    var text = in.text(start, end);
    return new Parameters(spaced ? withoutSpace(text) : text);
  }

  /// Parameters of a URI: no white space, no quotes.
  static Parameters ofUri(FieldReader in) {
    if (in.peek() != ';') {
      return NONE;
    }
    int start = in.at();
    int count = 0;
    while (in.skip(';') && within(in, ++count)) {
      if (in.skipEscaped(Chars.URI_PARAMETER) == 0) {
        in.fail("expected a URI parameter");
      }
      if (in.skip('=')) {
        in.skipEscaped(Chars.URI_PARAMETER);
      }
    }
    return in.failed() ? NONE : new Parameters(in.text(start, in.at()));
  }

  private static boolean within(FieldReader in, int count) {
    if (count > in.limits().parameters()) {
      in.exceed("too many parameters");
    }
    return !in.failed();
  }

  private static void skipValue(FieldReader in) {
    if (in.peek() == '"') {
      in.skipQuoted();
    } else if (in.skipAll(Chars.VALUE) == 0) {
      in.fail("expected a parameter value");
    }
  }

  private static String withoutSpace(String text) {
    var kept = new StringBuilder(text.length());
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\' && i + 1 < text.length()) {
        kept.append(c).append(text.charAt(++i));
      } else if (quoted || (c != ' ' && c != '\t')) {
        quoted ^= c == '"';
        kept.append(c);
      }
    }
    return kept.toString();
  }

  /// Where `;name` starts, or -1.
  private int find(String name) {
    for (int at = 0; at < text.length(); at = endOf(at)) {
      int behind = at + 1 + name.length();
      if (text.regionMatches(true, at + 1, name, 0, name.length())
          && (behind == text.length()
              || text.charAt(behind) == '='
              || text.charAt(behind) == ';')) {
        return at;
      }
    }
    return -1;
  }

  /// Where the parameter that starts at `at` ends: at the next `;` outside quotes.
  private int endOf(int at) {
    boolean quoted = false;
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\') {
        i++;
      } else if (!quoted && c == ';') {
        return i;
      }
    }
    return text.length();
  }

  private static String quotedIfNeeded(String value) {
    return Chars.all(value, Chars.VALUE) ? value : Quoting.quote(value);
  }

  private static String unquoted(String value) {
    return value.startsWith("\"") ? Quoting.unquote(value) : value;
  }

  /// Reads a list from text, for tests and configuration.
  public static Optional<Parameters> parse(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var in = new FieldReader(bytes, 0, bytes.length, SipLimits.defaults());
    var parameters = ofHeader(in);
    in.expectEnd();
    return in.failed() ? Optional.empty() : Optional.of(parameters);
  }
}
