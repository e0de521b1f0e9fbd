package dev.cordboard.sip.transaction;

import dev.cordboard.sip.message.CSeq;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request that somebody here has sent.
public final class ClientTransaction extends Transaction {
  /// A request as it goes out.
  record Sent(SipRequest request, Packet packet) {}

  private ClientUser user;
  private @Nullable SipRequest request;
  private Packet packet;
  private @Nullable SipResponse response;
  private @Nullable Hop from;
  private boolean wantsCancel;
  private boolean cancelled;
  private String reason = "";

  ClientTransaction(
      Key key, TransactionLayer layer, Hop hop, Sent sent, ClientUser user, Start start) {
    super(key, layer, hop, start);
    this.request = sent.request();
    this.packet = sent.packet();
    this.user = user;
  }

  /// Cancels an INVITE: at once when a provisional response has come, else after the first one (RFC
  /// 3261 §9.1). Ignored after a final response.
  ///
  /// @param reasonHeader the Reason of the CANCEL, may be empty
  public void cancel(String reasonHeader) {
    if (!wantsCancel) {
      wantsCancel = true;
      reason = reasonHeader;
      cancelIfPossible();
    }
  }

  /// The request as it was sent; empty once the transaction is finished.
  public Optional<SipRequest> request() {
    return Optional.ofNullable(request);
  }

  /// Whether a final response has come, or none will.
  public boolean answered() {
    return state().finished() || state() instanceof InviteClient.Accepted;
  }

  void received(SipResponse answer, Hop source) {
    response = answer;
    from = hop().answeredBy(source);
    input(new Input.Answer(answer.status()));
    response = null;
    if (state() instanceof InviteClient.Accepted) {
      request = null;
      packet = packet.stripped();
    }
    cancelIfPossible();
  }

  /// It could not be sent. A request that was too long for UDP goes over UDP all the same when TCP
  /// does not work (RFC 3261 §18.1.1).
  void undelivered() {
    boolean unheard =
        state() instanceof InviteClient.Calling || state() instanceof NonInviteClient.Trying;
    var first = request;
    if (unheard && first != null && packet.reliable() && !hop().reliable()) {
      var sent = TransactionLayer.sent(hop().requestAsIs(first.toBuilder(), key().branch()));
      request = sent.request();
      packet = sent.packet();
      restart(layer().start(first, false));
    } else {
      input(Input.Plain.UNSENDABLE);
    }
  }

  @Override
  void perform(Action.Plain action) {
    switch (action) {
      case SEND_REQUEST -> packet.send();
      case SEND_ACK -> acknowledge();
      case SEND_CANCEL -> cancel("");
      case PASS_UP -> passUp();
      case TIMED_OUT -> user.gaveUp(408);
      case UNSENDABLE -> user.gaveUp(503);
      case SEND_RESPONSE, SEND_TRYING, SEND_TIMEOUT ->
          throw new IllegalStateException("not for a client: " + action);
    }
  }

  @Override
  void release() {
    request = null;
    packet = packet.stripped();
    user = Unheard.INSTANCE;
  }

  private void passUp() {
    if (response != null && from != null) {
      user.responded(response, from);
    }
  }

  /// The ACK of a refusal (RFC 3261 §17.1.1.3): the first time it takes the place of the request.
  private void acknowledge() {
    if (request != null && response != null) {
      var ack = sibling(request, SipMethod.ACK).to(response.to()).build();
      packet = packet.sibling(ack).stripped();
    }
    packet.send();
  }

  private void cancelIfPossible() {
    if (wantsCancel
        && !cancelled
        && request != null
        && state() instanceof InviteClient.Proceeding) {
      cancelled = true;
      var cancel = sibling(request, SipMethod.CANCEL);
      if (!reason.isEmpty()) {
        cancel.set(HeaderName.REASON, reason);
      }
      var message = cancel.build();
      layer().start(hop(), new Sent(message, packet.sibling(message)), Unheard.INSTANCE);
      input(Input.Plain.CANCEL_SENT);
    }
  }

  /// A request with the same Request-URI, branch and route as this one: ACK and CANCEL.
  private static SipRequest.Builder sibling(SipRequest request, SipMethod method) {
    return SipRequest.builder(method, request.uri())
        .pushVia(request.topVia())
        .maxForwards(70)
        .copy(HeaderName.ROUTE, request)
        .from(request.from())
        .to(request.to())
        .callId(request.callId())
        .cSeq(new CSeq(request.cSeq().number(), method));
  }

  /// Stands where nobody waits: for a CANCEL (the answer to the INVITE tells), and after the end.
  enum Unheard implements ClientUser {
    INSTANCE;

    @Override
    public void responded(SipResponse response, Hop from) {}

    @Override
    public void gaveUp(int status) {}
  }
}
