package dev.cordboard.sip;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.SipSettings;
import dev.cordboard.config.TrunkAccountSettings;
import dev.cordboard.sip.Admissions.IncomingFacts;
import dev.cordboard.sip.dialog.Authorizer;
import dev.cordboard.sip.dialog.DialogLayer;
import dev.cordboard.sip.dialog.PeerRights;
import dev.cordboard.sip.dialog.Replacement;
import dev.cordboard.sip.digest.Authenticator;
import dev.cordboard.sip.digest.CredentialSource;
import dev.cordboard.sip.digest.DigestClient;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.Parsed;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.message.SipUri;
import dev.cordboard.sip.refer.CustomHeaders;
import dev.cordboard.sip.refer.Replaces;
import dev.cordboard.sip.transaction.Admission;
import dev.cordboard.sip.transaction.Hop;
import dev.cordboard.sip.transaction.Scheduler;
import dev.cordboard.sip.transaction.ServerTransaction;
import dev.cordboard.sip.transport.Flow;
import dev.cordboard.sip.transport.LoopThread;
import dev.cordboard.sip.transport.Outgoing;
import dev.cordboard.sip.transport.Protocol;
import dev.cordboard.sip.transport.SipLoop;
import dev.cordboard.sip.transport.SipReceiver;
import dev.cordboard.sip.transport.SipTransport;
import dev.cordboard.sip.transport.SocketTransport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The user agent of a server: puts the layers of the stack together on one SIP loop.
public final class SipUserAgent implements UserAgent {
  private static final Logger LOG = LoggerFactory.getLogger(SipUserAgent.class);

  private final IdSource ids;
  private final SipLoop loop;
  private final SipTransport transport;
  private final Trunks trunks;
  private final Hops hops;
  private final Bindings bindings;
  private final SelfCalls self;
  private final DialogLayer dialogs;
  private final Admissions admissions;
  private final Registrations registrations;
  private final Placing placing;
  private final Metrics.Counter badSnapshots;
  private volatile @Nullable IncomingCalls calls;
  private volatile boolean started;

  /// What a user agent is built from, besides its settings.
  ///
  /// @param staticContacts account → SIP URIs where it is always reached, without registering
  public record Parts(
      TimeSource time,
      IdSource ids,
      Metrics metrics,
      CredentialSource credentials,
      Map<String, List<String>> staticContacts) {}

  /// Over real sockets, which [#start] opens. Closing it ends its loop.
  public static UserAgent open(SipSettings settings, Parts parts) {
    var loop = new LoopThread(parts.time());
    return new SipUserAgent(
        settings, parts, loop, new SocketTransport(settings, loop, parts.time(), parts.metrics()));
  }

  /// Over any transport, on the loop that belongs to it.
  public SipUserAgent(SipSettings settings, Parts parts, SipLoop loop, SipTransport transport) {
    this.ids = parts.ids();
    this.loop = loop;
    this.transport = transport;
    this.trunks = trunks(settings, parts.ids());
    this.hops = new Hops(transport, trunks, "cb-" + parts.ids().token(4));
    Scheduler scheduler = this::after;
    this.bindings =
        new Bindings(
            settings.registrar(),
            parts.staticContacts(),
            scheduler,
            parts.time(),
            parts.ids(),
            parts.metrics());
    this.self = new SelfCalls(transport, parts.ids().token(16), names(settings));
    var arrivals = new Arrivals();
    boolean phonesMayTransfer = settings.dialogs().phonesMayTransfer();
    this.dialogs =
        new DialogLayer(
            settings.dialogs(),
            settings.transactions(),
            new DialogLayer.Surroundings(
                scheduler, parts.ids(), parts.metrics(), hops, new Late()));
    var authenticator =
        new Authenticator(
            settings.digest(), parts.credentials(), parts.time(), parts.ids(), parts.metrics());
    this.admissions =
        new Admissions(
            new Admissions.Premises(
                trunks, authenticator, bindings, self, dialogs.answers(), arrivals),
            settings.silence(),
            phonesMayTransfer);
    this.registrations =
        new Registrations(settings.registrar(), bindings, parts.time(), dialogs.answers());
    this.placing =
        new Placing(new Placing.Ways(trunks, hops, bindings, self, transport), phonesMayTransfer);
    this.badSnapshots = parts.metrics().counter("cordboard.sip.snapshots.unreadable");
  }

  @Override
  public void start() {
    transport.start(new Receiver());
    started = true;
    loop.post(this::registerAtTrunks);
    LOG.info("sip listens udp={}", transport.address(Protocol.UDP));
  }

  @Override
  public void listen(IncomingCalls takes) {
    calls = takes;
  }

  @Override
  public SipLeg invite(OutgoingInvite invite, SipLegListener listener) {
    var callId = dialogs.newCallId();
    var leg = new CallingLeg(loop, callId, invite.hops(), listener);
    leg.post(
        () ->
            placing.place(
                invite,
                callId,
                new Placing.Outcome(
                    order -> leg.start(dialogs, order),
                    (status, phrase) -> leg.failed(status, phrase, List.of()))));
    return leg;
  }

