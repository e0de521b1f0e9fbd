package dev.cordboard.testkit;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.SipSettings;
import dev.cordboard.config.TrunkSettings;
import dev.cordboard.sdp.SessionDescription;
import dev.cordboard.sip.Destination;
import dev.cordboard.sip.HangupReason;
import dev.cordboard.sip.IncomingLeg;
import dev.cordboard.sip.LegEnd;
import dev.cordboard.sip.OutgoingInvite;
import dev.cordboard.sip.SipLeg;
import dev.cordboard.sip.SipLegListener;
import dev.cordboard.sip.SipUserAgent;
import dev.cordboard.sip.UserAgent;
import dev.cordboard.sip.digest.CredentialSource;
import dev.cordboard.sip.message.NetworkCause;
import dev.cordboard.sip.refer.ReferListener;
import dev.cordboard.sip.refer.ReferOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A phone on loopback that answers every call, says one tone all the time, and knows which tones
/// it hears. Its sound shares no code with the server.
public final class TalkingPhone implements AutoCloseable, SipLegListener {
  private static final int HEARD_SAMPLES = 4000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final UserAgent sip;
  private final RtpPeer rtp = new RtpPeer();
  private final double hz;
  private final Thread talking;
  private final CountDownLatch answered = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final short[] heard = new short[HEARD_SAMPLES];
  private int heardAt;
  private volatile boolean closed;
  private volatile int failedWith;
  private volatile Optional<SipLeg> leg = Optional.empty();
  private volatile Optional<IncomingLeg> incoming = Optional.empty();

  /// A phone that says this tone.
  public TalkingPhone(double hz) {
    this.hz = hz;
    var settings = SipSettings.defaults();
    var anyPort = settings.transport().bound("127.0.0.1", 0);
    var trusting =
        new TrunkSettings(
            "server",
            List.of("127.0.0.1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    sip =
        SipUserAgent.open(
            settings.withTransport(anyPort).withTrunks(List.of(trusting)),
            new SipUserAgent.Parts(
                TimeSource.system(),
                IdSource.random(),
                Metrics.none(),
                CredentialSource.none(),
                Map.of()));
    sip.start();
    sip.listen(this::pickUp);
    talking = Thread.ofPlatform().daemon().start(this::talk);
  }

  /// Where it takes calls.
  public int port() {
    return sip.udpAddress().orElseThrow().getPort();
  }

  /// Its own number: no two phones of different tones have the same.
  private String number() {
    return "+1425555" + Math.round(hz);
  }

  /// Calls somebody.
  public void call(String uri) {
    leg =
        Optional.of(
            sip.invite(
                new OutgoingInvite(
                    new Destination.Contact(uri),
                    new OutgoingInvite.ShownCaller(number(), ""),
                    Map.of(),
                    Optional.of(description())),
                this));
  }

  private SipLegListener pickUp(IncomingLeg call) {
    incoming = Optional.of(call);
    leg = Optional.of(call.leg());
    call.offer().ifPresent(this::follow);
    call.leg().ring();
    call.leg().answer(description());
    return this;
  }

  /// Wants somebody called in its place.
  public void transferTo(String uri, ReferListener told) {
    leg.ifPresent(with -> with.refer(ReferOrder.to(uri), told));
  }

  /// The call that it took.
  public IncomingLeg incoming() {
    return incoming.orElseThrow();
  }

  /// Hangs up.
  public void hangUp() {
    leg.orElseThrow().hangUp(HangupReason.NONE);
  }

  /// Waits until the call stands.
  public void awaitAnswered() throws InterruptedException {
    if (!answered.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the phone was not connected");
    }
  }

  /// Waits until the call is over; says with which status it failed, 0 when it did not.
  public int awaitOver() throws InterruptedException {
    if (!over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the call is not over");
    }
    return failedWith;
  }

  /// Waits until it hears exactly these of the tones that matter, each for half a second.
  public void awaitHears(List<Double> tones, List<Double> others) {
    long limit = System.nanoTime() + PATIENCE.toNanos();
    while (!(tones.stream().allMatch(this::hears) && others.stream().noneMatch(this::hears))) {
      if (System.nanoTime() > limit) {
        throw new AssertionError(
            "should hear %s and not %s, hears %s"
                .formatted(tones, others, tones.stream().map(this::amplitude).toList()));
      }
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }
  }

  /// Whether it has heard the tone for the last half second.
  public boolean hears(double tone) {
    return amplitude(tone) > 2000;
  }

  /// The strength of a tone by its definition: the length of the projection on its sine and cosine.
  private double amplitude(double tone) {
    double sine = 0;
    double cosine = 0;
    synchronized (heard) {
      for (int i = 0; i < HEARD_SAMPLES; i++) {
        int sample = heard[(heardAt + i) % HEARD_SAMPLES];
        sine += sample * Math.sin(2 * Math.PI * tone * i / 8000);
        cosine += sample * Math.cos(2 * Math.PI * tone * i / 8000);
      }
    }
    return 2 * Math.hypot(sine, cosine) / HEARD_SAMPLES;
  }

  private void talk() {
    long due = System.nanoTime();
    while (!closed) {
      if (answered.getCount() == 0 && over.getCount() > 0) {
        rtp.sendTone(hz);
      }
      due += 20_000_000;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        rtp.receive(Duration.ofNanos(left)).ifPresent(this::hear);
      }
    }
  }

  private void hear(RtpPeer.Received packet) {
    synchronized (heard) {
      for (short sample : packet.sound()) {
        heard[heardAt] = sample;
        heardAt = (heardAt + 1) % HEARD_SAMPLES;
      }
    }
  }

  private SessionDescription description() {
    return SessionDescription.parse(rtp.describe("0 101")).toOptional().orElseThrow();
  }

  private void follow(SessionDescription session) {
    rtp.sendTo(session.media().getFirst().port());
  }

  @Override
  public void ringing() {}

  @Override
  public void earlyMedia(SessionDescription session) {
    follow(session);
  }

  @Override
  public void answered(Optional<SessionDescription> session) {
    session.ifPresent(this::follow);
    answered.countDown();
  }

  @Override
  public void failed(int status, String reason, Optional<NetworkCause> cause) {
    failedWith = status;
    over.countDown();
  }

  @Override
  public void ended(LegEnd end) {
    over.countDown();
  }

  @Override
  public void offered(SessionDescription offer, Consumer<Optional<SessionDescription>> reply) {
    reply.accept(Optional.of(description()));
  }

  @Override
  public void offerWanted(Consumer<Optional<SessionDescription>> reply) {
    reply.accept(Optional.of(description()));
  }

  @Override
  public void offerAnswered(Optional<SessionDescription> answer) {}

  @Override
  public void close() {
    closed = true;
    sip.close();
    try {
      talking.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    rtp.close();
  }
}
