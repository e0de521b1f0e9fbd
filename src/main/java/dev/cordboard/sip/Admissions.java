package dev.cordboard.sip;

import dev.cordboard.sdp.SessionDescription;
import dev.cordboard.sip.dialog.Authorizer;
import dev.cordboard.sip.dialog.Capabilities;
import dev.cordboard.sip.dialog.DialogLayer;
import dev.cordboard.sip.dialog.PeerRights;
import dev.cordboard.sip.dialog.Replacement;
import dev.cordboard.sip.dialog.SessionUser;
import dev.cordboard.sip.digest.Authenticator;
import dev.cordboard.sip.digest.Authenticator.Proof;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.refer.Replaces;
import dev.cordboard.sip.transaction.Admission;
import dev.cordboard.sip.transaction.Hop;
import dev.cordboard.sip.transaction.ServerTransaction;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Decides about requests outside a dialog before anything is kept for them: first their form, then
/// who sends them.
final class Admissions implements DialogLayer.Outside {
  /// Who sends a request, and what follows from it.
  private sealed interface Trust {
    /// Somebody whose calls are taken.
    record Known(Origin origin, CallerIdentity caller, PeerRights rights) implements Trust {}

    /// Somebody who may be one of our users, and has to prove it.
    record Unproven(boolean stale) implements Trust {}

    /// Nobody.
    record Stranger() implements Trust {}
  }

  private final Premises premises;
  private final boolean silence;
  private final PeerRights phones;

  /// What the decisions are made with.
  ///
  /// @param self recognises calls of this server to itself
  /// @param arrivals takes what is admitted
  record Premises(
      Trunks trunks,
      Authenticator authenticator,
      Bindings bindings,
      SelfCalls self,
      Capabilities.Answers answers,
      Arrivals arrivals) {}

  /// Takes what is admitted.
  interface Arrivals {
    /// The refusal of an INVITE that its sender's identity does not matter for, if any.
    Optional<SipResponse.Builder> refuse(SipRequest invite);

    /// A call.
    void invited(
        ServerTransaction transaction, SipRequest invite, IncomingFacts facts, PeerRights rights);

    /// The leg that a call is to take the place of.
    Replacement replaced(Replaces replaces);

    /// A registration of this account.
    SipResponse register(SipRequest request, TransportHop hop, String account);
  }

  /// What is known of a call before there is a leg.
  ///
  /// @param replaced whose leg it is to take the place of
  record IncomingFacts(
      Origin origin,
      CallerIdentity caller,
      Optional<SessionDescription> offer,
      Optional<SessionUser> replaced) {}

  /// @param silence whether strangers get no answer
  /// @param phonesMayTransfer whether users' phones may refer and replace
  Admissions(Premises premises, boolean silence, boolean phonesMayTransfer) {
    this.premises = premises;
    this.silence = silence;
    this.phones = new PeerRights(Authorizer.none(), phonesMayTransfer);
  }

  @Override
  public Admission admit(SipRequest request, Hop from) {
    if (!(from instanceof TransportHop hop)) {
      throw new IllegalArgumentException("a hop of another transport");
    }
    return switch (request.method().name()) {
      case "INVITE" -> invite(request, hop);
      case "REGISTER" -> register(request, hop);
      case "OPTIONS" -> answer(options(request), hop);
      // There is no call that it could be about, and none is begun for whoever asks.
      case "REFER" -> answer(premises.answers().to(request, 403), hop);
      case "NOTIFY" -> answer(premises.answers().to(request, 481), hop);
      case "SUBSCRIBE" -> answer(Capabilities.badEvent(request, premises.answers()), hop);
      default -> answer(Capabilities.refuseMethod(request, premises.answers()), hop);
    };
  }

  private SipResponse.Builder options(SipRequest request) {
    return Capabilities.refuseExtras(request, premises.answers())
        .orElseGet(() -> Capabilities.options(premises.answers().to(request, 200)));
  }

  @Override
  public boolean answers(Hop from) {
    return !(from instanceof TransportHop hop) || answers(source(hop));
  }

  /// Whether what comes from there is answered even when it is worth nothing.
  boolean answers(InetSocketAddress source) {
    return !silence
        || premises.trunks().of(source).isPresent()
        || premises.bindings().knows(source);
  }

  private Admission invite(SipRequest invite, TransportHop hop) {
    var malformed = refusal(invite);
    if (malformed.isPresent()) {
      return answer(malformed.get(), hop);
    }
    return switch (trust(invite, hop)) {
      case Trust.Known known -> admit(invite, known);
      case Trust.Unproven(boolean stale) -> challenge(invite, hop, stale);
      case Trust.Stranger _ ->
          silence ? new Admission.Drop() : refuse(premises.answers().to(invite, 403));
    };
  }

