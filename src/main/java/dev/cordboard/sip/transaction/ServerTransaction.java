package dev.cordboard.sip.transaction;

import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import org.jspecify.annotations.Nullable;

/// A request that somebody here answers. Once answered it keeps the bytes of its response and
/// nothing else.
public final class ServerTransaction extends Transaction {
  private @Nullable SipRequest request;
  private @Nullable ServerUser user;
  private @Nullable Packet response;

  ServerTransaction(Key key, TransactionLayer layer, Hop hop, SipRequest request, Start start) {
    super(key, layer, hop, start);
    this.request = request;
  }

  /// Who hears of a CANCEL.
  public void user(ServerUser user) {
    this.user = user;
  }

  /// Sends a response. A 2xx to an INVITE may be sent again (RFC 3261 §13.3.1.4); any other
  /// response after a final one is ignored.
  public void respond(SipResponse answer) {
    if (answered() && !answer.isSuccess()) {
      return;
    }
    response = hop().response(answer);
    input(new Input.Answer(answer.status()));
  }

  /// Sends the 2xx of an INVITE once more.
  public void repeatSuccess() {
    if (state() instanceof InviteServer.Accepted) {
      input(new Input.Answer(200));
    }
  }

  /// Whether a final response was sent, or the transaction is over without one.
  public boolean answered() {
    return state().finished();
  }

  /// Whether this is the INVITE of this key, still to be answered.
  boolean cancellable() {
    return key().method().equals(SipMethod.INVITE) && !answered();
  }

  void cancelled(SipRequest cancel) {
    if (user != null) {
      user.cancelled(cancel);
    }
  }

  @Override
  void perform(Action.Plain action) {
    switch (action) {
      case SEND_RESPONSE -> send();
      case SEND_TRYING -> provisional();
      case SEND_TIMEOUT -> timeout();
      case TIMED_OUT, UNSENDABLE -> lost();
      // The ACK of a 2xx goes to whoever knows the dialog, see TransactionLayer.
      case PASS_UP -> {}
      case SEND_REQUEST, SEND_ACK, SEND_CANCEL ->
          throw new IllegalStateException("not for a server: " + action);
    }
  }

  @Override
  void release() {
    request = null;
    user = null;
    if (response != null) {
      response = response.stripped();
    }
  }

  private void provisional() {
    if (request != null) {
      response = hop().response(request.response(100).build());
      send();
    }
  }

  private void timeout() {
    if (request != null) {
      response = hop().response(layer().tagged(request, 408).build());
      send();
    }
    lost();
  }

  private void send() {
    if (response != null) {
      response.send();
    }
  }

  private void lost() {
    var waiting = user;
    user = null;
    if (waiting != null) {
      waiting.lost();
    }
  }
}
