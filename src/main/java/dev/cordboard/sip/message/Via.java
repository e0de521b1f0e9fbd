package dev.cordboard.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// One hop that a request took: where its response goes back (RFC 3261 §18, §20.42).
///
/// @param transport upper case: `UDP`, `TCP`, `TLS`, …
/// @param host as written; IPv6 in brackets
/// @param port -1 when none is written
public record Via(String transport, String host, int port, Parameters parameters) {
  /// What a branch starts with when its sender follows RFC 3261.
  public static final String MAGIC_COOKIE = "z9hG4bK";

  private static final Via NOTHING = new Via("UDP", "invalid", -1, Parameters.NONE);

  public Via {
    if (!Chars.isToken(transport) || !SipUri.isHost(host) || port < -1 || port > 65_535) {
      throw new IllegalArgumentException("not a Via");
    }
  }

  /// A Via of our own: with branch, and asking for `rport` (RFC 3581 §3).
  public static Via of(String transport, String host, int port, String branch) {
    return new Via(transport, host, port, new Parameters(";rport;branch=" + branch));
  }

  public Optional<String> branch() {
    return parameters.get("branch");
  }

  /// Whether the branch is one of RFC 3261, unique and fit to match a transaction by. The cookie
  /// alone is not (RFC 4475 §3.2.1).
  public boolean hasUniqueBranch() {
    var branch = branch().orElse("");
    return branch.length() > MAGIC_COOKIE.length()
        && branch.regionMatches(true, 0, MAGIC_COOKIE, 0, MAGIC_COOKIE.length());
  }

  /// The address that the next hop saw the request come from, without brackets.
  public Optional<String> received() {
    return parameters.get("received").filter(value -> !value.isEmpty()).map(Via::unbracketed);
  }

  /// The port that the next hop saw; empty when absent or still a bare request for it.
  public OptionalInt rport() {
    var value = parameters.get("rport").orElse("");
    if (value.isEmpty() || value.length() > 5 || !Chars.all(value, Chars.HEX)) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(value));
    } catch (NumberFormatException _) {
      return OptionalInt.empty();
    }
  }

  /// Whether the sender asked for `rport`.
  public boolean asksForRport() {
    return parameters.has("rport");
  }

  /// The host without the brackets of an IPv6 address.
  public String hostName() {
    return unbracketed(host);
  }

  /// `host` or `host:port`.
  public String sentBy() {
    return port < 0 ? host : host + ":" + port;
  }

  /// With what RFC 3261 §18.2.1 and RFC 3581 §4 let a receiver add: `received` when it differs from
  /// the host or `rport` is asked for, and the port when it is asked for.
  public Via receivedFrom(String address, int fromPort) {
    if (asksForRport()) {
      return with("rport", Integer.toString(fromPort)).with("received", address);
    }
    return hostName().equals(address) ? this : with("received", address);
  }

  /// With this parameter set; an empty value makes it a flag.
  public Via with(String parameter, String value) {
    return new Via(transport, host, port, parameters.with(parameter, value));
  }

  /// The value as it goes on the wire.
  public String text() {
    return "SIP/2.0/" + transport + " " + sentBy() + parameters.text();
  }

  @Override
  public String toString() {
    return text();
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /// Reads a comma-separated list.
  static List<Via> readAll(FieldReader in) {
    var first = read(in);
    in.skipSpace();
    if (in.atEnd()) {
      return List.of(first);
    }
    var all = new ArrayList<Via>();
    all.add(first);
    while (in.skip(',')) {
      all.add(read(in));
      in.skipSpace();
      if (all.size() > in.limits().vias()) {
        in.exceed("too many Vias");
      }
    }
    in.expectEnd();
    return List.copyOf(all);
  }

  private static Via read(FieldReader in) {
    in.skipSpace();
    int start = in.at();
    in.skipAll(Chars.TOKEN);
    if (!in.spells("sip", start, in.at())) {
      in.fail("Via of another protocol");
    }
    slash(in);
    start = in.at();
    in.skipAll(Chars.TOKEN);
    if (!in.spells("2.0", start, in.at())) {
      in.fail("Via of another version");
    }
    slash(in);
    var transport = transport(in);
    if (!in.skipSpace()) {
      in.fail("no sent-by in a Via");
    }
    var host = in.failed() ? "" : SipUriReader.host(in);
    in.skipSpace();
    int port = -1;
    if (in.skip(':')) {
      in.skipSpace();
      port = (int) in.number(65_535);
    }
    var parameters = Parameters.ofHeader(in);
    return in.failed() ? NOTHING : new Via(transport, host, port, parameters);
  }

  private static void slash(FieldReader in) {
    in.skipSpace();
    in.expect('/');
    in.skipSpace();
  }

  private static String transport(FieldReader in) {
    int start = in.at();
    in.skipAll(Chars.TOKEN);
    if (in.spells("udp", start, in.at())) {
      return "UDP";
    }
    if (in.spells("tcp", start, in.at())) {
      return "TCP";
    }
    if (in.at() == start) {
      in.fail("no transport in a Via");
    }
    return in.failed() ? "UDP" : in.text(start, in.at()).toUpperCase(Locale.ROOT);
  }
}
