package dev.cordboard.sip.message;

import dev.cordboard.config.SipLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/// One reading of one message: lines first, then the fields that the stack routes on, then the
/// body.
///
/// The first fault decides the answer; reading goes on as far as it can, because the answer copies
/// fields that may come later.
final class MessageReader {
  private static final EnumSet<HeaderName> SINGLE =
      EnumSet.of(
          HeaderName.FROM,
          HeaderName.TO,
          HeaderName.CALL_ID,
          HeaderName.CSEQ,
          HeaderName.MAX_FORWARDS,
          HeaderName.EXPIRES,
          HeaderName.CONTENT_LENGTH,
          HeaderName.CONTENT_TYPE);

  private static final HeaderName[] MANDATORY = {
    HeaderName.VIA, HeaderName.FROM, HeaderName.TO, HeaderName.CALL_ID, HeaderName.CSEQ
  };

  private final byte[] bytes;
  private final SipLimits limits;
  private final boolean stream;
  private final FieldReader in;
  private final HeadLines lines;
  private final StartLine startLine;

  private Header[] headers = new Header[20];
  private int count;
  private final EnumSet<HeaderName> seen = EnumSet.noneOf(HeaderName.class);
  private int vias;
  private int addresses;

  private String fault = "";
  private int status;
  private boolean framingLost;

  MessageReader(byte[] bytes, SipLimits limits, boolean stream) {
    this.bytes = bytes;
    this.limits = limits;
    this.stream = stream;
    this.in = new FieldReader(bytes, 0, bytes.length, limits);
    this.lines = new HeadLines(bytes, limits.lineBytes());
    this.startLine = new StartLine(bytes, in);
  }

  Parsed read() {
    if (lines.isKeepAlive()) {
      return new Parsed.KeepAlive();
    }
    readHead();
    if (fault.isEmpty()) {
      checkMandatory();
    }
    int end = fault.isEmpty() ? bodyEnd() : 0;
    return fault.isEmpty() ? message(end) : malformed();
  }

  /// Refuses the message whatever it holds, but reads on to answer it.
  Parsed.Malformed refuse(int answer, String reason) {
    framingLost = true;
    fail(answer, reason);
    readHead();
    return malformed();
  }

  private void fail(int answer, String reason) {
    if (fault.isEmpty()) {
      fault = reason;
      status = answer;
    }
  }

  private void readHead() {
    lines.nextStartLine();
    startLine.read(lines.start(), lines.end());
    takeLineFault();
    if (startLine.status() != 0) {
      fail(startLine.status(), startLine.fault());
    }
    while (lines.next()) {
      if (!takeLineFault()) {
        readField(lines.start(), lines.end());
      }
      if (count > limits.headers()) {
        fail(413, "too many header fields");
        framingLost = true;
        return;
      }
    }
    takeLineFault();
  }

  private boolean takeLineFault() {
    if (lines.fault().isEmpty()) {
      return false;
    }
    fail(lines.isTooLong() ? 413 : 400, lines.fault());
    framingLost = true;
    return true;
  }

  private void readField(int start, int end) {
    in.over(start, end).skipAll(Chars.TOKEN);
    int nameEnd = in.at();
    in.skipSpace();
    if (nameEnd == start || !in.skip(':')) {
      fail(400, "not a header field");
      framingLost = true;
      return;
    }
    in.skipSpace();
    int valueEnd = end;
    while (valueEnd > in.at() && (bytes[valueEnd - 1] == ' ' || bytes[valueEnd - 1] == '\t')) {
      valueEnd--;
    }
    var kind = HeaderName.find(bytes, start, nameEnd);
    var header = new Header(kind, bytes, start, nameEnd, in.at(), valueEnd);
    if (kind.form() != HeaderName.Form.TEXT) {
      header.check(in);
    }
    if (accept(header)) {
      if (count == headers.length) {
        headers = Arrays.copyOf(headers, 2 * count);
      }
      headers[count++] = header;
    }
  }

