package dev.cordboard.sip.message;

import java.util.ArrayList;
import java.util.List;

/// Collects header fields and a body; every value is checked as it comes in.
///
/// @param <B> the builder itself, for chaining
public abstract sealed class MessageBuilder<B extends MessageBuilder<B>>
    permits SipRequest.Builder, SipResponse.Builder {
  private final List<Header> headers = new ArrayList<>(16);
  private byte[] body = {};

  MessageBuilder() {}

  abstract B self();

  final B copyOf(SipMessage message) {
    headers.addAll(List.of(message.headerArray()));
    body = message.body();
    return self();
  }

  final Header[] headerArray() {
    return headers.toArray(Header[]::new);
  }

  final byte[] bodyBytes() {
    return body;
  }

  /// Puts a Via on top.
  public final B pushVia(Via via) {
    headers.add(0, Header.of(via));
    return self();
  }

  /// Replaces the topmost Via.
  public final B topVia(Via via) {
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).kind() == HeaderName.VIA) {
        replaceVia(i, via);
        return self();
      }
    }
    return pushVia(via);
  }

  private void replaceVia(int at, Via via) {
    var others = new ArrayList<Via>();
    if (headers.get(at).typed() instanceof List<?> vias) {
      vias.stream().skip(1).forEach(other -> others.add((Via) other));
    }
    headers.set(at, Header.of(via));
    for (int i = 0; i < others.size(); i++) {
      headers.add(at + 1 + i, Header.of(others.get(i)));
    }
  }

  public final B from(NameAddr address) {
    return put(Header.of(HeaderName.FROM, address));
  }

  public final B to(NameAddr address) {
    return put(Header.of(HeaderName.TO, address));
  }

  public final B callId(String callId) {
    if (callId.isEmpty() || !Chars.all(callId, Chars.CALL_ID)) {
      throw new IllegalArgumentException("not a Call-ID");
    }
    return put(Header.of(HeaderName.CALL_ID, callId));
  }

  public final B cSeq(CSeq cSeq) {
    return put(Header.of(cSeq));
  }

  public final B maxForwards(int hops) {
    return put(Header.of(HeaderName.MAX_FORWARDS, Integer.toString(hops)));
  }

  public final B contact(NameAddr address) {
    return addresses(HeaderName.CONTACT, List.of(address));
  }

  /// Replaces all fields of the name by one with these values; none when the list is empty.
  public final B addresses(HeaderName name, List<NameAddr> addresses) {
    return addresses.isEmpty() ? without(name) : put(Header.of(name, addresses));
  }

  /// Replaces all fields of the name by this one.
  public final B set(HeaderName name, String value) {
    return put(Header.of(name, value));
  }

  /// Replaces all fields of the name by this one.
  public final B set(String name, String value) {
    without(name);
    return add(name, value);
  }

  /// Adds a field behind the others.
  public final B add(HeaderName name, String value) {
    return add(Header.of(name, value));
  }

  /// Adds a field behind the others.
  public final B add(String name, String value) {
    return add(Header.of(name, value));
  }

  /// Adds a field behind the others, for example one of a received message.
  public final B add(Header header) {
    headers.add(header);
    return self();
  }

  /// Adds all fields of this name that the message has, as they are.
  public final B copy(HeaderName name, SipMessage from) {
    for (var header : from.headerArray()) {
      if (header.kind() == name) {
        headers.add(header);
      }
    }
    return self();
  }

  public final B without(HeaderName name) {
    headers.removeIf(header -> header.kind() == name);
    return self();
  }

  public final B without(String name) {
    var kind = HeaderName.of(name);
    headers.removeIf(header -> kind == HeaderName.OTHER ? header.is(name) : header.kind() == kind);
    return self();
  }

  /// Sets the body and its type.
  public final B body(String contentType, byte[] bytes) {
    body = bytes.clone();
    return put(Header.of(HeaderName.CONTENT_TYPE, contentType));
  }

  /// Leaves no body and no type.
  public final B noBody() {
    body = new byte[0];
    return without(HeaderName.CONTENT_TYPE);
  }

  /// In the place of the first field of the same name, else behind the others.
  private B put(Header header) {
    int at = -1;
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).kind() == header.kind()) {
        at = at < 0 ? i : at;
      }
    }
    if (at < 0) {
      headers.add(header);
    } else {
      headers.set(at, header);
      headers.removeIf(other -> other.kind() == header.kind() && other != header);
    }
    return self();
  }
}
