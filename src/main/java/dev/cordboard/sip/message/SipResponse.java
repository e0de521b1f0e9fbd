package dev.cordboard.sip.message;

/// A SIP response.
public final class SipResponse extends SipMessage {
  private final int status;
  private final String reason;

  SipResponse(int status, String reason, Header[] headers, byte[] bytes, int[] body) {
    super(headers, bytes, body[0], body[1]);
    this.status = status;
    this.reason = reason;
  }

  /// Starts a response without any field; [SipRequest#response] is the usual way.
  public static Builder builder(int status) {
    return new Builder(status);
  }

  public int status() {
    return status;
  }

  /// The reason phrase, which only people read; may be empty.
  public String reason() {
    return reason;
  }

  public boolean isProvisional() {
    return status < 200;
  }

  public boolean isFinal() {
    return status >= 200;
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /// The same response, to be changed.
  public Builder toBuilder() {
    return new Builder(status).reason(reason).copyOf(this);
  }

  @Override
  void writeStartLine(MessageBuffer out) {
    out.put("SIP/2.0 ");
    out.put(status);
    out.put(" ");
    out.put(reason);
    out.endLine();
  }

  @Override
  public String toString() {
    return status + " " + cSeq().text() + " " + callId();
  }

  /// Collects what a response holds.
  public static final class Builder extends MessageBuilder<Builder> {
    private final int status;
    private String reason;

    private Builder(int status) {
      if (status < 100 || status > 699) {
        throw new IllegalArgumentException("not a SIP status: " + status);
      }
      this.status = status;
      this.reason = ReasonPhrases.of(status);
    }

    /// Replaces the standard reason phrase.
    public Builder reason(String phrase) {
      if (Chars.hasControls(phrase)) {
        throw new IllegalArgumentException("control character in a reason phrase");
      }
      this.reason = phrase;
      return this;
    }

    @Override
    Builder self() {
      return this;
    }

    /// The response.
    ///
    /// @throws IllegalArgumentException when a field that every response needs is missing
    public SipResponse build() {
      var body = bodyBytes();
      return new SipResponse(status, reason, headerArray(), body, new int[] {0, body.length});
    }
  }
}
