package dev.cordboard.sip.transport;

import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.message.Via;
import java.net.InetSocketAddress;

/// How messages find their way, whatever carries them: our Via on requests, `received` and `rport`
/// on what comes in, the way back for responses. Pure.
public final class MessageRouting {
  private static final int DEFAULT_PORT = 5060;

  private MessageRouting() {}

  /// A request with our Via on top, over TCP when it exceeds `mtuBytes` and the target allows it.
  ///
  /// @param own our address as the target shall see it
  public static Outgoing request(
      SipRequest.Builder request, String branch, Target target, OwnAddress own, int mtuBytes) {
    var outgoing = withVia(request, branch, target, own);
    boolean tooLong = outgoing.bytes().length > mtuBytes;
    return tooLong && target.protocol() == Protocol.UDP && target.tcpWhenLarge()
        ? withVia(request, branch, Target.tcp(target.address()), own)
        : outgoing;
  }

  private static Outgoing withVia(
      SipRequest.Builder request, String branch, Target target, OwnAddress own) {
    var via = Via.of(target.protocol().name(), own.host(), own.port(), branch);
    var message = request.topVia(via).build();
    return new Outgoing(message, message.toBytes(), target);
  }

  /// A response on its way back.
  ///
  /// @param symmetric whether a UDP response goes to the port that the request came from even when
  ///   its Via does not ask for that (RFC 3581 asks first; phones behind NAT forget to)
  public static Outgoing response(SipResponse response, Flow flow, boolean symmetric) {
    return new Outgoing(response, response.toBytes(), wayBack(response.topVia(), flow, symmetric));
  }

  /// Where an answer to what came by this flow goes. The address is always the packet's source:
  /// `maddr` is not followed, because it would let anybody aim our answers at somebody else.
  public static Target wayBack(Via via, Flow flow, boolean symmetric) {
    if (flow.protocol().isReliable() || symmetric || via.asksForRport()) {
      return flow.target();
    }
    int port = via.port() < 0 ? DEFAULT_PORT : via.port();
    return Target.udp(new InetSocketAddress(flow.remote().getAddress(), port));
  }

  /// The request with what its source address tells (RFC 3261 §18.2.1, RFC 3581 §4).
  public static SipRequest received(SipRequest request, Flow flow) {
    var via = request.topVia();
    var seen = via.receivedFrom(hostOf(flow.remote()), flow.remote().getPort());
    return seen.equals(via) ? request : request.withTopVia(seen);
  }

  /// The address in text form, without brackets and scope.
  public static String hostOf(InetSocketAddress address) {
    var host = address.getAddress().getHostAddress();
    int scope = host.indexOf('%');
    return scope < 0 ? host : host.substring(0, scope);
  }
}
