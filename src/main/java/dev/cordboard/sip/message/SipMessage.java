package dev.cordboard.sip.message;

import dev.cordboard.config.SipLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A request or a response: immutable, its header fields in order, and those that the stack routes
/// on already read.
public abstract sealed class SipMessage permits SipRequest, SipResponse {
  private final Header[] headers;
  private final byte[] bytes;
  private final int bodyStart;
  private final int bodyEnd;

  private final Via topVia;
  private final NameAddr from;
  private final NameAddr to;
  private final String callId;
  private final CSeq cSeq;

  /// @throws IllegalArgumentException when a field that every message needs is missing; only a
  ///   request that is not sent yet may lack a Via
  SipMessage(Header[] headers, byte[] bytes, int bodyStart, int bodyEnd) {
    this.headers = headers;
    this.bytes = bytes;
    this.bodyStart = bodyStart;
    this.bodyEnd = bodyEnd;
    this.topVia = (Via) ((List<?>) required(HeaderName.VIA).typed()).getFirst();
    this.from = (NameAddr) required(HeaderName.FROM).typed();
    this.to = (NameAddr) required(HeaderName.TO).typed();
    this.callId = (String) required(HeaderName.CALL_ID).typed();
    this.cSeq = (CSeq) required(HeaderName.CSEQ).typed();
  }

  /// The hop that the message came from, or the one that a request of ours names as its own.
  public final Via topVia() {
    return topVia;
  }

  /// All hops, topmost first.
  public final List<Via> vias() {
    return list(HeaderName.VIA, Via.class);
  }

  public final NameAddr from() {
    return from;
  }

  public final NameAddr to() {
    return to;
  }

  public final Optional<String> fromTag() {
    return from.tag();
  }

  public final Optional<String> toTag() {
    return to.tag();
  }

  public final String callId() {
    return callId;
  }

  public final CSeq cSeq() {
    return cSeq;
  }

  /// The method of the request, or of the request that this response answers.
  public final SipMethod method() {
    return cSeq.method();
  }

  /// The Contacts; empty for `Contact: *` too, see [#hasWildcardContact].
  public final List<NameAddr> contacts() {
    return list(HeaderName.CONTACT, NameAddr.class);
  }

  /// Whether the message says `Contact: *` (RFC 3261 §10.2.2).
  public final boolean hasWildcardContact() {
    var header = find(HeaderName.CONTACT);
    return header != null && header.value().strip().equals("*");
  }

  public final List<NameAddr> routes() {
    return list(HeaderName.ROUTE, NameAddr.class);
  }

  public final List<NameAddr> recordRoutes() {
    return list(HeaderName.RECORD_ROUTE, NameAddr.class);
  }

  public final OptionalLong maxForwards() {
    return number(HeaderName.MAX_FORWARDS);
  }

  /// The Expires field, in seconds.
  public final OptionalLong expiresSeconds() {
    return number(HeaderName.EXPIRES);
  }

  /// The value of a field that holds one number; empty when the field is absent.
  public final OptionalLong number(HeaderName name) {
    var header = find(name);
    return header != null && header.typed() instanceof Long value
        ? OptionalLong.of(value)
        : OptionalLong.empty();
  }

  /// The option tags of Require.
  public final List<String> require() {
    return tokens(HeaderName.REQUIRE);
  }

  /// The option tags of Supported.
  public final List<String> supported() {
    return tokens(HeaderName.SUPPORTED);
  }

  /// The comma-separated words of all fields of this name.
  public final List<String> tokens(HeaderName name) {
    if (find(name) == null) {
      return List.of();
    }
    var tokens = new ArrayList<String>();
    for (var value : values(name)) {
      for (var token : value.split(",", -1)) {
        if (!token.isBlank()) {
          tokens.add(token.strip());
        }
      }
    }
    return List.copyOf(tokens);
  }

  /// The challenges or credentials of all fields of this name; unreadable ones are left out.
  public final List<AuthField> auth(HeaderName name) {
    return values(name).stream().map(AuthField::parse).flatMap(Optional::stream).toList();
  }

