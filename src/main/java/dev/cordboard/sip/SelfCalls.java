package dev.cordboard.sip;

import dev.cordboard.sip.message.Header;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipUri;
import dev.cordboard.sip.message.Via;
import dev.cordboard.sip.transport.OwnAddress;
import dev.cordboard.sip.transport.Protocol;
import dev.cordboard.sip.transport.SipTransport;
import dev.cordboard.sip.transport.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// What this server is called by others, and how it knows its own calls to itself: by a token that
/// never leaves the machine, from its own socket.
final class SelfCalls {
  private static final String HEADER = "X-Cordboard-Self";

  private final SipTransport transport;
  private final String token;
  private final Set<String> names = new HashSet<>();

  /// @param token unguessable, of this run
  /// @param names further host names of this server: the realm, what it advertises
  SelfCalls(SipTransport transport, String token, Set<String> names) {
    this.transport = transport;
    this.token = token;
    names.forEach(name -> this.names.add(name.toLowerCase(Locale.ROOT)));
  }

  /// Where a call to ourselves goes: our own UDP socket.
  Target target() {
    var bound = transport.address(Protocol.UDP);
    var host =
        bound.getAddress().isAnyLocalAddress()
            ? InetAddress.getLoopbackAddress()
            : bound.getAddress();
    return Target.udp(new InetSocketAddress(host, bound.getPort()));
  }

  /// What makes a call recognisable as our own.
  Header proof() {
    return Header.of(HEADER, token);
  }

  /// Whether we have sent this request to ourselves.
  boolean sent(SipRequest request, InetSocketAddress source) {
    return source.equals(target().address())
        && request.value(HEADER).filter(this::isToken).isPresent();
  }

  /// Whether a request of ours came back to us: a Via below the top is our own (RFC 3261 §16.3).
  boolean passedBefore(SipRequest request) {
    var vias = request.vias();
    return vias.size() > 1 && vias.stream().skip(1).anyMatch(this::isOurs);
  }

  /// Whether somebody who calls himself `who`, and us `as`, means to be a user of this server.
  boolean isHome(SipUri who, SipUri as) {
    boolean ourPort = who.port() < 0 || who.port() == port() || who.port() == as.port();
    return ourPort && (who.host().equalsIgnoreCase(as.host()) || isName(who.hostName()));
  }

  private boolean isName(String host) {
    return names.contains(host.toLowerCase(Locale.ROOT))
        || Hops.literal(host)
            .filter(address -> address.equals(transport.address(Protocol.UDP).getAddress()))
            .isPresent();
  }

  private boolean isOurs(Via via) {
    OwnAddress own = transport.own(target());
    boolean host = via.host().equalsIgnoreCase(own.host()) || isName(via.hostName());
    return host && via.port() == own.port();
  }

  private int port() {
    return transport.address(Protocol.UDP).getPort();
  }

  private boolean isToken(String value) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.US_ASCII), token.getBytes(StandardCharsets.US_ASCII));
  }
}
