package dev.cordboard.simulator;

import dev.cordboard.audio.ToneGenerator;
import dev.cordboard.media.AudioSource;
import dev.cordboard.media.MediaListener;
import dev.cordboard.media.MediaPlane;
import dev.cordboard.media.MediaSession;
import dev.cordboard.sdp.Codec;
import dev.cordboard.sdp.SessionDescription;
import dev.cordboard.sip.CallerIdentity;
import dev.cordboard.sip.Destination;
import dev.cordboard.sip.IncomingLeg;
import dev.cordboard.sip.LegEnd;
import dev.cordboard.sip.OutgoingInvite;
import dev.cordboard.sip.SipLeg;
import dev.cordboard.sip.SipLegListener;
import dev.cordboard.sip.UserAgent;
import dev.cordboard.sip.message.NetworkCause;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The other side of a simulated phone's call.
final class TestCaller implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 15;

  private final UserAgent agent;
  private final MediaPlane media;
  private final BlockingQueue<TestCall> incoming = new LinkedBlockingQueue<>();

  TestCaller(UserAgent agent, MediaPlane media) {
    this.agent = agent;
    this.media = media;
    agent.start();
    agent.listen(this::incoming);
  }

  InetSocketAddress address() {
    return agent.udpAddress().orElseThrow();
  }

  TestCall call(String number, InetSocketAddress to) {
    var call = new TestCall();
    var session = call.open();
    var invite =
        new OutgoingInvite(
            new Destination.Contact("sip:" + number + "@127.0.0.1:" + to.getPort()),
            new OutgoingInvite.ShownCaller("+18005550100", "Test"),
            Map.of(),
            Optional.of(session.offer(Codec.PCMU)));
    call.leg.complete(agent.invite(invite, call));
    return call;
  }

  TestCall awaitIncoming() {
    try {
      return Optional.ofNullable(incoming.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).orElseThrow();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// The first value that comes, polled for.
  static <T> T await(Supplier<Optional<T>> probe) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline) {
      var value = probe.get();
      if (value.isPresent()) {
        return value.get();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    throw new AssertionError("nothing has come within " + PATIENCE_SECONDS + " s");
  }

  @Override
  public void close() {
    media.close();
    agent.close();
  }

  private SipLegListener incoming(IncomingLeg leg) {
    var call = new TestCall();
    call.leg.complete(leg.leg());
    call.incoming = Optional.of(leg);
    incoming.add(call);
    return call;
  }

  /// One call.
  final class TestCall implements SipLegListener, MediaListener {
    private final CompletableFuture<SipLeg> leg = new CompletableFuture<>();
    private final CompletableFuture<Duration> rang = new CompletableFuture<>();
    private final CompletableFuture<Duration> answered = new CompletableFuture<>();
    private final CompletableFuture<Integer> refused = new CompletableFuture<>();
    private final CompletableFuture<Duration> over = new CompletableFuture<>();
    private final StringBuffer digits = new StringBuffer();
    private final CompletableFuture<MediaSession> session = new CompletableFuture<>();
    private volatile AudioSource mouth = AudioSource.SILENCE;
    private volatile Predicate<short[]> wanted = _ -> false;
    private volatile CompletableFuture<Boolean> heard = new CompletableFuture<>();
    private volatile Optional<IncomingLeg> incoming = Optional.empty();

    private MediaSession open() {
      var opened = media.open(this, InetAddress.getLoopbackAddress()).orElseThrow();
      opened.attach(frame -> mouth.read(frame), this::hear);
      session.complete(opened);
      return opened;
    }

    String from() {
      return ((CallerIdentity.Name.Telephone) incoming.orElseThrow().caller().name()).digits();
    }

    void answer() {
      var offer = incoming.orElseThrow().offer().orElseThrow();
      get(leg).answer(open().answer(offer).orElseThrow());
    }

    void awaitRinging() {
      get(rang);
    }

    Duration awaitAnswer() {
      return get(answered);
    }

    int awaitRefusal() {
      return get(refused);
    }

    Duration awaitEnd() {
      return get(over);
    }

    String awaitDigits(int count) {
      return await(() -> Optional.of(digits.toString()).filter(each -> each.length() >= count));
    }

    void awaitSound(Predicate<short[]> test) {
      awaitSound(test, 1);
    }

    /// Waits until so many frames have passed the test.
    void awaitSound(Predicate<short[]> test, int frames) {
      var passed = new AtomicInteger();
      heard = new CompletableFuture<>();
      wanted = frame -> test.test(frame) && passed.incrementAndGet() >= frames;
      get(heard);
    }

    void hum(int hz) {
      var tone = ToneGenerator.of(hz, 8_000);
      mouth =
          frame -> {
            tone.fill(frame);
            return true;
          };
    }

    /// So many frames of a tone, then silence.
    void say(ToneGenerator tone, int frames) {
      mouth =
          new AudioSource() {
            private int left = frames;

            @Override
            public boolean read(short[] frame) {
              tone.fill(frame);
              return left-- > 0;
            }
          };
    }

    void hangUp() {
      get(leg).hangUp();
    }

    private void hear(short[] frame) {
      if (wanted.test(frame)) {
        heard.complete(true);
      }
    }

    @Override
    public void ringing() {
      rang.complete(now());
    }

    @Override
    public void earlyMedia(SessionDescription description) {
      get(session).accept(description);
    }

    @Override
    public void answered(Optional<SessionDescription> description) {
      description.ifPresent(each -> get(session).accept(each));
      answered.complete(now());
    }

    @Override
    public void failed(int status, String reason, Optional<NetworkCause> cause) {
      refused.complete(status);
    }

    @Override
    public void ended(LegEnd end) {
      over.complete(now());
    }

    @Override
    public void offered(SessionDescription offer, Consumer<Optional<SessionDescription>> reply) {
      reply.accept(get(session).answer(offer));
    }

    @Override
    public void offerWanted(Consumer<Optional<SessionDescription>> reply) {
      reply.accept(Optional.of(get(session).offer(Codec.PCMU)));
    }

    @Override
    public void offerAnswered(Optional<SessionDescription> answer) {
      answer.ifPresent(each -> get(session).accept(each));
    }

    @Override
    public void digit(char digit) {
      digits.append(digit);
    }

    private static Duration now() {
      return Duration.ofNanos(System.nanoTime());
    }

    private static <T> T get(CompletableFuture<T> future) {
      try {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new AssertionError("nothing has come within " + PATIENCE_SECONDS + " s", e);
      }
    }
  }
}
