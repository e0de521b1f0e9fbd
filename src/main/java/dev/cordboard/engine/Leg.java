package dev.cordboard.engine;

import dev.cordboard.call.CallInput;
import dev.cordboard.call.CallInput.LegEnd;
import dev.cordboard.call.CallResult.SipDetail;
import dev.cordboard.call.LegId;
import dev.cordboard.call.LegSnapshot;
import dev.cordboard.call.Reach;
import dev.cordboard.config.TrunkSettings;
import dev.cordboard.engine.mailbox.Inbox;
import dev.cordboard.engine.mailbox.LegNews;
import dev.cordboard.identifier.CommunicationIdentifier;
import dev.cordboard.media.Bridge;
import dev.cordboard.media.MediaListener;
import dev.cordboard.media.MediaSession;
import dev.cordboard.sdp.Codec;
import dev.cordboard.sdp.SessionDescription;
import dev.cordboard.sip.HangupReason;
import dev.cordboard.sip.Origin;
import dev.cordboard.sip.SipLeg;
import dev.cordboard.sip.SipLegListener;
import dev.cordboard.sip.message.NetworkCause;
import dev.cordboard.sip.refer.Referral;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// One leg: a SIP dialog and a media session, and the translation of what they report into inputs
/// of the call that the leg belongs to.
///
/// Listener methods may come on any thread and only post. Everything else, and all state, is
/// touched by the one reader of the call's mailbox.
final class Leg implements SipLegListener, MediaListener {
  private final LegId id;
  private final Who who;
  private final boolean incoming;
  private final Exchange exchange;
  private final LegNews news = new LegNews();
  private final LegReferrals referrals;

  private volatile Optional<SipLeg> sip = Optional.empty();
  private volatile boolean over;
  private Optional<MediaSession> media = Optional.empty();
  private Optional<SessionDescription> answer = Optional.empty();
  private Optional<SessionDescription> offer = Optional.empty();
  private boolean early;
  private boolean standing;
  private boolean held;
  private boolean closed;

  private Leg(LegId id, Who who, boolean incoming, Exchange exchange) {
    this.id = id;
    this.who = who;
    this.incoming = incoming;
    this.exchange = exchange;
    this.referrals = new LegReferrals(this, exchange);
  }

  /// Who is at the far end.
  ///
  /// @param origin what they may dial, when they transfer a call
  record Who(Origin origin, CommunicationIdentifier identifier) {
    boolean is(CommunicationIdentifier somebody) {
      return identifier.rawId().equals(somebody.rawId());
    }
  }

  /// A leg that calls us.
  static Leg incoming(LegId id, Who who, Exchange exchange) {
    return new Leg(id, who, true, exchange);
  }

  /// A leg that we call.
  static Leg outgoing(LegId id, Who who, Exchange exchange) {
    return new Leg(id, who, false, exchange);
  }

  LegId id() {
    return id;
  }

  Who who() {
    return who;
  }

  /// Signals go to this call's mailbox from now on, also those that are under way.
  void belongTo(Inbox call) {
    news.belongTo(call);
  }

  /// The call that it belongs to, at this moment.
  Optional<LiveCall> call() {
    return news.owner().filter(LiveCall.class::isInstance).map(LiveCall.class::cast);
  }

  LegNews news() {
    return news;
  }

  LegReferrals referrals() {
    return referrals;
  }

  void speakThrough(SipLeg dialog) {
    sip = Optional.of(dialog);
    exchange.registry().dialog(dialog, this);
    if (over) {
      exchange.registry().dialogOver(dialog);
    }
  }

  Optional<SipLeg> sip() {
    return sip;
  }

  /// Whether it is answered and goes on.
  boolean isStanding() {
    return standing && !closed;
  }

  /// Whether its far end may be asked to call this device itself: both are at the same trunk, and
  /// the settings and the far end allow it.
  boolean mayBeReferredTo(Reach.Device target) {
    return who.origin() instanceof Origin.Trunk(var name)
        && target.trunk().equals(name)
        && exchange.dialling().plan().trunk(name).filter(TrunkSettings::refer).isPresent()
        && sip.filter(SipLeg::peerAllowsRefer).isPresent();
  }

