package dev.cordboard.sip.dialog;

import static dev.cordboard.sip.dialog.Session.NOTHING;

import dev.cordboard.sip.message.CSeq;
import dev.cordboard.sip.message.Header;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.refer.Referral;
import dev.cordboard.sip.transaction.ClientTransaction;
import dev.cordboard.sip.transaction.ClientUser;
import dev.cordboard.sip.transaction.Hop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A call that we place: one INVITE and the set of dialogs that its forks make (RFC 3261 §13.2).
///
/// The first 2xx wins; any further one is acknowledged and ended with BYE (§13.2.2.4).
public final class OutboundInvitation implements ClientUser {
  private final DialogLayer layer;
  private final InviteOrder order;
  private final SessionUser user;
  private final String localTag;
  private final Map<String, Session> branches = new HashMap<>();
  private long sequence;
  private Optional<Header> proof = Optional.empty();
  private @Nullable ClientTransaction transaction;
  private volatile @Nullable Session chosen;
  // What a fork said with its 18x counts until the 2xx says something else.
  private PeerMethods methods = PeerMethods.UNKNOWN;
  private boolean cancelled;
  private boolean over;

  OutboundInvitation(DialogLayer layer, InviteOrder order, SessionUser user) {
    this.layer = layer;
    this.order = order;
    this.user = user;
    this.localTag = layer.newTag();
  }

  /// The session, once a 2xx has come.
  public Optional<Session> session() {
    return Optional.ofNullable(chosen);
  }

  /// Gives up: CANCEL; BYE when a 2xx still waits for our answer. Ignored when it is answered or
  /// refused already.
  ///
  /// @param reason a Reason header's value, may be empty
  public void cancel(String reason) {
    var session = chosen;
    if (session != null) {
      answerInAck(session, NOTHING);
    } else if (!over && !cancelled) {
      cancelled = true;
      if (transaction != null) {
        transaction.cancel(reason);
      }
    }
  }

  void start() {
    transmit(
        new ChallengedOnce(
            this,
            response ->
                order.rights().authorizer().answer(SipMethod.INVITE, order.target(), response),
            this::again));
  }

  private void again(Header answer) {
    proof = Optional.of(answer);
    if (cancelled) {
      fail(487, "Request Terminated", List.of());
    } else {
      transmit(this);
    }
  }

  private void transmit(ClientUser sender) {
    sequence++;
    transaction = layer.transactions().send(request(), order.hop(), sender);
  }

  private SipRequest.Builder request() {
    var request =
        SipRequest.builder(SipMethod.INVITE, order.target())
            .from(order.parties().from().withTag(localTag))
            .to(order.parties().to())
            .callId(order.parties().callId())
            .cSeq(new CSeq(sequence, SipMethod.INVITE))
            .contact(layer.contact(order.hop()));
    Capabilities.describe(request);
    order.headers().forEach(request::add);
    proof.ifPresent(request::add);
    if (order.offer().length > 0) {
      request.body(Capabilities.SDP, order.offer());
    }
    return request;
  }

  @Override
  public void responded(SipResponse response, Hop from) {
    if (response.isSuccess()) {
      succeeded(response, from);
    } else if (response.isProvisional()) {
      progressed(response, from);
    } else {
      fail(
          cancelled ? 487 : response.status(),
          response.reason(),
          response.values(HeaderName.REASON));
    }
  }

  @Override
  public void gaveUp(int status) {
    fail(cancelled ? 487 : status, status == 503 ? "Not sent" : "No response", List.of());
  }

  private void progressed(SipResponse response, Hop from) {
    if (response.status() == 100 || chosen != null || cancelled || over) {
      return;
    }
    methods = methods.heard(response);
    var tag = response.toTag().orElse("");
    if (!tag.isEmpty() && !branches.containsKey(tag) && branches.size() < layer.maxBranches()) {
      branches.put(tag, newSession(response, from, new Fork(tag, user)));
    }
    var session = Session.sessionOf(response);
    if (session.length > 0 && order.offer().length > 0) {
      user.earlyMedia(session);
    } else {
      user.ringing();
    }
  }

