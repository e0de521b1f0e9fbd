package dev.cordboard.sip;

import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.Parameters;
import dev.cordboard.sip.message.SipUri;
import java.util.List;

/// Where one device of a user can be reached (RFC 3261 §10).
///
/// @param token names this binding in our own [Destination.Contact]; unguessable, so that no device
///   can put itself in another one's place by registering the same address
/// @param contact as the device wrote it
/// @param q its preference, in thousandths
/// @param hop where the REGISTER came from
/// @param path the proxies between (RFC 3327)
record Binding(
    String token,
    SipUri contact,
    int q,
    Registered registered,
    TransportHop hop,
    List<NameAddr> path) {
  private static final String PARAMETER = "cordboard-binding";

  /// The request that made it.
  ///
  /// @param order counts all registrations; larger is newer
  record Registered(String callId, long sequence, long expiresNanos, long order) {}

  Binding {
    path = List.copyOf(path);
  }

  /// What engine calls it.
  String name() {
    return contact.with(PARAMETER, token).text();
  }

  /// The token in such a name; empty when it is a plain URI.
  static String tokenIn(SipUri uri) {
    return uri.parameters().get(PARAMETER).orElse("");
  }

  /// A contact without our own parameter, whoever put it there.
  static SipUri plain(SipUri uri) {
    Parameters parameters = uri.parameters().without(PARAMETER);
    return new SipUri(uri.scheme(), uri.user(), uri.host(), uri.port(), parameters, "");
  }

  /// Where an INVITE goes first: the path's first proxy, else the device.
  SipUri next() {
    return path.isEmpty() ? contact : path.getFirst().uri();
  }

  boolean is(SipUri other) {
    return contact.equals(other);
  }

  long secondsLeft(long nowNanos) {
    return Math.max(0, (registered.expiresNanos() - nowNanos + 500_000_000) / 1_000_000_000);
  }
}
