package dev.cordboard.testkit;

import dev.cordboard.testkit.SipPeer.Message;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/// The phone of a user: it dials with the user's password, answers and hangs up, one call at a
/// time.
public final class UserPhone implements AutoCloseable {
  /// Every one's password.
  public static final String PASSWORD = "s3cret-s3cret";

  private final String user;
  private final SipPeer peer = SipPeer.udp();
  private String domain = "";
  private Message invite = new Message("");
  private Supplier<SipPeer.Draft> bye = () -> peer.request("BYE", "sip:nobody@127.0.0.1");

  /// A phone that calls nobody before [#aim].
  public UserPhone(String user) {
    this.user = user;
  }

  /// Where it is called.
  public String contact() {
    return "sip:" + user + "@127.0.0.1:" + peer.port();
  }

  /// The server it calls, `host:port`.
  public void aim(String server) {
    int colon = server.lastIndexOf(':');
    var port = Integer.parseInt(server.substring(colon + 1));
    peer.aimedAt(new InetSocketAddress(server.substring(0, colon), port));
    domain = "@127.0.0.1:" + port;
  }

  /// Dials a name, a number, a group or a room, and proves who it is.
  public void dial(String name) {
    var uri = "sip:" + name + domain;
    var me = "sip:" + user + domain;
    peer.send(peer.outside("INVITE", uri, me, uri).sdp(SipPeer.sdp(40_000)));
    var proof = SipPeer.credentials(peer.await(401), user, PASSWORD, "INVITE", uri);
    invite =
        peer.send(
            peer.outside("INVITE", uri, me, uri)
                .set("Authorization", proof)
                .sdp(SipPeer.sdp(40_000)));
  }

  /// Waits until the other side answers what it dialled.
  public void awaitAnswered() {
    var answer = peer.await(200);
    peer.send(peer.inside("ACK", invite, answer, 1));
    bye = () -> peer.inside("BYE", invite, answer, 2);
  }

  /// Waits until what it dialled is refused.
  public Message awaitRefused(int status) {
    return peer.await(status);
  }

  /// Takes the call that comes.
  public void answer() {
    var call = peer.await("INVITE");
    var taken = peer.send(peer.response(call, 200, user).sdp(SipPeer.sdp(40_002)));
    bye = () -> peer.insideOf("BYE", call, taken, 2);
  }

  /// Waits for the ACK of its answer.
  public void awaitConfirmed() {
    peer.await("ACK");
  }

  /// Ends the call.
  public void hangUp() {
    peer.send(bye.get());
    peer.await(200);
  }

  /// Waits until the other side ends the call.
  public void awaitHungUp() {
    peer.send(peer.response(peer.await("BYE"), 200, user));
  }

  @Override
  public void close() {
    peer.close();
  }
}
