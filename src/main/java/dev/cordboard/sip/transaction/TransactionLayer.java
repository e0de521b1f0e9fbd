package dev.cordboard.sip.transaction;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.Metrics;
import dev.cordboard.config.TransactionSettings;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipMessage;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.message.Via;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All transactions of one SIP loop: finds the one that a message belongs to, or makes one.
///
/// A request without an RFC 3261 branch is told apart by what RFC 2543 had: see [#serverKey].
public final class TransactionLayer {
  private final TransactionSettings settings;
  private final Scheduler scheduler;
  private final IdSource ids;
  private final Timers datagram;
  private final Timers stream;
  private final TransactionUser user;
  private final Refusals refusals;
  private final Map<Transaction.Key, ClientTransaction> clients = new HashMap<>();
  private final Map<Transaction.Key, ServerTransaction> servers = new HashMap<>();
  private final Metrics.Counter strays;
  private final Metrics.Counter overloads;

  /// @param limit how long an INVITE may go without a final response (timer C)
  public TransactionLayer(
      TransactionSettings settings,
      Duration limit,
      Scheduler scheduler,
      IdSource ids,
      Metrics metrics,
      TransactionUser user) {
    this.settings = settings;
    this.scheduler = scheduler;
    this.ids = ids;
    this.user = user;
    this.datagram = Timers.of(settings, limit.toMillis(), false);
    this.stream = Timers.of(settings, limit.toMillis(), true);
    this.refusals = new Refusals(ids.token(16));
    this.strays = metrics.counter("cordboard.sip.stray");
    this.overloads = metrics.counter("cordboard.sip.overload");
    metrics.gauge("cordboard.sip.transactions", this::size);
  }

  /// How many transactions live, finished ones included.
  public int size() {
    return clients.size() + servers.size();
  }

  /// A request that has come, well formed, its top Via completed with `received` and `rport`.
  public void received(SipRequest request, Hop from) {
    var known = servers.get(serverKey(request, transactionMethod(request)));
    if (request.is(SipMethod.ACK)) {
      acknowledged(known, request);
    } else if (known != null) {
      known.input(Input.Plain.AGAIN);
    } else if (request.is(SipMethod.CANCEL)) {
      cancelled(request, from);
    } else {
      begin(request, from);
    }
  }

  /// A response that has come.
  public void received(SipResponse response, Hop from) {
    if (response.vias().size() != 1) {
      // RFC 3261 §8.1.3.3: it was meant for somebody behind us, and there is nobody.
      strays.increment();
      return;
    }
    var branch = response.topVia().branch().orElse("");
    var known = clients.get(new Transaction.Key(branch, "", response.method()));
    if (known != null) {
      known.received(response, from);
    } else if (response.isSuccess() && response.method().equals(SipMethod.INVITE)) {
      user.strayed(response, from);
    } else {
      strays.increment();
    }
  }

  /// Sends a request, which has no Via yet, in a transaction of its own.
  public ClientTransaction send(SipRequest.Builder request, Hop hop, ClientUser sender) {
    return start(hop, sent(hop.request(request, newBranch())), sender);
  }

  /// Sends an ACK of a 2xx, which has no transaction.
  ///
  /// @return for when the 2xx comes again
  public Packet sendAck(SipRequest.Builder ack, Hop hop) {
    var packet = hop.request(ack, newBranch());
    packet.send();
    return packet.stripped();
  }

  /// Sends a request once and forgets it.
  public void sendOnce(SipRequest.Builder request, Hop hop) {
    hop.request(request, newBranch()).send();
  }

  /// A message could not be sent, or its connection broke: its transaction fails (RFC 3261 §18.4).
  public void undelivered(SipMessage message) {
    switch (message) {
      case SipRequest request -> {
        var client = clients.get(clientKey(request));
        if (client != null) {
          client.undelivered();
        }
      }
      case SipResponse response -> {
        var server = servers.get(serverKey(response, response.method()));
        if (server != null) {
          server.input(Input.Plain.UNSENDABLE);
        }
      }
    }
  }

  /// A response to this request with a To tag, the same one for the same request each time.
  public SipResponse.Builder tagged(SipRequest request, int status) {
    return refusals.tagged(request, status);
  }