  /// The addresses of a field that nobody routes on (P-Asserted-Identity, Diversion, Refer-To);
  /// unreadable ones are left out.
  public final List<NameAddr> addresses(HeaderName name) {
    var found = new ArrayList<NameAddr>();
    for (var value : values(name)) {
      var in = new FieldReader(value, SipLimits.defaults());
      var addresses = NameAddr.readAll(in);
      if (!in.failed()) {
        found.addAll(addresses);
      }
    }
    return List.copyOf(found);
  }

  /// The media type of the body in lower case, without parameters; empty text when none is told.
  public final String contentType() {
    var value = value(HeaderName.CONTENT_TYPE).orElse("");
    int end = value.indexOf(';');
    return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  /// A copy of the body.
  public final byte[] body() {
    return Arrays.copyOfRange(bytes, bodyStart, bodyEnd);
  }

  public final int bodyLength() {
    return bodyEnd - bodyStart;
  }

  /// All fields in order. Content-Length is what [#toBytes] writes, whatever is here.
  public final List<Header> headers() {
    return List.of(headers);
  }

  /// The value of the first field of this name.
  public final Optional<String> value(HeaderName name) {
    var header = find(name);
    return header == null ? Optional.empty() : Optional.of(header.value());
  }

  /// The value of the first field of this name, in any case or compact form.
  public final Optional<String> value(String name) {
    var kind = HeaderName.of(name);
    if (kind != HeaderName.OTHER) {
      return value(kind);
    }
    for (var header : headers) {
      if (header.is(name)) {
        return Optional.of(header.value());
      }
    }
    return Optional.empty();
  }

  /// The values of all fields of this name, one per field, in order.
  public final List<String> values(HeaderName name) {
    var values = new ArrayList<String>(2);
    for (var header : headers) {
      if (header.kind() == name) {
        values.add(header.value());
      }
    }
    return values;
  }

  public final boolean has(HeaderName name) {
    return find(name) != null;
  }

  /// The message as it goes on the wire.
  public final byte[] toBytes() {
    var out = new MessageBuffer(512 + bodyLength());
    writeStartLine(out);
    for (var header : headers) {
      if (header.kind() != HeaderName.CONTENT_LENGTH) {
        header.writeTo(out);
      }
    }
    out.put("Content-Length: ");
    out.put(bodyLength());
    out.endLine();
    out.endLine();
    out.put(bytes, bodyStart, bodyEnd);
    return out.toBytes();
  }

  /// The fields with another topmost Via; null when that Via shares its field with others.
  final Header @Nullable [] headersWithTopVia(Via via) {
    for (int i = 0; i < headers.length; i++) {
      if (headers[i].kind() == HeaderName.VIA) {
        var changed = headers.clone();
        changed[i] = Header.of(via);
        return ((List<?>) headers[i].typed()).size() == 1 ? changed : null;
      }
    }
    return null;
  }

  final byte[] bytesOfBody() {
    return bytes;
  }

  final int[] bodyRange() {
    return new int[] {bodyStart, bodyEnd};
  }

  abstract void writeStartLine(MessageBuffer out);

  final Header[] headerArray() {
    return headers;
  }

  private <T> List<T> list(HeaderName name, Class<T> type) {
    List<T> all = List.of();
    for (var header : headers) {
      if (header.kind() == name && header.typed() instanceof List<?> values) {
        all = all.isEmpty() ? sure(values) : joined(all, values, type);
      }
    }
    return all;
  }

  /// The form of a header decides the type of its values; see [FieldForms].
  @SuppressWarnings("unchecked")
  private static <T> List<T> sure(List<?> values) {
    return (List<T>) values;
  }

  private static <T> List<T> joined(List<T> some, List<?> more, Class<T> type) {
    var all = new ArrayList<T>(some);
    more.forEach(each -> all.add(type.cast(each)));
    return all;
  }

  final @Nullable Header find(HeaderName name) {
    for (var header : headers) {
      if (header.kind() == name) {
        return header;
      }
    }
    return null;
  }

  private Header required(HeaderName name) {
    var header = find(name);
    if (header == null) {
      throw new IllegalArgumentException("no " + name.text());
    }
    return header;
  }
}
