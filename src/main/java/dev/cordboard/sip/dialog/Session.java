package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.Header;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipMessage;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.refer.ReferListener;
import dev.cordboard.sip.refer.ReferOrder;
import dev.cordboard.sip.transaction.ClientUser;
import dev.cordboard.sip.transaction.Hop;
import dev.cordboard.sip.transaction.Packet;
import dev.cordboard.sip.transaction.ServerTransaction;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The INVITE usage of one dialog, from the INVITE to the BYE (RFC 3261 §12-§15).
///
/// What comes in is sorted by [SessionRequests], offers and answers inside the dialog are
/// [Renegotiation]'s, the session interval is [SessionTimer]'s, transfers are [References]'.
public final class Session {
  static final byte[] NOTHING = {};

  /// How far it has come.
  enum Stage {
    /// No 2xx yet.
    EARLY,
    /// Our 2xx is out, its ACK has not come: no BYE may be sent (§15).
    UNACKNOWLEDGED,
    /// It stands.
    CONFIRMED,
    /// Our BYE is out.
    LEAVING,
    /// Over.
    OVER
  }

  private final DialogLayer layer;
  private final SessionUser user;
  private final PeerRights rights;
  private final Renegotiation renegotiation;
  private final SessionTimer timer;
  private final References references;
  // Written on the SIP loop only; read from anywhere.
  private volatile Dialog dialog;
  private volatile Hop lastSeen;
  private volatile PeerMethods peerMethods = PeerMethods.UNKNOWN;
  private Stage stage = Stage.EARLY;
  private @Nullable SuccessRepeater unacknowledged;
  private @Nullable Packet ack;
  private @Nullable String wantedBye;
  private boolean callIdIsOurs;
  private @Nullable InviteKey invitedBy;
  private Runnable earlyBye = () -> {};

  Session(DialogLayer layer, Dialog dialog, Hop hop, SessionUser user, PeerRights rights) {
    this.layer = layer;
    this.dialog = dialog;
    this.lastSeen = hop;
    this.user = user;
    this.rights = rights;
    this.renegotiation = new Renegotiation(this);
    this.timer = new SessionTimer(this);
    this.references = new References(this);
    layer.add(this);
  }

  /// Its dialog as it is now.
  public Dialog dialog() {
    return dialog;
  }

  /// Where the other side's latest message came from.
  public Hop lastSeen() {
    return lastSeen;
  }

  /// Ends it: BYE, at once or as soon as the ACK of our 2xx has come. Ignored when it is over.
  ///
  /// @param reason a Reason header's value, may be empty
  public void bye(String reason) {
    switch (stage) {
      case EARLY, LEAVING, OVER -> {}
      case UNACKNOWLEDGED -> wantedBye = reason;
      case CONFIRMED -> leave(reason, SessionEnd.ENDED_BY_US);
    }
  }

  /// Offers a new session; the outcome is told to the user. Waits while another offer is under way.
  public void reoffer(byte[] offer) {
    renegotiation.offer(offer);
  }

  /// Asks the other side to call somebody else.
  public void refer(ReferOrder order, ReferListener listener) {
    references.send(order, listener);
  }

  /// Whether the other side says that it takes REFER. Callable from any thread.
  public boolean peerTakesRefer() {
    return peerMethods.refer();
  }

  /// Whether our INVITE began it.
  boolean callIdIsOurs() {
    return callIdIsOurs;
  }

  Session calling() {
    callIdIsOurs = true;
    return this;
  }

  /// Called side: the INVITE that began it.
  void invitedBy(InviteKey invite) {
    invitedBy = invite;
  }

  Optional<InviteKey> invitedBy() {
    return Optional.ofNullable(invitedBy);
  }

  /// Called side: what a BYE means before we have answered (§15: the caller may send it).
  void onEarlyBye(Runnable task) {
    earlyBye = task;
  }

  /// BYE has come, and is answered.
  void byeReceived(String reason) {
    if (stage == Stage.EARLY) {
      // A called side must not send one (§15), so as the calling side this is a stray.
      earlyBye.run();
    } else {
      // Even without the ACK of our 2xx: it is lost or overtaken, but the caller knows the 2xx.
      end(SessionEnd.PEER_HUNG_UP, reason);
    }
  }

  DialogLayer layer() {
    return layer;
  }

  SessionUser user() {
    return user;
  }

  Renegotiation renegotiation() {
    return renegotiation;
  }

  SessionTimer timer() {
    return timer;
  }

  Stage stage() {
    return stage;
  }

  boolean over() {
    return stage == Stage.OVER;
  }

  References references() {
    return references;
  }

  PeerRights rights() {
    return rights;
  }

  boolean peerTakesUpdate() {
    return peerMethods.update();
  }

  PeerMethods peerMethods() {
    return peerMethods;
  }

  /// What was known of the other side before there was this session.
  void peerMethods(PeerMethods known) {
    peerMethods = known;
  }

  /// A request of the other side that is in order: its number counts from now on.
  void heard(SipRequest request, ServerTransaction transaction) {
    dialog = dialog.heard(request);
    lastSeen = transaction.hop();
  }

