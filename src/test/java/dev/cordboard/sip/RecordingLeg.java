package dev.cordboard.sip;

import dev.cordboard.sdp.SessionDescription;
import dev.cordboard.sip.message.NetworkCause;
import dev.cordboard.sip.refer.Referral;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/// Writes down what happens on a leg, and answers offers with what it was given.
final class RecordingLeg implements SipLegListener {
  final List<String> heard = new ArrayList<>();
  final List<Referral> referrals = new ArrayList<>();
  final List<Optional<SipLeg>> replaced = new ArrayList<>();
  private Consumer<Referral> onReferral = referral -> {};
  final Queue<Optional<SessionDescription>> replies = new ArrayDeque<>();

  /// What is done with each referral.
  void onReferral(Consumer<Referral> then) {
    onReferral = then;
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
    heard.add("ended " + end.cause() + (end.reason().isEmpty() ? "" : " " + end.reason()));
  }

  @Override
  public void offered(SessionDescription offer, Consumer<Optional<SessionDescription>> reply) {
    heard.add("offered " + Sdp.portOf(offer));
    answer(reply);
  }

  @Override
  public void offerWanted(Consumer<Optional<SessionDescription>> reply) {
    heard.add("offer wanted");
    answer(reply);
  }

  @Override
  public void offerAnswered(Optional<SessionDescription> answer) {
    heard.add("offer answered " + port(answer));
  }

  @Override
  public void digit(char digit) {
    heard.add("digit " + digit);
  }

  @Override
  public void referred(Referral referral, Optional<SipLeg> leg) {
    referrals.add(referral);
    replaced.add(leg);
    onReferral.accept(referral);
  }

  private void answer(Consumer<Optional<SessionDescription>> reply) {
    var next = replies.poll();
    if (next != null) {
      reply.accept(next);
    }
  }

  private static String port(Optional<SessionDescription> session) {
    return session.map(Sdp::portOf).map(String::valueOf).orElse("nothing");
  }
}
