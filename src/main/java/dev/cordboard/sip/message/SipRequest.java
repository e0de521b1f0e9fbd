package dev.cordboard.sip.message;

/// A SIP request.
public final class SipRequest extends SipMessage {
  private final SipMethod method;
  private final SipUri uri;

  SipRequest(SipMethod method, SipUri uri, Header[] headers, byte[] bytes, int[] body) {
    super(headers, bytes, body[0], body[1]);
    this.method = method;
    this.uri = uri;
  }

  /// Starts a request; From, To, Call-ID and CSeq are needed before it is built. The transport adds
  /// the Via.
  public static Builder builder(SipMethod method, SipUri uri) {
    return new Builder(method, uri);
  }

  /// The Request-URI.
  public SipUri uri() {
    return uri;
  }

  public boolean is(SipMethod wanted) {
    return method.equals(wanted);
  }

  /// The same request with another topmost Via.
  public SipRequest withTopVia(Via via) {
    var changed = headersWithTopVia(via);
    return changed == null
        ? toBuilder().topVia(via).build()
        : new SipRequest(method, uri, changed, bytesOfBody(), bodyRange());
  }

  /// The same request, to be changed.
  public Builder toBuilder() {
    return new Builder(method, uri).copyOf(this);
  }

  /// Starts a response with what RFC 3261 §8.2.6.2 copies: Vias, From, To, Call-ID, CSeq. The tag
  /// of To is the caller's to add.
  public SipResponse.Builder response(int status) {
    var builder = SipResponse.builder(status);
    for (var header : headerArray()) {
      switch (header.kind()) {
        case VIA, FROM, TO, CALL_ID, CSEQ -> builder.add(header);
        case null, default -> {}
      }
    }
    return builder;
  }

  @Override
  void writeStartLine(MessageBuffer out) {
    out.put(method.name());
    out.put(" ");
    out.put(uri.text());
    out.put(" SIP/2.0");
    out.endLine();
  }

  @Override
  public String toString() {
    return method + " " + uri + " " + callId();
  }

  /// Collects what a request holds.
  public static final class Builder extends MessageBuilder<Builder> {
    private final SipMethod method;
    private SipUri uri;

    private Builder(SipMethod method, SipUri uri) {
      this.method = method;
      this.uri = uri;
    }

    /// Replaces the Request-URI.
    public Builder uri(SipUri other) {
      this.uri = other;
      return this;
    }

    @Override
    Builder self() {
      return this;
    }

    /// The request.
    ///
    /// @throws IllegalArgumentException when a field that every request needs is missing
    public SipRequest build() {
      var body = bodyBytes();
      return new SipRequest(method, uri, headerArray(), body, new int[] {0, body.length});
    }
  }
}
