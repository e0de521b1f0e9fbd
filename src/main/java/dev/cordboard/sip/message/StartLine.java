package dev.cordboard.sip.message;

/// Reads the first line: a request line or a status line (RFC 3261 §7.1, §7.2).
///
/// One space stands between the parts and none behind them: white space there is how a message gets
/// two readings, and RFC 4475 §3.1.2.9 and §3.1.2.10 allow to refuse it.
final class StartLine {
  private final byte[] bytes;
  private final FieldReader in;
  private boolean response;
  private boolean looksLikeSip;
  private SipMethod method = SipMethod.OPTIONS;
  private SipUri uri = new SipUri("sip", "", "invalid", -1, Parameters.NONE, "");
  private int code;
  private String reason = "";
  private int status;
  private String fault = "";

  StartLine(byte[] bytes, FieldReader in) {
    this.bytes = bytes;
    this.in = in;
  }

  /// The status to answer, 0 when the line is sound.
  int status() {
    return status;
  }

  String fault() {
    return fault;
  }

  boolean isResponse() {
    return response;
  }

  /// Whether somebody who speaks SIP may have sent this, so that an answer makes sense.
  boolean looksLikeSip() {
    return looksLikeSip;
  }

  boolean isAck() {
    return method.equals(SipMethod.ACK);
  }

  SipMethod method() {
    return method;
  }

  SipUri uri() {
    return uri;
  }

  int code() {
    return code;
  }

  String reason() {
    return reason;
  }

  void read(int start, int end) {
    in.over(start, end);
    response = startsWithVersion(start, end);
    if (response) {
      readStatusLine(end);
    } else {
      readRequestLine(start, end);
    }
  }

  private boolean startsWithVersion(int start, int end) {
    return end - start >= 4 && in.spells("sip/", start, start + 4);
  }

  private void readStatusLine(int end) {
    looksLikeSip = true;
    int versionEnd = indexOfSpace(in.at(), end);
    if (!in.spells("sip/2.0", in.at(), versionEnd)) {
      fail(400, "version");
      return;
    }
    in.moveTo(Math.min(versionEnd + 1, end));
    int digits = in.at();
    code = (int) in.number(699);
    // The space before an empty reason phrase is often forgotten.
    if (in.failed() || in.at() - digits != 3 || code < 100 || !(in.atEnd() || in.skip(' '))) {
      fail(400, "status code");
      return;
    }
    reason = in.text(in.at(), end);
  }

  private void readRequestLine(int start, int end) {
    int methodEnd = indexOfSpace(start, end);
    int uriEnd = indexOfSpace(methodEnd + 1, end);
    in.skipAll(Chars.TOKEN);
    int lastSpace = lastSpace(end);
    looksLikeSip = in.at() > start && startsWithVersion(lastNonSpace(start, end), end);
    if (in.at() == start || in.at() != methodEnd || methodEnd >= end) {
      fail(400, "method");
      return;
    }
    method = SipMethod.of(bytes, start, methodEnd);
    if (!looksLikeSip || uriEnd >= end || lastSpace != uriEnd) {
      fail(400, "request line");
      return;
    }
    if (!in.spells("sip/2.0", uriEnd + 1, end)) {
      fail(505, "version");
      return;
    }
    readUri(methodEnd + 1, uriEnd);
  }

  private void readUri(int start, int end) {
    uri = SipUriReader.read(in.over(start, end), end);
    if (in.isBeyondLimit()) {
      fail(414, "Request-URI too long");
    } else if (in.failed()) {
      boolean foreign = in.fault().equals(SipUriReader.UNKNOWN_SCHEME);
      fail(foreign ? 416 : 400, "Request-URI: " + in.fault());
    } else if (!uri.headers().isEmpty()) {
      // RFC 3261 §19.1.1 forbids them here; obeying them would let a caller write header fields.
      fail(400, "headers in the Request-URI");
    }
  }

  private int indexOfSpace(int from, int end) {
    int i = Math.min(from, end);
    while (i < end && bytes[i] != ' ') {
      i++;
    }
    return i;
  }

  private int lastSpace(int end) {
    int i = end - 1;
    while (i >= 0 && bytes[i] != ' ') {
      i--;
    }
    return i;
  }

  /// The start of the last word, behind which white space may stand.
  private int lastNonSpace(int start, int end) {
    int i = end;
    while (i > start && bytes[i - 1] == ' ') {
      i--;
    }
    while (i > start && bytes[i - 1] != ' ') {
      i--;
    }
    return i;
  }

  private void fail(int answer, String why) {
    status = answer;
    fault = why;
  }
}
