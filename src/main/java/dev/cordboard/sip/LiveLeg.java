package dev.cordboard.sip;

import dev.cordboard.sdp.SessionDescription;
import dev.cordboard.sip.dialog.Session;
import dev.cordboard.sip.dialog.SessionEnd;
import dev.cordboard.sip.dialog.SessionUser;
import dev.cordboard.sip.message.NetworkCause;
import dev.cordboard.sip.refer.ReferListener;
import dev.cordboard.sip.refer.ReferOrder;
import dev.cordboard.sip.refer.Referral;
import dev.cordboard.sip.transport.SipLoop;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What both kinds of legs share: the way onto the loop, and session descriptions in place of
/// bytes.
abstract class LiveLeg implements SipLeg, SessionUser {
  private static final byte[] NOTHING = {};

  private final SipLoop loop;
  private final List<Consumer<SipLegListener>> untold = new ArrayList<>();
  private @Nullable SipLegListener listener;
  private boolean rings;

  LiveLeg(SipLoop loop) {
    this.loop = loop;
  }

  /// Who hears of it; what has happened before is told now.
  final void listen(SipLegListener whom) {
    listener = whom;
    untold.forEach(each -> each.accept(whom));
    untold.clear();
  }

  /// The session, as soon as there is one.
  abstract Optional<Session> session();

  @Override
  public final byte[] snapshot() {
    return session()
        .filter(session -> session.lastSeen() instanceof TransportHop)
        .map(session -> new Snapshot(session.dialog(), hop(session).target()).encode())
        .orElse(NOTHING);
  }

  @Override
  public final Optional<InetAddress> remoteSignallingAddress() {
    return session()
        .filter(session -> session.lastSeen() instanceof TransportHop)
        .map(session -> hop(session).target().address().getAddress());
  }

  @Override
  public final void reoffer(SessionDescription offer) {
    post(() -> session().ifPresent(session -> session.reoffer(offer.toBytes())));
  }

  @Override
  public final void refer(ReferOrder order, ReferListener listener) {
    order.headers().forEach(HeaderRules::check);
    post(
        () ->
            session()
                .ifPresentOrElse(
                    session -> session.refer(order, listener), () -> listener.refused(481)));
  }

  @Override
  public final boolean peerAllowsRefer() {
    return session().filter(Session::peerTakesRefer).isPresent();
  }

  @Override
  public void ring() {}

  @Override
  public void progress(SessionDescription session) {}

  @Override
  public void answer(SessionDescription session) {}

  @Override
  public void refuse(int status) {}

  @Override
  public void cancel(HangupReason reason) {}

  final void post(Runnable task) {
    if (loop.isLoopThread()) {
      task.run();
    } else {
      loop.post(task);
    }
  }

  final void tell(Consumer<SipLegListener> what) {
    var whom = listener;
    if (whom == null) {
      untold.add(what);
    } else {
      what.accept(whom);
    }
  }

  static String text(HangupReason reason) {
    return reason.protocol().isEmpty() ? "" : reason.value();
  }

  @Override
  public void ringing() {
    // Repeated 180s are a sign of life for the network only; each fork's is the same news.
    if (!rings) {
      rings = true;
      tell(SipLegListener::ringing);
    }
  }

  @Override
  public void earlyMedia(byte[] session) {
    read(session)
        .ifPresentOrElse(early -> tell(listener -> listener.earlyMedia(early)), this::ringing);
  }

  @Override
  public void answered(byte[] session) {
    var answer = read(session);
    tell(listener -> listener.answered(answer));
  }

  @Override
  public void failed(int status, String phrase, List<String> reasons) {
    tell(listener -> listener.failed(status, phrase, NetworkCause.of(reasons)));
  }

  @Override
  public void ended(SessionEnd end, String reason) {
    var cause =
        switch (end) {
          case PEER_HUNG_UP -> LegEnd.Cause.PEER_HUNG_UP;
          case CALLER_GAVE_UP -> LegEnd.Cause.CALLER_GAVE_UP;
          case ENDED_BY_US -> LegEnd.Cause.ENDED_BY_US;
          case NEVER_ACKNOWLEDGED -> LegEnd.Cause.NEVER_ACKNOWLEDGED;
          case PEER_LOST -> LegEnd.Cause.PEER_LOST;
          case SESSION_EXPIRED -> LegEnd.Cause.SESSION_EXPIRED;
        };
    tell(listener -> listener.ended(new LegEnd(cause, reason)));
  }

  @Override
  public void offered(byte[] offer, Consumer<byte[]> reply) {
    // An offer that cannot be read is one that cannot be accepted (488).
    read(offer)
        .ifPresentOrElse(
            session -> tell(listener -> listener.offered(session, written(reply))),
            () -> reply.accept(NOTHING));
  }

  @Override
  public void offerWanted(Consumer<byte[]> reply) {
    tell(listener -> listener.offerWanted(written(reply)));
  }

  @Override
  public void offerAnswered(byte[] answer) {
    var session = read(answer);
    tell(listener -> listener.offerAnswered(session));
  }

  @Override
  public void digit(char digit) {
    tell(listener -> listener.digit(digit));
  }

  @Override
  public void referred(Referral referral, Optional<SessionUser> replaced) {
    var posted = referral.by(status -> post(() -> referral.report(status)));
    tell(listener -> listener.referred(posted, leg(replaced)));
  }

  /// Every session of this user agent belongs to a leg.
  static Optional<SipLeg> leg(Optional<SessionUser> user) {
    return user.filter(SipLeg.class::isInstance).map(SipLeg.class::cast);
  }

  private Consumer<Optional<SessionDescription>> written(Consumer<byte[]> reply) {
    return session ->
        post(() -> reply.accept(session.map(SessionDescription::toBytes).orElse(NOTHING)));
  }

  static Optional<SessionDescription> read(byte[] session) {
    return session.length == 0 ? Optional.empty() : SessionDescription.parse(session).toOptional();
  }

  private static TransportHop hop(Session session) {
    if (session.lastSeen() instanceof TransportHop hop) {
      return hop;
    }
    throw new IllegalStateException("a hop of another transport");
  }
}