  private void succeeded(SipResponse response, Hop from) {
    var tag = response.toTag().orElse("");
    var known = branches.get(tag);
    if (known != null && (known == chosen || known.stage() != Session.Stage.EARLY)) {
      // Its ACK was lost. Before a late answer of ours there is none, and the 2xx will come again.
      known.acknowledgeAgain();
    } else if (chosen == null && !over && !cancelled) {
      choose(tag, response, from);
    } else {
      dismiss(tag, response, from);
    }
  }

  private void choose(String tag, SipResponse response, Hop from) {
    forgetBranches();
    var session = newSession(response, from, user);
    chosen = session;
    branches.put(tag, session);
    session.peerMethods(methods);
    session.refreshedBy(response, from);
    session.timer().agreed(response);
    session.renegotiation().described(order.offer());
    var body = Session.sessionOf(response);
    if (order.offer().length > 0) {
      session.acknowledge(sequence, NOTHING, proof);
      user.answered(body);
    } else {
      user.offered(body, answer -> answerInAck(session, answer));
    }
  }

  /// Delayed offer (§13.2.1): the 2xx carries it, the ACK our answer. Without an answer of ours
  /// there still must be an ACK, and then a BYE.
  private void answerInAck(Session session, byte[] answer) {
    if (session.stage() != Session.Stage.EARLY) {
      return;
    }
    session.renegotiation().described(answer);
    session.acknowledge(sequence, answer, proof);
    if (answer.length == 0) {
      session.bye("");
    } else {
      user.answered(NOTHING);
    }
  }

  /// A 2xx that nobody wants: of a further fork, or one that crossed our CANCEL.
  private void dismiss(String tag, SipResponse response, Hop from) {
    if (branches.size() >= 2 * layer.maxBranches()) {
      layer.strayed(response, from);
      return;
    }
    var early = branches.remove(tag);
    if (early != null) {
      early.forget();
    }
    var session = newSession(response, from, new Fork(tag, user));
    branches.put(tag, session);
    session.acknowledge(sequence, NOTHING, proof);
    session.bye("");
    if (cancelled && chosen == null) {
      fail(487, "Request Terminated", List.of());
    }
  }

  private void fail(int status, String phrase, List<String> reasons) {
    if (!over && chosen == null) {
      over = true;
      transaction = null;
      forgetEarly();
      user.failed(status, phrase, reasons);
    }
  }

  private Session newSession(SipResponse response, Hop from, SessionUser its) {
    var local = order.parties().from().withTag(localTag);
    var dialog = Dialog.calling(local, order.target(), response);
    return new Session(layer, dialog, from, its, order.rights()).calling();
  }

  private void forgetBranches() {
    branches.values().forEach(Session::forget);
    branches.clear();
  }

  private void forgetEarly() {
    branches
        .values()
        .removeIf(session -> session.stage() == Session.Stage.EARLY && session.forget());
  }

  /// A fork that is not, or not yet, the session: what happens on it concerns nobody.
  private record Fork(String tag, SessionUser owner) implements SessionUser {
    @Override
    public void ringing() {}

    @Override
    public void earlyMedia(byte[] session) {}

    @Override
    public void answered(byte[] session) {}

    @Override
    public void failed(int status, String phrase, List<String> reasons) {}

    @Override
    public void ended(SessionEnd end, String reason) {}

    @Override
    public void offered(byte[] offer, Consumer<byte[]> reply) {
      reply.accept(NOTHING);
    }

    @Override
    public void offerWanted(Consumer<byte[]> reply) {
      reply.accept(NOTHING);
    }

    @Override
    public void offerAnswered(byte[] answer) {}

    @Override
    public void digit(char digit) {}

    @Override
    public void referred(Referral referral, Optional<SessionUser> replaced) {
      referral.report(603);
    }
  }
}
