package dev.cordboard.sip;

import java.net.InetSocketAddress;
import java.util.Optional;

/// The SIP side of this server: places calls, takes calls, keeps registrations and trunks.
///
/// Every method may be called from any thread.
public interface UserAgent extends AutoCloseable {
  /// Opens the sockets and starts the SIP loop; a port that is taken is an
  /// [java.io.UncheckedIOException].
  void start();

  /// Who takes incoming calls; before this they get 503.
  void listen(IncomingCalls calls);

  /// Places a call; returns at once. What cannot be sent at all is reported to the listener.
  SipLeg invite(OutgoingInvite invite, SipLegListener listener);

  /// The URI of a number at a trunk, as a REFER to that trunk names it; empty when there is no such
  /// trunk, or it takes no calls.
  Optional<String> uriAt(Destination.Trunk trunk);

  /// Ends a leg of an earlier run: BYE inside the dialog that [SipLeg#snapshot] described. Bytes
  /// that are none are ignored and counted.
  void release(byte[] snapshot, HangupReason reason);

  /// Where users can be reached.
  Registrar registrar();

  /// The UDP address that is bound; empty when UDP is off or before [#start].
  Optional<InetSocketAddress> udpAddress();

  /// The TCP address that is bound; empty when TCP is off or before [#start].
  Optional<InetSocketAddress> tcpAddress();

  /// Closes the sockets at once: whoever wants calls to end with BYE hangs them up first.
  @Override
  void close();
}