  @Override
  public Optional<String> uriAt(Destination.Trunk trunk) {
    return trunks.named(trunk.name()).flatMap(each -> each.target(trunk.user())).map(SipUri::text);
  }

  @Override
  public void release(byte[] snapshot, HangupReason reason) {
    var left = Snapshot.decode(snapshot);
    if (left.isEmpty()) {
      badSnapshots.increment();
      return;
    }
    var dialog = left.get().dialog();
    loop.post(
        () ->
            hops.toward(
                dialog.nextHop(),
                hops.to(left.get().peer()),
                hop -> dialogs.bye(dialog, LiveLeg.text(reason), hop)));
  }

  @Override
  public Registrar registrar() {
    return bindings;
  }

  @Override
  public Optional<InetSocketAddress> udpAddress() {
    return started ? Optional.of(transport.address(Protocol.UDP)) : Optional.empty();
  }

  @Override
  public Optional<InetSocketAddress> tcpAddress() {
    return started ? Optional.of(transport.address(Protocol.TCP)) : Optional.empty();
  }

  @Override
  public void close() {
    transport.close();
    if (loop instanceof LoopThread own) {
      own.close();
    }
  }

  private Scheduler.Alarm after(long millis, Runnable task) {
    return loop.schedule(Duration.ofMillis(millis), task)::cancel;
  }

  private void registerAtTrunks() {
    var surroundings =
        new TrunkRegistration.Surroundings(dialogs.transactions(), hops, this::after, ids);
    for (var trunk : trunks.all()) {
      trunk
          .settings()
          .account()
          .filter(TrunkAccountSettings::register)
          .flatMap(
              account ->
                  trunk.to().map(to -> new TrunkRegistration(trunk, account, to, surroundings)))
          .ifPresent(TrunkRegistration::register);
    }
  }

  private static Trunks trunks(SipSettings settings, IdSource ids) {
    return new Trunks(
        settings.trunks().stream()
            .map(
                each ->
                    new Trunk(
                        each,
                        each.account()
                            .<Authorizer>map(account -> new DigestClient(account, ids))
                            .orElseGet(Authorizer::none)))
            .toList());
  }

  private static Set<String> names(SipSettings settings) {
    var names = new HashSet<String>();
    names.add(settings.digest().realm());
    settings.transport().advertise().ifPresent(names::add);
    return names;
  }

  /// The layers know each other in a circle: dialogs ask for admissions, which answer with dialogs.
  private final class Late implements DialogLayer.Outside {
    @Override
    public Admission admit(SipRequest request, Hop from) {
      return admissions.admit(request, from);
    }

    @Override
    public boolean answers(Hop from) {
      return admissions.answers(from);
    }
  }

  /// What the admissions let in.
  private final class Arrivals implements Admissions.Arrivals {
    @Override
    public Optional<SipResponse.Builder> refuse(SipRequest invite) {
      boolean busy = calls == null || dialogs.full();
      return busy
          ? Optional.of(dialogs.answers().to(invite, 503).set(HeaderName.RETRY_AFTER, "5"))
          : dialogs.refuse(invite);
    }

    @Override
    public Replacement replaced(Replaces replaces) {
      return dialogs.replaced(replaces);
    }

    @Override
    public void invited(
        ServerTransaction transaction, SipRequest invite, IncomingFacts facts, PeerRights rights) {
      var taker = calls;
      if (taker == null) {
        transaction.respond(dialogs.answers().to(invite, 503).build());
        return;
      }
      var leg = new CalledLeg(loop, dialogs, transaction, invite, rights);
      var dialled =
          new IncomingLeg.Dialled(
              invite.uri().userName(), invite.uri().text(), LiveLeg.leg(facts.replaced()));
      leg.listen(
          taker.incoming(
              new IncomingLeg(
                  leg,
                  dialled,
                  facts.caller(),
                  facts.origin(),
                  CustomHeaders.of(invite),
                  facts.offer())));
    }

    @Override
    public SipResponse register(SipRequest request, TransportHop hop, String account) {
      return registrations.register(request, hop, account);
    }
  }

  /// What the transport hands over.
  private final class Receiver implements SipReceiver {
    @Override
    public void received(SipRequest request, Flow flow) {
      dialogs.transactions().received(request, hops.back(flow, request.topVia()));
    }

    @Override
    public void received(SipResponse response, Flow flow) {
      dialogs.transactions().received(response, hops.back(flow));
    }

    @Override
    public void undelivered(Outgoing outgoing) {
      dialogs.transactions().undelivered(outgoing.message());
    }

    @Override
    public void closed(Flow flow) {
      hops.closed(flow);
      bindings.closed(flow);
    }

    @Override
    public boolean answers(Parsed.Malformed malformed, Flow flow) {
      return admissions.answers(flow.remote());
    }
  }
}