  /// Counts a field and takes its fault. False leaves the field out of the message.
  private boolean accept(Header header) {
    if (in.failed() && header.kind().form() != HeaderName.Form.TEXT) {
      if (isForeignContact(header)) {
        return false;
      }
      fail(in.isBeyondLimit() ? 413 : 400, header.kind().text() + ": " + in.fault());
      framingLost |= header.kind() == HeaderName.CONTENT_LENGTH;
      return true;
    }
    if (!seen.add(header.kind()) && SINGLE.contains(header.kind())) {
      fail(400, "several " + header.kind().text());
      framingLost |= header.kind() == HeaderName.CONTENT_LENGTH;
    }
    countValues(header);
    return true;
  }

  /// A redirection may offer `mailto:` beside `sip:`; what cannot be dialled is passed over. In a
  /// request a Contact is where we will send to, so it must be one of ours (RFC 4475 §3.3.4).
  private boolean isForeignContact(Header header) {
    return startLine.isResponse()
        && header.kind() == HeaderName.CONTACT
        && in.fault().equals(SipUriReader.UNKNOWN_SCHEME);
  }

  private void countValues(Header header) {
    var form = header.kind().form();
    if (form == HeaderName.Form.VIA) {
      vias += ((List<?>) header.typed()).size();
      if (vias > limits.vias()) {
        fail(413, "too many Vias");
      }
    } else if (form == HeaderName.Form.ADDRESSES) {
      addresses += ((List<?>) header.typed()).size();
      if (addresses > limits.addresses()) {
        fail(413, "too many addresses");
      }
    }
  }

  private void checkMandatory() {
    for (var name : MANDATORY) {
      if (!seen.contains(name)) {
        fail(400, "no " + name.text());
        return;
      }
    }
    if (!startLine.isResponse() && !cSeq().method().equals(startLine.method())) {
      fail(400, "CSeq of another method");
    }
  }

  private CSeq cSeq() {
    return (CSeq) first(HeaderName.CSEQ).typed();
  }

  private Header first(HeaderName name) {
    int i = 0;
    while (headers[i].kind() != name) {
      i++;
    }
    return headers[i];
  }

  /// Where the body ends (RFC 3261 §18.3).
  private int bodyEnd() {
    int rest = bytes.length - lines.bodyStart();
    if (!seen.contains(HeaderName.CONTENT_LENGTH)) {
      if (stream) {
        fail(400, "no Content-Length on a stream");
        framingLost = true;
      }
      return bytes.length;
    }
    long length = (Long) first(HeaderName.CONTENT_LENGTH).typed();
    if (length > rest || (stream && length != rest)) {
      fail(400, "Content-Length does not fit");
      framingLost = true;
      return bytes.length;
    }
    return lines.bodyStart() + (int) length;
  }

  private Parsed message(int bodyEnd) {
    var body = new int[] {lines.bodyStart(), bodyEnd};
    var fields = Arrays.copyOf(headers, count);
    return new Parsed.Message(
        startLine.isResponse()
            ? new SipResponse(startLine.code(), startLine.reason(), fields, bytes, body)
            : new SipRequest(startLine.method(), startLine.uri(), fields, bytes, body));
  }

  private Parsed.Malformed malformed() {
    if (startLine.isResponse() || !startLine.looksLikeSip() || startLine.isAck()) {
      return new Parsed.Malformed(fault, framingLost, Refusal.silence());
    }
    var topVias = List.<Via>of();
    var echo = new ArrayList<Header>();
    boolean answerable = false;
    for (int i = 0; i < count; i++) {
      var header = headers[i];
      switch (header.kind()) {
        case VIA -> {
          topVias = answerable ? topVias : viasOf(header);
          if (answerable || topVias.isEmpty()) {
            echo.add(header);
          }
          answerable = true;
        }
        case FROM, TO, CALL_ID, CSEQ -> {
          if (first(header.kind()) == header) {
            echo.add(header);
          }
        }
        default -> {}
      }
    }
    var refusal = answerable ? new Refusal(status, topVias, echo, tag()) : Refusal.silence();
    return new Parsed.Malformed(fault, framingLost, refusal);
  }

  private List<Via> viasOf(Header header) {
    header.check(in);
    return in.failed()
        ? List.of()
        : ((List<?>) header.typed()).stream().map(Via.class::cast).toList();
  }

  /// The same for each retransmission, because there is no memory of the first (RFC 3261 §8.2.7).
  private String tag() {
    return Integer.toHexString(Arrays.hashCode(bytes));
  }
}
