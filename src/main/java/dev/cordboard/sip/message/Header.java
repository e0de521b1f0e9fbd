package dev.cordboard.sip.message;

import dev.cordboard.config.SipLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One header field. A received one is a slice of its message until somebody asks for more; one of
/// our own holds a checked value. Both are immutable to the outside.
public final class Header {
  private static final byte[] NONE = {};

  private final HeaderName kind;
  private final byte[] raw;
  private final int nameStart;
  private final int nameEnd;
  private final int start;
  private final int end;

  // Both are derived from the slice or from each other; a race computes the same value twice.
  private @Nullable String value;
  private @Nullable Object typed;

  private Header(HeaderName kind, String value, @Nullable Object typed) {
    this.kind = kind;
    this.raw = NONE;
    this.nameStart = 0;
    this.nameEnd = 0;
    this.start = 0;
    this.end = 0;
    this.value = value;
    this.typed = typed;
  }

  private Header(String otherName, String value) {
    this.kind = HeaderName.OTHER;
    this.raw = otherName.getBytes(StandardCharsets.US_ASCII);
    this.nameStart = 0;
    this.nameEnd = raw.length;
    this.start = 0;
    this.end = 0;
    this.value = value;
  }

  Header(HeaderName kind, byte[] raw, int nameStart, int nameEnd, int start, int end) {
    this.kind = kind;
    this.raw = raw;
    this.nameStart = nameStart;
    this.nameEnd = nameEnd;
    this.start = start;
    this.end = end;
  }

  /// A field with a value from an application: CR, LF, NUL and other controls are refused, because
  /// they would let it write fields of its own.
  ///
  /// @throws IllegalArgumentException when the name is no token or the value holds a control
  public static Header of(String name, String value) {
    if (!Chars.isToken(name)) {
      throw new IllegalArgumentException("not a header name");
    }
    var kind = HeaderName.of(name);
    return kind == HeaderName.OTHER ? new Header(name, checked(value)) : of(kind, value);
  }

  /// As [#of(String, String)].
  public static Header of(HeaderName name, String value) {
    if (name == HeaderName.OTHER) {
      throw new IllegalArgumentException("OTHER has no name");
    }
    return new Header(name, checked(value), null);
  }

  static Header of(Via via) {
    return new Header(HeaderName.VIA, via.text(), List.of(via));
  }

  static Header of(CSeq cSeq) {
    return new Header(HeaderName.CSEQ, cSeq.text(), cSeq);
  }

  /// From and To.
  static Header of(HeaderName name, NameAddr address) {
    return new Header(name, address.text(), address);
  }

  /// Contact, Route, Record-Route: one field with all values.
  static Header of(HeaderName name, List<NameAddr> addresses) {
    var text = addresses.stream().map(NameAddr::text).collect(Collectors.joining(", "));
    return new Header(name, text, List.copyOf(addresses));
  }

  private static String checked(String value) {
    if (Chars.hasControls(value)) {
      throw new IllegalArgumentException("control character in a header value");
    }
    return value;
  }

  public HeaderName kind() {
    return kind;
  }

  /// The long form of a known name, else the name as it came.
  public String name() {
    return kind == HeaderName.OTHER ? Chars.text(raw, nameStart, nameEnd) : kind.text();
  }

  /// The value, without the space around it; folds have become spaces.
  public String value() {
    var known = value;
    if (known == null) {
      known = Chars.text(raw, start, end);
      value = known;
    }
    return known;
  }

  boolean is(String otherName) {
    return kind == HeaderName.OTHER && name().equalsIgnoreCase(otherName);
  }

  /// What the value was read as: see [FieldForms].
  Object typed() {
    var known = typed;
    if (known == null) {
      var in = reader();
      known = FieldForms.read(kind.form(), in);
      if (in.failed()) {
        throw new IllegalArgumentException(name() + ": " + in.fault());
      }
      typed = known;
    }
    return known;
  }

  /// Reads the value as its form tells and keeps it, or tells the reader's fault.
  void check(FieldReader in) {
    var read = FieldForms.read(kind.form(), in.over(start, end));
    if (!in.failed()) {
      typed = read;
    }
  }

  void writeTo(MessageBuffer out) {
    if (kind == HeaderName.OTHER) {
      out.put(raw, nameStart, nameEnd);
    } else {
      out.put(kind);
    }
    out.put(": ");
    if (end > start) {
      out.put(raw, start, end);
    } else {
      out.put(value());
    }
    out.endLine();
  }

  private FieldReader reader() {
    return end > start
        ? new FieldReader(raw, start, end, SipLimits.defaults())
        : new FieldReader(value(), SipLimits.defaults());
  }

  @Override
  public String toString() {
    return name();
  }
}