  /// The SIP side of the leg is over, whoever ended it.
  private void sipOver() {
    over = true;
    exchange.registry().sipLegOver();
    sip.ifPresent(exchange.registry()::dialogOver);
  }

  void use(MediaSession session) {
    media = Optional.of(session);
  }

  // Effects: called by the reader of the mailbox.

  /// Takes a caller's offer; false: nothing in it fits.
  boolean take(SessionDescription offered) {
    offer = Optional.of(offered);
    learnAddress();
    answer = media.flatMap(session -> session.answer(offered));
    return answer.isPresent();
  }

  void ring() {
    sip.ifPresent(SipLeg::ring);
  }

  /// Lets a caller hear somebody before the answer; one who sent no offer only hears ringing.
  boolean progress() {
    if (answer.isEmpty() || closed) {
      ring();
      return false;
    }
    if (!early) {
      early = true;
      sip.ifPresent(dialog -> dialog.progress(answer.get()));
    }
    return true;
  }

  /// Answers a caller: with this codec if it is offered and no other was promised by a 183.
  void answer(Optional<Codec> preferred) {
    if (offer.isPresent() && !early && preferred.isPresent() && !codec().equals(preferred)) {
      answer =
          media.flatMap(session -> session.answer(offer.get(), preferred.get())).or(() -> answer);
    }
    var session =
        offer.isPresent() ? answer : media.map(each -> each.offer(preferred.orElse(Codec.PCMU)));
    session.ifPresent(description -> sip.ifPresent(dialog -> dialog.answer(description)));
  }

  void refuse(int sipStatus) {
    refuse(sipStatus, "");
  }

  /// @param warning a text for people; empty: none
  void refuse(int sipStatus, String warning) {
    closeMedia();
    sip.ifPresent(
        dialog -> {
          if (warning.isEmpty()) {
            dialog.refuse(sipStatus);
          } else {
            dialog.refuse(sipStatus, warning);
          }
        });
  }

  void cancel(HangupReason reason) {
    closeMedia();
    sip.ifPresent(dialog -> dialog.cancel(reason));
  }

  void hangUp() {
    closeMedia();
    sip.ifPresent(SipLeg::hangUp);
  }

  void join(Bridge bridge, boolean hears, boolean isHeard) {
    if (!closed) {
      media.ifPresent(session -> session.join(bridge, hears, isHeard));
    }
  }

  void leave() {
    media.ifPresent(MediaSession::leave);
  }

  Optional<Codec> codec() {
    return media.flatMap(MediaSession::codec);
  }

  boolean isClosed() {
    return closed;
  }

  /// Gives the media back of a leg that never had a dialog.
  void abandon() {
    media.ifPresent(MediaSession::close);
    media = Optional.empty();
  }

  LegSnapshot snapshot() {
    return LegSnapshots.of(
        sip.map(SipLeg::snapshot).orElse(new byte[0]),
        media.map(MediaSession::snapshot).orElse(new byte[0]));
  }

  private void closeMedia() {
    closed = true;
    media.ifPresent(MediaSession::close);
  }

  private void learnAddress() {
    sip.flatMap(SipLeg::remoteSignallingAddress)
        .ifPresent(address -> media.ifPresent(session -> session.signallingAddress(address)));
  }

  // Signals: called by `sip` and `media`.

  @Override
  public void ringing() {
    post(at -> List.of(new CallInput.Ringing(at, id)));
  }

  @Override
  public void earlyMedia(SessionDescription session) {
    post(at -> accept(session) ? List.of(new CallInput.EarlyMedia(at, id)) : List.of());
  }

  @Override
  public void answered(Optional<SessionDescription> session) {
    post(at -> List.of(stand(at, session)));
  }

