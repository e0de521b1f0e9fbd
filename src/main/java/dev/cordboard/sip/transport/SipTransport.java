package dev.cordboard.sip.transport;

import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.message.SipUri;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;

/// Carries messages to and from the network. All methods belong to the SIP loop, except [#address]
/// and [#close].
public interface SipTransport extends AutoCloseable {
  /// Opens the sockets; from now on the receiver is called.
  void start(SipReceiver receiver);

  /// Where the socket of this protocol is bound.
  InetSocketAddress address(Protocol protocol);

  /// What this target shall see as our address in Via and Contact.
  OwnAddress own(Target target);

  /// Where a URI leads. Answers on the loop: at once when its host is an address, later when it is
  /// a name (A and AAAA records only: NAPTR and SRV of RFC 3263 are not looked up yet), with an
  /// empty list when it leads nowhere. Best target first.
  void resolve(SipUri uri, Consumer<List<Target>> found);

  /// Makes a request, which has no Via yet, ready: puts ours with this branch on top, chooses TCP
  /// when it is too long for UDP and the target allows it, and writes it.
  Outgoing request(SipRequest.Builder request, String branch, Target target);

  /// Makes a response ready for the way back (RFC 3261 §18.2.2, RFC 3581).
  ///
  /// @param flow what the request came by
  Outgoing response(SipResponse response, Flow flow);

  /// Sends, or sends again. Never blocks; failure comes as [SipReceiver#undelivered].
  void send(Outgoing outgoing);

  /// Closes the sockets, after what was posted to the loop before; close the loop behind it.
  @Override
  void close();
}
