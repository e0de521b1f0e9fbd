package dev.cordboard.sip;

import dev.cordboard.sip.OutgoingInvite.ShownCaller;
import dev.cordboard.sip.dialog.Authorizer;
import dev.cordboard.sip.dialog.InviteOrder;
import dev.cordboard.sip.dialog.PeerRights;
import dev.cordboard.sip.message.Header;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.SipUri;
import dev.cordboard.sip.transaction.Hop;
import dev.cordboard.sip.transport.SipTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Turns a call that is to be placed into an INVITE's parts: where it goes, who is shown, what it
/// carries.
final class Placing {
  private static final byte[] NO_OFFER = {};
  private static final SipUri ANONYMOUS = SipUri.of("anonymous", "anonymous.invalid", -1);

  private final Trunks trunks;
  private final Hops hops;
  private final Bindings bindings;
  private final SelfCalls self;
  private final SipTransport transport;
  private final PeerRights phones;

  /// What leads to others, and to ourselves.
  record Ways(
      Trunks trunks, Hops hops, Bindings bindings, SelfCalls self, SipTransport transport) {}

  /// @param phonesMayTransfer whether the phones that we call may transfer the call
  Placing(Ways ways, boolean phonesMayTransfer) {
    this.trunks = ways.trunks();
    this.hops = ways.hops();
    this.bindings = ways.bindings();
    this.self = ways.self();
    this.transport = ways.transport();
    this.phones = new PeerRights(Authorizer.none(), phonesMayTransfer);
  }

  /// Who wants to know what came of it: the order, or why there is none (a SIP status).
  record Outcome(Consumer<InviteOrder> placed, BiConsumer<Integer, String> impossible) {}

  /// A way that was found.
  private record Way(SipUri target, Hop hop, List<Header> headers, PeerRights rights) {}

  void place(OutgoingInvite invite, String callId, Outcome outcome) {
    Consumer<Way> found = way -> outcome.placed().accept(order(invite, callId, way));
    switch (invite.to()) {
      case Destination.Self(var user) -> found.accept(toSelf(user));
      case Destination.Contact(var uri) ->
          SipUri.parse(uri)
              .ifPresentOrElse(
                  read -> toContact(read, found, outcome),
                  () -> outcome.impossible().accept(416, "Not a SIP URI"));
      case Destination.Trunk(var name, var user) -> toTrunk(name, user, found, outcome);
    }
  }

  private Way toSelf(String user) {
    var target = self.target();
    var own = transport.own(target);
    return new Way(
        SipUri.of(user, own.host(), own.port()),
        hops.to(target),
        List.of(self.proof()),
        PeerRights.none());
  }

  private void toContact(SipUri uri, Consumer<Way> found, Outcome outcome) {
    var token = Binding.tokenIn(uri);
    if (token.isEmpty()) {
      hops.to(
          uri,
          hop ->
              hop.ifPresentOrElse(
                  way -> found.accept(new Way(uri, way, List.of(), phones)),
                  () -> outcome.impossible().accept(404, "No address")));
      return;
    }
    var binding = bindings.named(token);
    if (binding.isEmpty()) {
      outcome.impossible().accept(480, "Not registered any more");
      return;
    }
    var device = binding.get();
    var path = device.path().stream().map(each -> Header.of(HeaderName.ROUTE, each.text()));
    hops.toward(
        device.next(),
        device.hop(),
        hop -> found.accept(new Way(device.contact(), hop, path.toList(), phones)));
  }

  private void toTrunk(String name, String user, Consumer<Way> found, Outcome outcome) {
    var trunk = trunks.named(name);
    var target = trunk.flatMap(each -> each.target(user));
    var next = trunk.flatMap(Trunk::to);
    if (trunk.isEmpty() || target.isEmpty() || next.isEmpty()) {
      outcome.impossible().accept(404, "No such way out");
      return;
    }
    hops.to(
        next.get(),
        hop ->
            hop.map(way -> hops.advertising(way, trunk.get()))
                .ifPresentOrElse(
                    way ->
                        found.accept(new Way(target.get(), way, List.of(), trunk.get().rights())),
                    () -> outcome.impossible().accept(503, "No address")));
  }

  private InviteOrder order(OutgoingInvite invite, String callId, Way way) {
    var from = from(invite.from(), way.hop());
    var headers = new ArrayList<Header>();
    headers.add(Header.of(HeaderName.MAX_FORWARDS, Integer.toString(invite.hops())));
    headers.addAll(way.headers());
    if (invite.from().user().isEmpty()) {
      headers.add(Header.of(HeaderName.PRIVACY, "id"));
    } else {
      headers.add(Header.of(HeaderName.P_ASSERTED_IDENTITY, from.text()));
    }
    invite.headers().forEach((name, value) -> headers.add(Header.of(name, value)));
    headers.add(Header.of(HeaderName.USER_AGENT, "Cordboard"));
    return new InviteOrder(
        way.target(),
        way.hop(),
        new InviteOrder.Parties(from, NameAddr.of(way.target().bare()), callId),
        headers,
        invite.offer().map(offer -> offer.toBytes()).orElse(NO_OFFER),
        way.rights());
  }

  private NameAddr from(ShownCaller caller, Hop hop) {
    if (caller.user().isEmpty()) {
      return NameAddr.of("Anonymous", ANONYMOUS);
    }
    // A caller that is neither a user nor a number is known by its SIP URI.
    var foreign =
        caller.user().startsWith("sip:") ? SipUri.parse(caller.user()) : Optional.<SipUri>empty();
    var uri = foreign.orElseGet(() -> ours(caller.user(), hop));
    return NameAddr.of(caller.displayName(), uri);
  }

  private SipUri ours(String user, Hop hop) {
    var contact = hops.contact(hop);
    return SipUri.of(user, contact.hostName(), contact.port() == 5060 ? -1 : contact.port());
  }
}
