package dev.cordboard.sip.message;

import java.util.List;

/// Reads a field value by the form of its header. The result's type follows the form: a list of
/// [Via], a [NameAddr], a list of [NameAddr] (empty for `Contact: *`), a [CSeq], a [Long] or a
/// [String].
final class FieldForms {
  private static final long MAX_SECONDS = 0xffff_ffffL;

  private FieldForms() {}

  static Object read(HeaderName.Form form, FieldReader in) {
    return switch (form) {
      case VIA -> Via.readAll(in);
      case ADDRESS -> address(in);
      case ADDRESSES -> addresses(in);
      case CALL_ID -> callId(in);
      case CSEQ -> CSeq.read(in);
      case MAX_FORWARDS -> number(in, 255);
      case NUMBER -> number(in, MAX_SECONDS);
      case RETRY_AFTER -> retryAfter(in);
      case WARNING -> warning(in);
      case TEXT -> in.text(in.at(), in.end());
    };
  }

  private static NameAddr address(FieldReader in) {
    var address = NameAddr.read(in, false);
    in.expectEnd();
    return address;
  }

  private static List<NameAddr> addresses(FieldReader in) {
    in.skipSpace();
    if (in.skip('*')) {
      in.expectEnd();
      return List.of();
    }
    return NameAddr.readAll(in);
  }

  private static String callId(FieldReader in) {
    in.skipSpace();
    int start = in.at();
    if (in.skipAll(Chars.CALL_ID) == 0) {
      in.fail("empty Call-ID");
    }
    int end = in.at();
    in.expectEnd();
    return in.failed() ? "" : in.text(start, end);
  }

  private static Long number(FieldReader in, long most) {
    in.skipSpace();
    long value = in.number(most);
    in.expectEnd();
    return value;
  }

  /// Seconds, then a comment or parameters that nobody routes on.
  private static Long retryAfter(FieldReader in) {
    in.skipSpace();
    return in.number(MAX_SECONDS);
  }

  /// A code of three digits (RFC 3261 §20.43); the rest is for people.
  private static Long warning(FieldReader in) {
    in.skipSpace();
    long code = in.number(999);
    if (code < 100 || !in.skipSpace()) {
      in.fail("not a warning code");
    }
    return code;
  }
}
