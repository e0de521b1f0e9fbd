package dev.cordboard.sip.message;

/// Reads a URI out of a field value.
final class SipUriReader {
  /// The fault of a URI that is well-formed but neither sip, sips nor tel (RFC 3261 §8.2.2.1).
  static final String UNKNOWN_SCHEME = "unknown URI scheme";

  private static final SipUri NOTHING = new SipUri("sip", "", "invalid", -1, Parameters.NONE, "");

  private SipUriReader() {}

  /// Reads a URI that ends exactly at `end`.
  static SipUri read(FieldReader in, int end) {
    if (end - in.at() > in.limits().uriBytes()) {
      in.exceed("URI too long");
      return NOTHING;
    }
    int fieldEnd = in.narrow(end);
    var scheme = scheme(in);
    var uri = scheme.equals("tel") ? readTel(in) : readSip(in, scheme);
    if (!in.atEnd()) {
      in.fail("unexpected character in a URI");
    }
    in.widen(fieldEnd);
    return in.failed() ? NOTHING : uri;
  }

  private static String scheme(FieldReader in) {
    int start = in.at();
    in.skipAll(Chars.TOKEN);
    int end = in.at();
    if (end == start || !in.skip(':')) {
      in.fail("no URI scheme");
    } else if (in.spells("sip", start, end)) {
      return "sip";
    } else if (in.spells("sips", start, end)) {
      return "sips";
    } else if (in.spells("tel", start, end)) {
      return "tel";
    } else {
      in.fail(UNKNOWN_SCHEME);
    }
    return "sip";
  }

  private static SipUri readTel(FieldReader in) {
    int start = in.at();
    if (in.skipAll(Chars.PHONE) == 0) {
      in.fail("no number in a tel URI");
      return NOTHING;
    }
    var number = in.text(start, in.at());
    var parameters = Parameters.ofUri(in);
    return in.failed() ? NOTHING : new SipUri("tel", number, "", -1, parameters, "");
  }

  private static SipUri readSip(FieldReader in, String scheme) {
    var user = "";
    int at = in.indexOf('@');
    if (at >= 0) {
      int start = in.at();
      in.skipEscaped(Chars.USER);
      user = in.text(start, in.at());
      if (!in.skip('@') || user.isEmpty()) {
        in.fail("user part of a URI");
      }
    }
    var host = host(in);
    int port = in.skip(':') ? (int) in.number(65_535) : -1;
    var parameters = Parameters.ofUri(in);
    var headers = in.skip('?') ? headers(in) : "";
    return in.failed() ? NOTHING : new SipUri(scheme, user, host, port, parameters, headers);
  }

  /// A host name or address; IPv6 comes in brackets (RFC 5118 §4.1).
  static String host(FieldReader in) {
    int start = in.at();
    if (in.skip('[')) {
      in.skipAll(Chars.IPV6);
      in.expect(']');
    } else {
      in.skipAll(Chars.HOST);
    }
    var host = in.failed() ? "" : in.text(start, in.at());
    if (!SipUri.isHost(host)) {
      in.fail("not a host");
    }
    return host;
  }

  private static String headers(FieldReader in) {
    int start = in.at();
    if (in.skipEscaped(Chars.URI_HEADER) == 0) {
      in.fail("empty headers of a URI");
    }
    return in.failed() ? "" : in.text(start, in.at());
  }
}
