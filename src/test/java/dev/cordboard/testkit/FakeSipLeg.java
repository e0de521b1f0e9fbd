package dev.cordboard.testkit;

import dev.cordboard.sdp.SessionDescription;
import dev.cordboard.sip.HangupReason;
import dev.cordboard.sip.LegEnd;
import dev.cordboard.sip.OutgoingInvite;
import dev.cordboard.sip.SipLeg;
import dev.cordboard.sip.SipLegListener;
import dev.cordboard.sip.refer.ReferListener;
import dev.cordboard.sip.refer.ReferOrder;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// A SIP leg without a network: writes down what it is told to do, and lets the test play the far
/// side.
public final class FakeSipLeg implements SipLeg {
  private final String name;
  private final Optional<OutgoingInvite> invite;
  private final List<String> done = new CopyOnWriteArrayList<>();
  private volatile Optional<SipLegListener> listener = Optional.empty();
  private volatile Optional<SessionDescription> answer = Optional.empty();
  private volatile Optional<ReferListener> referListener = Optional.empty();
  private volatile boolean allowsRefer;
  private final AtomicBoolean over = new AtomicBoolean();

  FakeSipLeg(String name, Optional<OutgoingInvite> invite) {
    this.name = name;
    this.invite = invite;
  }

  /// A leg that was refused at once tells so as soon as somebody listens.
  void report(SipLegListener to) {
    listener = Optional.of(to);
    if (over.get()) {
      to.ended(LegEnd.of(LegEnd.Cause.ENDED_BY_US));
    }
  }

  /// What it was told to do, in order: `ring`, `answer`, `refuse 486`, `cancel`, `hangUp` …
  public List<String> done() {
    return List.copyOf(done);
  }

  /// The INVITE that it is; absent for a caller's leg.
  public OutgoingInvite invite() {
    return invite.orElseThrow();
  }

  /// The far side of the leg, as the engine sees it.
  public SipLegListener farSide() {
    return listener.orElseThrow();
  }

  /// What the caller was answered, if it was.
  public Optional<SessionDescription> answer() {
    return answer;
  }

  /// Whether either side has ended it.
  public boolean isOver() {
    return over.get();
  }

  /// The far side hangs up.
  public void peerHangsUp() {
    end(LegEnd.Cause.PEER_HUNG_UP);
  }

  @Override
  public String callId() {
    return name;
  }

  @Override
  public void ring() {
    done.add("ring");
  }

  @Override
  public void progress(SessionDescription session) {
    done.add("progress");
  }

  @Override
  public void answer(SessionDescription session) {
    done.add("answer");
    answer = Optional.of(session);
  }

  @Override
  public void refuse(int status) {
    done.add("refuse " + status);
    end(LegEnd.Cause.ENDED_BY_US);
  }

  @Override
  public void refuse(int status, String warning) {
    done.add("refuse " + status + " " + warning);
    end(LegEnd.Cause.ENDED_BY_US);
  }

  @Override
  public void cancel(HangupReason reason) {
    done.add(reason.equals(HangupReason.NONE) ? "cancel" : "cancel: " + reason.text());
    if (over.compareAndSet(false, true)) {
      farSide().failed(487, "Request Terminated", Optional.empty());
    }
  }

  @Override
  public void hangUp(HangupReason reason) {
    done.add("hangUp");
    end(LegEnd.Cause.ENDED_BY_US);
  }

  private void end(LegEnd.Cause cause) {
    if (over.compareAndSet(false, true)) {
      listener.ifPresent(each -> each.ended(LegEnd.of(cause)));
    }
  }

  @Override
  public void reoffer(SessionDescription offer) {
    done.add("reoffer");
  }

  /// Lets the far side take REFER.
  public FakeSipLeg allowingRefer() {
    allowsRefer = true;
    return this;
  }

  /// Who waits for the outcome of the latest REFER.
  public ReferListener referListener() {
    return referListener.orElseThrow();
  }

  @Override
  public void refer(ReferOrder order, ReferListener waits) {
    done.add("refer " + order.uri());
    referListener = Optional.of(waits);
  }

  @Override
  public boolean peerAllowsRefer() {
    return allowsRefer;
  }

  @Override
  public int hopsLeft() {
    return 69;
  }

  @Override
  public byte[] snapshot() {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Optional<InetAddress> remoteSignallingAddress() {
    return Optional.of(InetAddress.getLoopbackAddress());
  }
}