  /// A message that refreshes the target, and may tell what the other side can do.
  void refreshedBy(SipMessage message, Hop from) {
    dialog = dialog.refreshed(message);
    lastSeen = from;
    peerMethods = peerMethods.heard(message);
  }

  /// Called side: the 2xx of the first INVITE goes out.
  void succeed(SuccessRepeater success) {
    stage = Stage.UNACKNOWLEDGED;
    unacknowledged = success;
  }

  /// Called side: the 2xx of a re-INVITE goes out.
  void succeedAgain(SuccessRepeater success) {
    unacknowledged = success;
  }

  /// Calling side: the ACK of a 2xx to an INVITE of ours goes out; the session stands.
  void acknowledge(long sequence, byte[] answer, Optional<Header> proof) {
    if (stage == Stage.EARLY) {
      stage = Stage.CONFIRMED;
    }
    var request = dialog.request(SipMethod.ACK, sequence);
    proof.ifPresent(request::add);
    if (answer.length > 0) {
      request.body(Capabilities.SDP, answer);
    }
    layer.toward(dialog, lastSeen, hop -> ack = layer.transactions().sendAck(request, hop));
  }

  /// Calling side: the 2xx came again, so the ACK was lost (§13.2.2.4).
  void acknowledgeAgain() {
    if (ack != null) {
      ack.send();
    }
  }

  /// The ACK of a 2xx of ours.
  void acknowledged(SipRequest request) {
    var success = unacknowledged;
    if (success == null || success.sequence() != request.cSeq().number()) {
      return;
    }
    success.stop();
    unacknowledged = null;
    boolean first = stage == Stage.UNACKNOWLEDGED;
    if (first) {
      stage = Stage.CONFIRMED;
    }
    var answer = success.offered() ? sessionOf(request) : NOTHING;
    if (wantedBye != null) {
      leave(wantedBye, SessionEnd.ENDED_BY_US);
    } else if (first) {
      user.answered(answer);
    } else if (success.offered()) {
      user.offerAnswered(answer);
    }
    renegotiation.goOn();
  }

  /// No ACK came in 64*T1: §13.3.1.4 wants a BYE.
  void neverAcknowledged() {
    unacknowledged = null;
    if (stage == Stage.UNACKNOWLEDGED || stage == Stage.CONFIRMED) {
      leave("", wantedBye == null ? SessionEnd.NEVER_ACKNOWLEDGED : SessionEnd.ENDED_BY_US);
    }
  }

  boolean awaitsAck() {
    return unacknowledged != null;
  }

  /// Sends a request inside the dialog; a challenge is answered once, if the leg may (see
  /// [Authorizer]).
  void send(SipMethod method, Consumer<SipRequest.Builder> content, ClientUser sender) {
    var challenged =
        new ChallengedOnce(
            sender,
            response -> rights.authorizer().answer(method, dialog.target(), response),
            proof -> transmit(method, content.andThen(request -> request.add(proof)), sender));
    transmit(method, content, challenged);
  }

  private void transmit(SipMethod method, Consumer<SipRequest.Builder> content, ClientUser sender) {
    dialog = dialog.next();
    var request = dialog.request(method);
    if (!method.equals(SipMethod.BYE)) {
      request.contact(layer.contact(lastSeen));
    }
    content.accept(request);
    layer.toward(dialog, lastSeen, hop -> layer.transactions().send(request, hop, sender));
  }

  /// The other side has ended it, or is gone; tells the user.
  void end(SessionEnd end, String reason) {
    if (forget()) {
      user.ended(end, reason);
    }
  }

  /// BYE because of this.
  void leave(String reason, SessionEnd end) {
    references.leaving();
    stage = Stage.LEAVING;
    quiet();
    send(
        SipMethod.BYE,
        request -> {
          if (!reason.isEmpty()) {
            request.set(HeaderName.REASON, reason);
          }
        },
        new Leaving(this));
    user.ended(end, "");
  }

  /// Ends it without a word to anybody; false when it was over already. The dialog stays as long as
  /// a REFER needs it.
  boolean forget() {
    boolean told = stage == Stage.LEAVING || stage == Stage.OVER;
    stage = Stage.OVER;
    quiet();
    usageOver();
    return !told;
  }

  /// A usage of the dialog is over; with the last one the dialog is (RFC 5057 §4.1).
  void usageOver() {
    if (stage == Stage.OVER && references.idle()) {
      layer.remove(this);
    }
  }

  private void quiet() {
    timer.stop();
    renegotiation.stop();
    if (unacknowledged != null) {
      unacknowledged.stop();
      unacknowledged = null;
    }
  }

  static byte[] sessionOf(SipMessage message) {
    return message.contentType().equals(Capabilities.SDP) ? message.body() : NOTHING;
  }

  /// Whatever the answer to our BYE is, the session is over (§15.1.1).
  private record Leaving(Session session) implements ClientUser {
    @Override
    public void responded(SipResponse response, Hop from) {
      if (response.isFinal()) {
        session.forget();
      }
    }

    @Override
    public void gaveUp(int status) {
      session.forget();
    }
  }
}
