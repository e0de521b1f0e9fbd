package dev.cordboard.sip.message;

import dev.cordboard.config.SipLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// An address with an optional display name and header parameters: From, To, Contact, Route.
///
/// @param displayName as a person reads it, without quotes; empty when there is none
/// @param parameters those outside the brackets: they belong to the header, not to the URI
public record NameAddr(String displayName, SipUri uri, Parameters parameters) {
  public NameAddr {
    if (Chars.hasControls(displayName)) {
      throw new IllegalArgumentException("control character in a display name");
    }
  }

  /// Just a URI.
  public static NameAddr of(SipUri uri) {
    return new NameAddr("", uri, Parameters.NONE);
  }

  /// A display name and a URI.
  public static NameAddr of(String displayName, SipUri uri) {
    return new NameAddr(displayName, uri, Parameters.NONE);
  }

  /// Reads one address from text; empty when it is not one.
  public static Optional<NameAddr> parse(String text) {
    var in = new FieldReader(text, SipLimits.defaults());
    var address = read(in, false);
    in.expectEnd();
    return in.failed() ? Optional.empty() : Optional.of(address);
  }

  /// The `tag` of From and To.
  public Optional<String> tag() {
    return parameters.get("tag").filter(tag -> !tag.isEmpty());
  }

  /// The `expires` of a Contact, in seconds (RFC 3261 §10.2.1.1).
  public OptionalLong expiresSeconds() {
    var value = parameters.get("expires").orElse("");
    return value.isEmpty()
            || value.length() > 10
            || !value.chars().allMatch(c -> c >= '0' && c <= '9')
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(value));
  }

  /// With this tag.
  public NameAddr withTag(String tag) {
    return with("tag", tag);
  }

  /// With this header parameter set; an empty value makes it a flag.
  public NameAddr with(String parameter, String value) {
    return new NameAddr(displayName, uri, parameters.with(parameter, value));
  }

  /// The address as it goes on the wire, always with brackets, so that no parameter changes sides.
  public String text() {
    var name = displayName.isEmpty() ? "" : Quoting.quote(displayName) + " ";
    return name + "<" + uri.text() + ">" + parameters.text();
  }

  @Override
  public String toString() {
    return "<" + uri + ">";
  }

  /// Reads a comma-separated list.
  static List<NameAddr> readAll(FieldReader in) {
    var first = read(in, true);
    in.skipSpace();
    if (in.atEnd()) {
      return List.of(first);
    }
    var all = new ArrayList<NameAddr>();
    all.add(first);
    while (in.skip(',')) {
      all.add(read(in, true));
      in.skipSpace();
      if (all.size() > in.limits().addresses()) {
        in.exceed("too many addresses");
      }
    }
    in.expectEnd();
    return List.copyOf(all);
  }

  /// Reads one address. In a list a comma ends an address without brackets; elsewhere a comma in an
  /// unquoted display name is tolerated, because many peers write it (RFC 4475 §3.1.2.15).
  static NameAddr read(FieldReader in, boolean inList) {
    in.skipSpace();
    var displayName = "";
    if (in.peek() == '"') {
      int start = in.at();
      in.skipQuoted();
      displayName = in.failed() ? "" : Quoting.unquote(in.text(start, in.at()));
      in.skipSpace();
    } else {
      int open = openingBracket(in, inList);
      if (open < 0) {
        return readBare(in);
      }
      displayName = in.text(in.at(), open).strip();
      in.moveTo(open);
    }
    in.expect('<');
    int close = in.indexOf('>');
    if (close < 0) {
      in.fail("unclosed angle bracket");
      close = in.end();
    }
    var uri = SipUriReader.read(in, close);
    in.expect('>');
    return new NameAddr(clean(displayName), uri, Parameters.ofHeader(in));
  }

  /// Without brackets, `;` starts header parameters and `?` is forbidden (RFC 3261 §20.10).
  private static NameAddr readBare(FieldReader in) {
    int end = in.at();
    int c = in.byteAt(end);
    while (c > ' ' && c != ';' && c != ',' && c != '?') {
      c = in.byteAt(++end);
    }
    var uri = SipUriReader.read(in, Math.min(end, in.end()));
    return new NameAddr("", uri, Parameters.ofHeader(in));
  }

  private static int openingBracket(FieldReader in, boolean inList) {
    for (int i = in.at(); i < in.end(); i++) {
      int c = in.byteAt(i);
      if (c == '<') {
        return i;
      }
      if (c == ';' || c == '"' || (inList && c == ',')) {
        return -1;
      }
    }
    return -1;
  }

  private static String clean(String displayName) {
    return Chars.hasControls(displayName) ? displayName.replaceAll("\\p{Cntrl}", "") : displayName;
  }
}
