package dev.cordboard.simulator;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.SimulatorSettings;
import dev.cordboard.config.SimulatorSettings.Phone;
import dev.cordboard.media.MediaPlane;
import dev.cordboard.sdp.Codec;
import dev.cordboard.simulator.PhoneCallView.Direction;
import dev.cordboard.sip.CallerIdentity;
import dev.cordboard.sip.Destination;
import dev.cordboard.sip.IncomingLeg;
import dev.cordboard.sip.OutgoingInvite;
import dev.cordboard.sip.SipLegListener;
import dev.cordboard.sip.UserAgent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The simulated phones of a server: a user agent and media of their own on loopback, which reach
/// the server as any other SIP peer does.
///
/// Thread-safe. The phones themselves live on one thread, `simulator`.
public final class Simulator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Simulator.class);
  private static final int TICK_MILLIS = 20;
  private static final int UNAVAILABLE = 503;
  private static final int NOT_FOUND = 404;

  private final SimulatorSettings settings;
  private final TimeSource time;
  private final IdSource ids;
  private final UserAgent userAgent;
  private final MediaPlane media;
  private final PhoneCalls calls;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("simulator").factory());
  private volatile Optional<InetSocketAddress> server = Optional.empty();

  /// @param userAgent of the phones alone, started already
  /// @param media of the phones alone
  public Simulator(
      SimulatorSettings settings,
      TimeSource time,
      IdSource ids,
      UserAgent userAgent,
      MediaPlane media) {
    this.settings = settings;
    this.time = time;
    this.ids = ids;
    this.userAgent = userAgent;
    this.media = media;
    this.calls = new PhoneCalls(settings.keptCalls());
  }

  /// Takes calls from now on, and places them to this address of the server.
  public void start(InetSocketAddress serverAddress) {
    server = Optional.of(serverAddress);
    userAgent.listen(this::incoming);
    var _ = thread.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Where the phones are called.
  public InetSocketAddress address() {
    return userAgent.udpAddress().orElseThrow();
  }

  /// The numbers that simulated phones have.
  public Set<String> numbers() {
    return settings.phones().keySet();
  }

  /// Places a call from a simulated phone.
  ///
  /// @param hz a tone that it hums from the start; 0: none
  Placed place(String from, String to, int hz) {
    var phone = Optional.ofNullable(settings.phones().get(from));
    if (phone.isEmpty()) {
      return new Placed.NoSuchPhone(from);
    }
    if (calls.live().size() >= settings.maxCalls()) {
      return new Placed.Full();
    }
    var facts = facts(Direction.OUTGOING, from, to, "", Map.of());
    var call = add(facts, PhoneScript.dialled(phone.get()).state());
    call.hum(hz);
    post(() -> dial(call));
    return new Placed.Calling(facts.id());
  }

  /// What came of an attempt to place a call.
  sealed interface Placed {
    /// It is under way.
    record Calling(String id) implements Placed {}

    /// No simulated phone has this number.
    record NoSuchPhone(String number) implements Placed {}

    /// As many calls as the settings allow.
    record Full() implements Placed {}
  }

  /// The calls that are remembered.
  PhoneCalls calls() {
    return calls;
  }

  /// Lets a live call do something, on the phones' thread; false when it is unknown or over.
  boolean tell(String id, Consumer<PhoneCall> what) {
    var call = calls.find(id).filter(each -> !each.isOver());
    call.ifPresent(each -> post(() -> what.accept(each)));
    return call.isPresent();
  }

  /// Hangs up everything and closes the phones' own sockets.
  @Override
  public void close() {
    post(() -> calls.live().forEach(PhoneCall::hangUp));
    thread.shutdown();
    try {
      // What was posted before still runs: the BYEs go out.
      if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    media.close();
    userAgent.close();
  }

  /// On the SIP loop: only looks the phone up and posts the rest.
  private SipLegListener incoming(IncomingLeg incoming) {
    var number = incoming.dialled().user();
    var phone = Optional.ofNullable(settings.phones().get(number));
    boolean full = calls.live().size() >= settings.maxCalls();
    var facts =
        facts(
            Direction.INCOMING,
            shown(incoming.caller().name()),
            number,
            incoming.caller().displayName(),
            incoming.headers());
    var call = add(facts, new PhoneState.Waiting(phone.orElse(Phone.UNKNOWN)));
    call.use(incoming.leg(), incoming.offer());
    post(
        () -> {
          if (phone.isPresent() && !full && open(call)) {
            call.take(PhoneScript.called(phone.get(), time.now()));
          } else {
            call.take(
                new PhoneScript.Step(
                    new PhoneState.Over(),
                    List.of(new PhoneAction.Refuse(phone.isPresent() ? UNAVAILABLE : NOT_FOUND))));
          }
        });
    return call;
  }

  private void dial(PhoneCall call) {
    if (!open(call)) {
      call.failed(UNAVAILABLE, "no ports", Optional.empty());
      return;
    }
    var offer = call.offer(Codec.PCMU);
    var facts = call.facts();
    var target = server.map(Simulator::hostAndPort).orElse("127.0.0.1");
    var invite =
        new OutgoingInvite(
            new Destination.Contact("sip:" + facts.to() + "@" + target),
            new OutgoingInvite.ShownCaller(facts.from(), ""),
            Map.of(),
            offer);
    call.use(userAgent.invite(invite, call), Optional.empty());
  }

  private boolean open(PhoneCall call) {
    var session = media.open(call, InetAddress.getLoopbackAddress());
    session.ifPresent(call::use);
    return session.isPresent();
  }

  private PhoneCall add(PhoneCallView.Facts facts, PhoneState state) {
    var call = new PhoneCall(facts, state, time, this::post);
    calls.add(call);
    return call;
  }

  private PhoneCallView.Facts facts(
      Direction direction,
      String from,
      String to,
      String displayName,
      Map<String, String> headers) {
    return new PhoneCallView.Facts(
        ids.uuid(), direction, from, to, displayName, headers, time.now());
  }

  /// Runs on the phones' thread; nothing is left to do there once it has ended.
  private void post(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException _) {
      LOG.debug("a phone was told something after the end");
    }
  }

  private void tick() {
    var now = time.now();
    for (var call : calls.live()) {
      tick(call, now);
    }
    calls.retire();
  }

  /// A bug in one phone's call ends that call, not the ticking of all others.
  private static void tick(PhoneCall call, Instant now) {
    try {
      call.tick(now);
    } catch (RuntimeException e) {
      LOG.error("call={} of a simulated phone failed", call.facts().id(), e);
      call.hangUp();
    }
  }

  private static String shown(CallerIdentity.Name name) {
    return switch (name) {
      case CallerIdentity.Name.Telephone(var digits) -> digits;
      case CallerIdentity.Name.Account(var account) -> account;
      case CallerIdentity.Name.Anonymous() -> "anonymous";
      case CallerIdentity.Name.Uri(var uri) -> uri;
    };
  }

  private static String hostAndPort(InetSocketAddress address) {
    var host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
