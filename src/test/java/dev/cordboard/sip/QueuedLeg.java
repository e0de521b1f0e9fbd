package dev.cordboard.sip;

import dev.cordboard.sdp.SessionDescription;
import dev.cordboard.sip.message.NetworkCause;
import dev.cordboard.sip.refer.Referral;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What happens on a leg, for a test on another thread to wait for.
final class QueuedLeg implements SipLegListener {
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<Referral> referrals = new LinkedBlockingQueue<>();
  private volatile Optional<SipLeg> replaced = Optional.empty();
  private volatile Optional<SessionDescription> reply = Optional.empty();

  void replyWith(SessionDescription session) {
    reply = Optional.of(session);
  }

  String next() throws InterruptedException {
    @Nullable String word = heard.poll(10, TimeUnit.SECONDS);
    return word == null ? "nothing" : word;
  }

  Referral nextReferral() throws InterruptedException {
    @Nullable Referral referral = referrals.poll(10, TimeUnit.SECONDS);
    if (referral == null) {
      throw new AssertionError("nobody was referred");
    }
    return referral;
  }

  /// The leg that the latest referral names.
  Optional<SipLeg> replaced() {
    return replaced;
  }

  @Override
  public void referred(Referral referral, Optional<SipLeg> leg) {
    replaced = leg;
    referrals.add(referral);
  }

  @Override
  public void ringing() {
    heard.add("ringing");
  }

  @Override
  public void earlyMedia(SessionDescription session) {
    heard.add("early " + Sdp.portOf(session));
  }

  @Override
  public void answered(Optional<SessionDescription> session) {
    heard.add("answered " + port(session));
  }

  @Override
  public void failed(int status, String reason, Optional<NetworkCause> cause) {
    heard.add("failed " + status);
  }

  @Override
  public void ended(LegEnd end) {
    heard.add("ended " + end.cause());
  }

  @Override
  public void offered(SessionDescription offer, Consumer<Optional<SessionDescription>> answer) {
    heard.add("offered " + Sdp.portOf(offer));
    answer.accept(reply);
  }

  @Override
  public void offerWanted(Consumer<Optional<SessionDescription>> offer) {
    heard.add("offer wanted");
    offer.accept(reply);
  }

  @Override
  public void offerAnswered(Optional<SessionDescription> answer) {
    heard.add("offer answered " + port(answer));
  }

  @Override
  public void digit(char digit) {
    heard.add("digit " + digit);
  }

  private static String port(Optional<SessionDescription> session) {
    return session.map(Sdp::portOf).map(String::valueOf).orElse("nothing");
  }
}
