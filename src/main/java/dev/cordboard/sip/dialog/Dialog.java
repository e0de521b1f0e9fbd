package dev.cordboard.sip.dialog;

import dev.cordboard.sip.message.CSeq;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.Parameters;
import dev.cordboard.sip.message.SipMessage;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.message.SipUri;
import java.util.ArrayList;
import java.util.List;

/// The state of a dialog (RFC 3261 §12): a value, replaced as it changes.
///
/// @param local we, with our tag
/// @param remote the other side, with its tag if it has one
/// @param target where requests for the other side are addressed to
/// @param routes the route set, in the order in which we use it
/// @param sequences the CSeq numbers used so far
public record Dialog(
    String callId,
    NameAddr local,
    NameAddr remote,
    SipUri target,
    List<NameAddr> routes,
    Sequences sequences) {
  public Dialog {
    routes = List.copyOf(routes);
  }

  /// The CSeq numbers of both sides' latest requests; -1 before the first one.
  public record Sequences(long local, long remote) {}

  /// As the called side (§12.1.1).
  static Dialog called(SipRequest invite, String localTag) {
    return new Dialog(
        invite.callId(),
        invite.to().withTag(localTag),
        invite.from(),
        targetOf(invite, invite.from().uri()),
        invite.recordRoutes(),
        new Sequences(0, invite.cSeq().number()));
  }

  /// As the calling side (§12.1.2): the route set comes the other way round.
  ///
  /// @param local we, with our tag
  /// @param invited the Request-URI, should the response have no Contact
  static Dialog calling(NameAddr local, SipUri invited, SipResponse response) {
    return new Dialog(
        response.callId(),
        local,
        response.to(),
        targetOf(response, invited),
        response.recordRoutes().reversed(),
        new Sequences(response.cSeq().number(), -1));
  }

  /// What it is found by.
  public DialogId id() {
    return new DialogId(callId, local.tag().orElse(""), remote.tag().orElse(""));
  }

  /// Where its requests go first: the first route, else the target.
  public SipUri nextHop() {
    return routes.isEmpty() ? target : routes.getFirst().uri();
  }

  /// A request inside the dialog with the current local CSeq number (§12.2.1.1).
  SipRequest.Builder request(SipMethod method) {
    return request(method, sequences.local());
  }

  /// As [#request(SipMethod)], with the number of an earlier request: an ACK.
  SipRequest.Builder request(SipMethod method, long sequence) {
    boolean strict = !routes.isEmpty() && !routes.getFirst().uri().isLooseRouter();
    return SipRequest.builder(method, strict ? bare(nextHop()) : target)
        .maxForwards(70)
        .addresses(HeaderName.ROUTE, strict ? strictRoutes() : routes)
        .from(local)
        .to(remote)
        .callId(callId)
        .cSeq(new CSeq(sequence, method));
  }

  /// After a request of ours more.
  Dialog next() {
    return with(new Sequences(sequences.local() + 1, sequences.remote()));
  }

  /// After this request of the other side.
  Dialog heard(SipRequest request) {
    return with(new Sequences(sequences.local(), request.cSeq().number()));
  }

  /// Whether the request is newer than all that came before (§12.2.2).
  boolean inOrder(SipRequest request) {
    return request.cSeq().number() > sequences.remote();
  }

  /// After a target refresh (§12.2): re-INVITE or UPDATE and their 2xx bring a new Contact.
  Dialog refreshed(SipMessage message) {
    return new Dialog(callId, local, remote, targetOf(message, target), routes, sequences);
  }

  private Dialog with(Sequences changed) {
    return new Dialog(callId, local, remote, target, routes, changed);
  }

  private List<NameAddr> strictRoutes() {
    var rest = new ArrayList<>(routes.subList(1, routes.size()));
    rest.add(NameAddr.of(target));
    return rest;
  }

  /// The Contact's URI, without what must not stand in a Request-URI (§19.1.1).
  private static SipUri targetOf(SipMessage message, SipUri otherwise) {
    var contacts = message.contacts();
    return contacts.isEmpty() ? otherwise : bare(contacts.getFirst().uri());
  }

  private static SipUri bare(SipUri uri) {
    Parameters parameters = uri.parameters().without("method");
    return new SipUri(uri.scheme(), uri.user(), uri.host(), uri.port(), parameters, "");
  }
}