  private Admission admit(SipRequest invite, Trust.Known known) {
    boolean self = known.origin() instanceof Origin.Self;
    if (!self && premises.self().passedBefore(invite)) {
      return refuse(premises.answers().to(invite, 482));
    }
    var refusal = premises.arrivals().refuse(invite);
    if (refusal.isPresent()) {
      return refuse(refusal.get());
    }
    return switch (replacement(invite, known.rights())) {
      case Replacement.Refused(var status) -> refuse(premises.answers().to(invite, status));
      case Replacement.Found(var replaced) ->
          admit(
              invite,
              new IncomingFacts(known.origin(), known.caller(), offer(invite), replaced),
              known.rights());
    };
  }

  private Admission admit(SipRequest invite, IncomingFacts facts, PeerRights rights) {
    return new Admission.Admit(
        transaction -> premises.arrivals().invited(transaction, invite, facts, rights));
  }

  /// What the call is to take the place of, if its sender may (RFC 3891 §3).
  private Replacement replacement(SipRequest invite, PeerRights rights) {
    return switch (Replaces.in(invite, true)) {
      case Replaces.Reading.Absent _ -> new Replacement.Found(Optional.empty());
      case Replaces.Reading.Malformed _ -> new Replacement.Refused(400);
      case Replaces.Reading.Present(var replaces) ->
          rights.mayTransfer()
              ? premises.arrivals().replaced(replaces)
              : new Replacement.Refused(403);
    };
  }

  /// What no sender may send: no hops left (a loop, in all likelihood), or a session description
  /// that is none.
  private Optional<SipResponse.Builder> refusal(SipRequest invite) {
    if (invite.maxForwards().orElse(70) == 0) {
      return Optional.of(premises.answers().to(invite, 483));
    }
    if (Replaces.in(invite, true) instanceof Replaces.Reading.Malformed(var reason)) {
      return Optional.of(premises.answers().to(invite, 400).reason(reason));
    }
    var body = invite.body();
    boolean broken =
        body.length > 0
            && invite.contentType().equals(Capabilities.SDP)
            && SessionDescription.parse(body) instanceof SessionDescription.Parsed.Malformed;
    return broken
        ? Optional.of(premises.answers().to(invite, 400).reason("Bad session description"))
        : Optional.empty();
  }

  private Trust trust(SipRequest invite, TransportHop hop) {
    var source = source(hop);
    if (premises.self().sent(invite, source)) {
      return new Trust.Known(new Origin.Self(), Callers.fromSelf(invite), PeerRights.none());
    }
    var trunk = premises.trunks().of(source);
    if (trunk.isPresent()) {
      return new Trust.Known(
          new Origin.Trunk(trunk.get().name()),
          Callers.fromTrunk(invite, trunk.get()),
          trunk.get().rights());
    }
    return switch (premises.authenticator().check(invite, source.getAddress())) {
      case Proof.Valid(var account) ->
          new Trust.Known(new Origin.User(account), Callers.fromUser(invite, account), phones);
      case Proof.MustWait _ -> new Trust.Stranger();
      case Proof.None(boolean stale) ->
          stale || claimsToBeOurs(invite, source)
              ? new Trust.Unproven(stale)
              : new Trust.Stranger();
    };
  }

  /// Whether the sender looks like a phone of one of our users, so that a challenge makes sense: it
  /// has credentials, it is registered, or its From names this server.
  private boolean claimsToBeOurs(SipRequest invite, InetSocketAddress source) {
    return invite.has(HeaderName.AUTHORIZATION)
        || premises.bindings().knows(source)
        || premises.self().isHome(invite.from().uri(), invite.uri());
  }

  private Admission register(SipRequest request, TransportHop hop) {
    var source = source(hop);
    return switch (premises.authenticator().check(request, source.getAddress())) {
      case Proof.None(boolean stale) -> challenge(request, hop, stale);
      case Proof.MustWait _ -> answer(premises.answers().to(request, 403), hop);
      case Proof.Valid(var account) ->
          premises.authenticator().owns(account, request.to().uri().userName())
              ? new Admission.Admit(
                  transaction ->
                      transaction.respond(premises.arrivals().register(request, hop, account)))
              : refuse(premises.answers().to(request, 403));
    };
  }

  private Admission challenge(SipRequest request, TransportHop hop, boolean stale) {
    InetAddress source = source(hop).getAddress();
    return refuse(
        premises.authenticator().challenge(premises.answers().to(request, 401), source, stale));
  }

  /// An answer that strangers do not get when we keep silent.
  private Admission answer(SipResponse.Builder response, TransportHop hop) {
    return answers(source(hop)) ? refuse(response) : new Admission.Drop();
  }

  private static Admission refuse(SipResponse.Builder response) {
    return new Admission.Refuse(response.build());
  }

  private static Optional<SessionDescription> offer(SipRequest invite) {
    return invite.contentType().equals(Capabilities.SDP)
        ? LiveLeg.read(invite.body())
        : Optional.empty();
  }

  private static InetSocketAddress source(TransportHop hop) {
    return hop.target().address();
  }
}
