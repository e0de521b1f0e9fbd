package dev.cordboard.sip;

import dev.cordboard.sip.dialog.Router;
import dev.cordboard.sip.message.SipUri;
import dev.cordboard.sip.message.Via;
import dev.cordboard.sip.transaction.Hop;
import dev.cordboard.sip.transport.Flow;
import dev.cordboard.sip.transport.Protocol;
import dev.cordboard.sip.transport.SipTransport;
import dev.cordboard.sip.transport.Target;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Finds hops: back to where a message came from, and to URIs.
final class Hops implements Router {
  private static final int REMEMBERED = 10_000;

  private final SipTransport transport;
  private final Trunks trunks;
  private final String contactUser;
  private final Map<Long, Boolean> closed = new LinkedHashMap<>();

  /// @param contactUser the user part of our Contacts: this run's token
  Hops(SipTransport transport, Trunks trunks, String contactUser) {
    this.transport = transport;
    this.trunks = trunks;
    this.contactUser = contactUser;
  }

  /// Back to where a message came from.
  ///
  /// @param via the top Via of a request; what it says of its sender and where it really came from
  ///   differ behind a NAT
  TransportHop back(Flow flow, Via via) {
    var source = flow.remote().getAddress();
    return new TransportHop(
        transport, seenBy(flow), Optional.of(flow), !names(via.hostName(), source));
  }

  /// Back to where a response came from.
  TransportHop back(Flow flow) {
    return new TransportHop(transport, seenBy(flow), Optional.of(flow), false);
  }

  TransportHop to(Target target) {
    return new TransportHop(transport, target, Optional.empty(), false);
  }

  /// To wherever a URI leads; empty when nowhere.
  void to(SipUri uri, Consumer<Optional<TransportHop>> found) {
    transport.resolve(uri, targets -> found.accept(targets.stream().findFirst().map(this::to)));
  }

  /// This way as a trunk shall see us.
  TransportHop advertising(TransportHop hop, Trunk trunk) {
    return trunk.advertise().map(host -> to(hop.target().advertising(host))).orElse(hop);
  }

  @Override
  public void toward(SipUri next, Hop lastSeen, Consumer<Hop> found) {
    if (!(lastSeen instanceof TransportHop seen) || useless(next, seen)) {
      found.accept(lastSeen);
    } else {
      transport.resolve(
          next,
          targets ->
              found.accept(targets.isEmpty() ? seen : to(advertised(targets.getFirst(), seen))));
    }
  }

  @Override
  public SipUri contact(Hop hop) {
    return contact(hop, contactUser);
  }

  SipUri contact(Hop hop, String user) {
    if (!(hop instanceof TransportHop known)) {
      throw new IllegalArgumentException("a hop of another transport");
    }
    var own = transport.own(known.target());
    var uri = SipUri.of(user, own.host(), own.port());
    return known.target().protocol() == Protocol.TCP ? uri.with("transport", "tcp") : uri;
  }

  /// This connection is gone.
  void closed(Flow flow) {
    if (flow.connection() != 0) {
      closed.put(flow.connection(), true);
      if (closed.size() > REMEMBERED) {
        closed.remove(closed.keySet().iterator().next());
      }
    }
  }

  boolean open(TransportHop hop) {
    return !closed.containsKey(hop.target().connection());
  }

  /// Whether a URI leads nowhere better than back: a connection that stands is always better (RFC
  /// 5626), and an address behind a NAT is no address.
  private boolean useless(SipUri next, TransportHop seen) {
    if (seen.target().connection() != 0) {
      return open(seen);
    }
    return seen.natted() || unreachable(next, seen.target().address().getAddress());
  }

  private static boolean unreachable(SipUri next, InetAddress source) {
    return literal(next.hostName())
        .filter(address -> isPrivate(address) && !isPrivate(source))
        .isPresent();
  }

  private static boolean isPrivate(InetAddress address) {
    return address.isSiteLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress();
  }

  private Target seenBy(Flow flow) {
    var target = flow.target();
    return trunks
        .of(flow.remote())
        .flatMap(Trunk::advertise)
        .map(target::advertising)
        .orElse(target);
  }

  private static Target advertised(Target target, TransportHop seen) {
    return seen.target().advertise().map(target::advertising).orElse(target);
  }

  private static boolean names(String host, InetAddress address) {
    return literal(host).map(address::equals).orElse(true);
  }

  static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