  Timers timers(boolean reliable) {
    return reliable ? stream : datagram;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  void forget(Transaction over) {
    switch (over) {
      case ClientTransaction client -> clients.remove(client.key());
      case ServerTransaction server -> servers.remove(server.key());
      default -> throw new IllegalStateException("no such transaction");
    }
  }

  ClientTransaction start(Hop hop, ClientTransaction.Sent sent, ClientUser sender) {
    var start = start(sent.request(), sent.packet().reliable());
    var transaction =
        new ClientTransaction(clientKey(sent.request()), this, hop, sent, sender, start);
    clients.put(transaction.key(), transaction);
    transaction.begin(start);
    return transaction;
  }

  Transaction.Start start(SipRequest request, boolean reliable) {
    var timers = timers(reliable);
    return new Transaction.Start(
        timers,
        request.is(SipMethod.INVITE) ? InviteClient.start(timers) : NonInviteClient.start(timers));
  }

  static ClientTransaction.Sent sent(Packet packet) {
    if (packet.message() instanceof SipRequest request) {
      return new ClientTransaction.Sent(request, packet);
    }
    throw new IllegalStateException("a request became a response");
  }

  private void begin(SipRequest request, Hop from) {
    if (full(request) && user.answers(from)) {
      overloads.increment();
      var retryAfter = Long.toString(settings.retryAfter().toSeconds());
      answer(tagged(request, 503).set(HeaderName.RETRY_AFTER, retryAfter).build(), from);
      return;
    }
    switch (user.admit(request, from)) {
      case Admission.Admit(var begin) -> {
        var transaction = create(request, from);
        begin.accept(transaction);
      }
      case Admission.Refuse(var response) -> answer(response, from);
      case Admission.Drop _ -> {}
    }
  }

  private ServerTransaction create(SipRequest request, Hop from) {
    var key = serverKey(request, request.method());
    var timers = timers(from.reliable());
    var step =
        request.is(SipMethod.INVITE) ? InviteServer.start(timers) : NonInviteServer.start(timers);
    var start = new Transaction.Start(timers, step);
    var transaction = new ServerTransaction(key, this, from, request, start);
    servers.put(key, transaction);
    transaction.begin(start);
    return transaction;
  }

  /// Requests inside a dialog have room left when new calls are refused already.
  private boolean full(SipRequest request) {
    int limit = settings.limit();
    return servers.size() >= (request.toTag().isPresent() ? limit + limit / 4 : limit);
  }

  private void acknowledged(@Nullable ServerTransaction known, SipRequest ack) {
    if (known == null || known.state() instanceof InviteServer.Accepted) {
      user.acknowledged(ack);
    } else {
      known.input(Input.Plain.ACK);
    }
  }

  /// RFC 3261 §9.2: a CANCEL is answered whatever becomes of the INVITE that it means.
  private void cancelled(SipRequest cancel, Hop from) {
    var meant = servers.get(serverKey(cancel, SipMethod.INVITE));
    if (meant == null) {
      refuse(cancel, 481, from);
      return;
    }
    create(cancel, from).respond(tagged(cancel, 200).build());
    if (meant.cancellable()) {
      meant.cancelled(cancel);
    }
  }

  private void refuse(SipRequest request, int status, Hop from) {
    if (!request.is(SipMethod.ACK) && user.answers(from)) {
      answer(tagged(request, status).build(), from);
    }
  }

  private static void answer(SipResponse response, Hop from) {
    from.response(response).send();
  }

  private String newBranch() {
    return Via.MAGIC_COOKIE + ids.token(12);
  }

  private static SipMethod transactionMethod(SipRequest request) {
    return request.is(SipMethod.ACK) ? SipMethod.INVITE : request.method();
  }

  private static Transaction.Key clientKey(SipRequest request) {
    return new Transaction.Key(request.topVia().branch().orElse(""), "", request.method());
  }

  /// RFC 3261 §17.2.3: branch and sent-by, or for an RFC 2543 peer the fields that are the same in
  /// a request, its retransmission, its ACK and its CANCEL.
  private static Transaction.Key serverKey(SipMessage message, SipMethod method) {
    var via = message.topVia();
    var branch = via.branch().orElse("");
    var sentBy = via.sentBy().toLowerCase(Locale.ROOT);
    if (via.hasUniqueBranch()) {
      return new Transaction.Key(branch, sentBy, method);
    }
    var old = List.of(message.callId(), message.fromTag().orElse(""), branch);
    return new Transaction.Key(message.cSeq().number() + " " + old, sentBy, method);
  }
}