  /// A 200 that takes nothing of our offer: it is acknowledged by now, so that only a BYE is left
  /// (RFC 3261 §13.2.2.4).
  private CallInput stand(Instant at, Optional<SessionDescription> session) {
    boolean agreed = session.map(this::accept).orElseGet(() -> codec().isPresent());
    if (!agreed) {
      hangUp();
      return incoming
          ? new CallInput.Ended(at, id, LegEnd.FAILED)
          : new CallInput.Failed(at, id, 488, "Not Acceptable Here");
    }
    standing = true;
    return new CallInput.Answered(at, id, snapshot());
  }

  private boolean accept(SessionDescription session) {
    learnAddress();
    return media.map(each -> each.accept(session)).orElse(false);
  }

  @Override
  public void failed(int status, String reason, Optional<NetworkCause> cause) {
    sipOver();
    post(
        at -> {
          closeMedia();
          var q850 = cause.map(known -> new SipDetail(known.cause(), known.text()));
          return List.of(new CallInput.Failed(at, id, status, reason, q850));
        });
  }

  @Override
  public void ended(dev.cordboard.sip.LegEnd end) {
    sipOver();
    var cause =
        switch (end.cause()) {
          case PEER_HUNG_UP, CALLER_GAVE_UP -> LegEnd.HUNG_UP;
          case NEVER_ACKNOWLEDGED, PEER_LOST, SESSION_EXPIRED, ENDED_BY_US -> LegEnd.FAILED;
        };
    post(
        at -> {
          closeMedia();
          return List.of(new CallInput.Ended(at, id, cause));
        });
  }

  @Override
  public void offered(SessionDescription session, Consumer<Optional<SessionDescription>> reply) {
    postOr(
        at -> {
          learnAddress();
          var agreed = media.flatMap(each -> each.answer(session));
          reply.accept(agreed);
          return agreed.isPresent() ? renegotiated(at) : List.of();
        },
        () -> reply.accept(Optional.empty()));
  }

  @Override
  public void offerWanted(Consumer<Optional<SessionDescription>> reply) {
    postOr(
        _ -> {
          reply.accept(media.map(each -> each.offer(codec().orElse(Codec.PCMU))));
          return List.of();
        },
        () -> reply.accept(Optional.empty()));
  }

  @Override
  public void offerAnswered(Optional<SessionDescription> session) {
    session.ifPresent(given -> post(at -> accept(given) ? renegotiated(at) : List.of()));
  }

  /// Before the leg stands, its first snapshot has not been taken either.
  private List<CallInput> renegotiated(Instant at) {
    var changes = new ArrayList<CallInput>();
    boolean holds = media.map(MediaSession::remoteHolds).orElse(false);
    if (holds != held) {
      held = holds;
      changes.add(new CallInput.HeldByPhone(at, id, holds));
    }
    if (standing) {
      changes.add(new CallInput.LegChanged(at, id, snapshot()));
    }
    return changes;
  }

  @Override
  public void mediaStopped() {
    post(at -> List.of(new CallInput.Ended(at, id, LegEnd.MEDIA_STOPPED)));
  }

  /// Keys are not for the call core until an application can ask for them.
  @Override
  public void digit(char digit) {}

  @Override
  public void referred(Referral referral, Optional<SipLeg> replaced) {
    referrals.referred(referral, replaced);
  }

  private void post(Function<Instant, List<CallInput>> inputs) {
    postOr(inputs, () -> {});
  }

  void postOr(Function<Instant, List<CallInput>> inputs, Runnable otherwise) {
    news.post(new Report(this, inputs, otherwise));
  }

  /// Nothing once the leg is closed: what comes then crossed with our own ending.
  private record Report(Leg leg, Function<Instant, List<CallInput>> inputs, Runnable otherwise)
      implements LegNews.News {
    @Override
    public List<CallInput> read(Instant at) {
      if (leg.closed) {
        otherwise.run();
        return List.of();
      }
      return inputs.apply(at);
    }

    @Override
    public void dropped() {
      otherwise.run();
    }
  }
}
