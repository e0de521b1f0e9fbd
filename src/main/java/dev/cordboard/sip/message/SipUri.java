package dev.cordboard.sip.message;

import dev.cordboard.config.SipLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// A `sip:`, `sips:` or `tel:` URI.
///
/// @param scheme lower case: `sip`, `sips` or `tel`
/// @param user the part before `@` as written, escapes and password included; the number of a
///   `tel:`; empty when there is none
/// @param host name, IPv4 address or IPv6 address in brackets, as written; empty for `tel:`
/// @param port -1 when none is written
/// @param parameters what follows after `;`
/// @param headers what follows after `?`, as written and without it; empty when there is none
public record SipUri(
    String scheme, String user, String host, int port, Parameters parameters, String headers) {

  public SipUri {
    boolean tel = scheme.equals("tel");
    if (!tel && !scheme.equals("sip") && !scheme.equals("sips")) {
      throw new IllegalArgumentException("not a SIP scheme: " + scheme);
    }
    if (tel
        ? user.isEmpty() || !host.isEmpty() || !Chars.all(user, Chars.PHONE)
        : !Chars.allOrEscaped(user, Chars.USER) || !isHost(host)) {
      throw new IllegalArgumentException("not a SIP URI");
    }
    if (port < -1 || port > 65_535 || !Chars.allOrEscaped(headers, Chars.URI_HEADER)) {
      throw new IllegalArgumentException("not a SIP URI");
    }
  }

  /// `sip:user@host:port`; what a user part may not hold is escaped. Port -1 writes none.
  public static SipUri of(String user, String host, int port) {
    return new SipUri("sip", escape(user), bracketed(host), port, Parameters.NONE, "");
  }

  /// Reads a URI from text; empty when it is not one.
  public static Optional<SipUri> parse(String text) {
    var in = new FieldReader(text, SipLimits.defaults());
    var uri = SipUriReader.read(in, in.end());
    return in.failed() ? Optional.empty() : Optional.of(uri);
  }

  /// The user part without password and with its escapes undone: what was dialled.
  public String userName() {
    int colon = user.indexOf(':');
    var name = colon < 0 ? user : user.substring(0, colon);
    return name.indexOf('%') < 0 ? name : unescape(name);
  }

  /// The host without the brackets of an IPv6 address.
  public String hostName() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /// The `transport` parameter in lower case.
  public Optional<String> transport() {
    return parameters.get("transport").map(value -> value.toLowerCase(Locale.ROOT));
  }

  /// Whether a router that puts this into Record-Route follows RFC 3261 (loose routing).
  public boolean isLooseRouter() {
    return parameters.has("lr");
  }

  /// With another user part, which is escaped as needed.
  public SipUri withUser(String name) {
    return new SipUri(scheme, escape(name), host, port, parameters, headers);
  }

  /// With this parameter set; an empty value makes it a flag.
  public SipUri with(String parameter, String value) {
    return new SipUri(scheme, user, host, port, parameters.with(parameter, value), headers);
  }

  /// Without any parameter and header: what identifies the resource in most uses.
  public SipUri bare() {
    return new SipUri(scheme, user, host, port, Parameters.NONE, "");
  }

  /// The whole URI as it goes on the wire.
  public String text() {
    var text = new StringBuilder(64).append(scheme).append(':').append(user);
    if (!user.isEmpty() && !host.isEmpty()) {
      text.append('@');
    }
    text.append(host);
    if (port >= 0) {
      text.append(':').append(port);
    }
    text.append(parameters.text());
    if (!headers.isEmpty()) {
      text.append('?').append(headers);
    }
    return text.toString();
  }

  /// The URI without its user part: numbers stay out of logs.
  @Override
  public String toString() {
    return scheme + ":" + (user.isEmpty() ? "" : "…@") + host + (port < 0 ? "" : ":" + port);
  }

  private static String bracketed(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  static boolean isHost(String host) {
    if (host.startsWith("[")) {
      return host.endsWith("]")
          && host.indexOf(':') > 0
          && Chars.all(host.substring(1, host.length() - 1), Chars.IPV6);
    }
    return !host.isEmpty() && Chars.all(host, Chars.HOST);
  }

  private static String escape(String user) {
    if (Chars.all(user, Chars.USER) && user.indexOf(':') < 0) {
      return user;
    }
    var escaped = new StringBuilder(user.length() + 16);
    for (byte b : user.getBytes(StandardCharsets.UTF_8)) {
      if (Chars.is(b, Chars.USER) && b != ':') {
        escaped.append((char) b);
      } else {
        escaped.append('%').append(hex(b >> 4)).append(hex(b));
      }
    }
    return escaped.toString();
  }

  private static char hex(int nibble) {
    return "0123456789ABCDEF".charAt(nibble & 15);
  }

  private static String unescape(String text) {
    var bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        bytes.put((byte) Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.put((byte) text.charAt(i));
      }
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }
}
