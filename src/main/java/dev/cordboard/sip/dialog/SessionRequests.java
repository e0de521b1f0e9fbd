package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.refer.Replaces;
import dev.cordboard.sip.transaction.ServerTransaction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// Sorts what the other side of a session asks for inside the dialog (RFC 3261 §12.2.2).
final class SessionRequests {
  private static final Pattern SIGNAL =
      Pattern.compile("(?im)^\\s*(?:signal\\s*=)?\\s*([0-9A-D*#])\\s*$");

  private final DialogLayer layer;

  SessionRequests(DialogLayer layer) {
    this.layer = layer;
  }

  void received(Session session, ServerTransaction transaction, SipRequest request) {
    if (!session.dialog().inOrder(request)) {
      // §12.2.2: an older request that comes late, or the same one by two ways.
      transaction.respond(layer.answers().to(request, 500).build());
      return;
    }
    session.heard(request, transaction);
    if (gone(session, request)) {
      transaction.respond(layer.answers().to(request, 481).build());
      return;
    }
    var refusal =
        Capabilities.refuseExtras(request, layer.answers()).or(() -> refuseReplaces(request));
    if (refusal.isPresent() && !request.is(SipMethod.BYE)) {
      transaction.respond(refusal.get().build());
    } else {
      sort(session, transaction, request);
    }
  }

  /// Whether what the other side asks for has no session any more: it is over, or our BYE crosses
  /// the request. A subscription is another usage of the dialog (RFC 5057).
  private static boolean gone(Session session, SipRequest request) {
    return switch (session.stage()) {
      case EARLY, UNACKNOWLEDGED, CONFIRMED -> false;
      case LEAVING -> !request.is(SipMethod.BYE) && !subscribes(request);
      case OVER -> !subscribes(request);
    };
  }

  private static boolean subscribes(SipRequest request) {
    return request.is(SipMethod.NOTIFY) || request.is(SipMethod.SUBSCRIBE);
  }

  private void sort(Session session, ServerTransaction transaction, SipRequest request) {
    switch (request.method().name()) {
      case "BYE" -> bye(session, transaction, request);
      case "INVITE" -> invite(session, transaction, request);
      case "UPDATE" -> update(session, transaction, request);
      case "INFO" -> digits(session, transaction, request);
      case "REFER" -> session.references().referred(transaction, request);
      case "SUBSCRIBE" -> session.references().subscribed(transaction, request);
      case "NOTIFY" -> session.references().notified(transaction, request);
      case "OPTIONS" ->
          transaction.respond(Capabilities.options(layer.answers().to(request, 200)).build());
      default -> transaction.respond(Capabilities.refuseMethod(request, layer.answers()).build());
    }
  }

  /// Inside a dialog nothing can be replaced (RFC 3891 §3).
  private Optional<SipResponse.Builder> refuseReplaces(SipRequest request) {
    return Replaces.in(request, false) instanceof Replaces.Reading.Malformed(var reason)
        ? Optional.of(layer.answers().to(request, 400).reason(reason))
        : Optional.empty();
  }

  private void bye(Session session, ServerTransaction transaction, SipRequest request) {
    transaction.respond(layer.answers().to(request, 200).build());
    var reason = request.value(HeaderName.REASON).orElse("");
    session.byeReceived(reason);
  }

  private void invite(Session session, ServerTransaction transaction, SipRequest request) {
    if (!shortInterval(transaction, request)) {
      session.renegotiation().requested(transaction, request);
    }
  }

  private void update(Session session, ServerTransaction transaction, SipRequest request) {
    if (shortInterval(transaction, request)) {
      return;
    }
    if (request.bodyLength() > 0) {
      session.renegotiation().requested(transaction, request);
    } else {
      session.refreshedBy(request, transaction.hop());
      var response = layer.success(request, transaction.hop());
      session.timer().accept(request, response);
      transaction.respond(response.build());
    }
  }

  private boolean shortInterval(ServerTransaction transaction, SipRequest request) {
    var refusal = layer.refuseInterval(request);
    refusal.ifPresent(response -> transaction.respond(response.build()));
    return refusal.isPresent();
  }

  /// INFO (RFC 6086 §4.2.2): digits as old phones send them; an empty one asks whether we are
  /// alive.
  private void digits(Session session, ServerTransaction transaction, SipRequest request) {
    var type = request.contentType();
    boolean relay = type.equals("application/dtmf-relay") || type.equals("application/dtmf");
    if (request.bodyLength() > 0 && !relay) {
      transaction.respond(
          layer
              .answers()
              .to(request, 415)
              .set(HeaderName.ACCEPT, "application/dtmf-relay")
              .build());
      return;
    }
    transaction.respond(layer.answers().to(request, 200).build());
    digit(request.body()).ifPresent(session.user()::digit);
  }

  private static Optional<Character> digit(byte[] body) {
    var signal = SIGNAL.matcher(new String(body, StandardCharsets.ISO_8859_1));
    return signal.find()
        ? Optional.of(Character.toUpperCase(signal.group(1).charAt(0)))
        : Optional.empty();
  }
}
