package dev.cordboard.testkit;

import dev.cordboard.config.SipLimits;
import dev.cordboard.sip.message.Parsed;
import dev.cordboard.sip.message.SipMessage;
import dev.cordboard.sip.message.SipParser;
import dev.cordboard.sip.transport.Flow;
import dev.cordboard.sip.transport.Outgoing;
import dev.cordboard.sip.transport.Protocol;
import dev.cordboard.sip.transport.SipLoop;
import dev.cordboard.sip.transport.Target;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/// A network in memory that loses, doubles and reorders datagrams by seed; TCP arrives whole and in
/// order. Real bytes go over it: what a peer sends is written and parsed.
public final class SimNetwork {
  /// How the network treats datagrams.
  ///
  /// @param loss part of the datagrams that never arrive, 0 to 1
  /// @param duplication part that arrives twice
  /// @param latency until a datagram arrives
  /// @param jitter at most so much more, which lets datagrams overtake each other
  public record Weather(double loss, double duplication, Duration latency, Duration jitter) {
    public static final Weather FAIR = new Weather(0, 0, Duration.ofMillis(1), Duration.ZERO);

    /// A bad day: a tenth is lost, a tenth is doubled, all overtake each other.
    public static final Weather STORM =
        new Weather(0.1, 0.1, Duration.ofMillis(5), Duration.ofMillis(200));
  }

  /// Something that was put on the wire, lost or not.
  public record Sent(InetSocketAddress from, InetSocketAddress to, SipMessage message) {}

  private final SipLoop loop;
  private final Weather weather;
  private final Random random;
  private final SipParser parser = new SipParser(SipLimits.defaults());
  private final Map<InetSocketAddress, SimTransport> endpoints = new HashMap<>();
  private final Map<String, InetSocketAddress> names = new HashMap<>();
  private final List<Sent> sent = new ArrayList<>();
  private Predicate<Sent> dropping = each -> false;

  /// Print the seed when a test fails: it repeats the same weather.
  public SimNetwork(SipLoop loop, Weather weather, long seed) {
    this.loop = loop;
    this.weather = weather;
    this.random = new Random(seed);
  }

  /// A network that delivers everything in order.
  public static SimNetwork fair(SipLoop loop) {
    return new SimNetwork(loop, Weather.FAIR, 1);
  }

  /// A new endpoint with this address, for UDP and TCP.
  public SimTransport endpoint(String host, int port) {
    var address = new InetSocketAddress(host, port);
    var transport = new SimTransport(this, loop, address);
    endpoints.put(address, transport);
    return transport;
  }

  /// Makes a host name lead to an address.
  public void name(String host, InetSocketAddress address) {
    names.put(host, address);
  }

  /// Loses what the predicate says from now on, beside what the weather loses.
  public void dropping(Predicate<Sent> which) {
    dropping = which;
  }

  /// Everything that was sent so far, in order, retransmissions and losses included.
  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  /// Delivers this message once more, as a datagram.
  public void replay(SipMessage message, String from, String to) {
    var target = new InetSocketAddress(to, 5060);
    var outgoing = new Outgoing(message, message.toBytes(), Target.udp(target));
    var source = endpoints.get(new InetSocketAddress(from, 5060));
    var destination = endpoints.get(target);
    if (source != null && destination != null) {
      deliver(source, destination, outgoing, weather.latency());
    }
  }

  InetSocketAddress lookUp(String host, int port) {
    var named = names.get(host);
    return named == null ? InetSocketAddress.createUnresolved(host, port) : named;
  }

  void send(SimTransport from, Outgoing outgoing) {
    var target = outgoing.target();
    var packet = new Sent(from.address(target.protocol()), target.address(), read(outgoing));
    sent.add(packet);
    var to = endpoints.get(target.address());
    if (target.protocol() == Protocol.TCP) {
      if (to == null || dropping.test(packet)) {
        loop.post(() -> from.undelivered(outgoing));
      } else {
        deliver(from, to, outgoing, weather.latency());
      }
      return;
    }
    int copies = random.nextDouble() < weather.duplication() ? 2 : 1;
    for (int i = 0; i < copies && to != null; i++) {
      if (random.nextDouble() >= weather.loss() && !dropping.test(packet)) {
        var jitter = (long) (random.nextDouble() * weather.jitter().toNanos());
        deliver(from, to, outgoing, weather.latency().plusNanos(jitter));
      }
    }
  }

  /// What the bytes say: a message that is sent again may be kept as bytes only.
  private SipMessage read(Outgoing outgoing) {
    return parser.datagram(outgoing.bytes()) instanceof Parsed.Message(SipMessage message)
        ? message
        : outgoing.message();
  }

  private void deliver(SimTransport from, SimTransport to, Outgoing outgoing, Duration after) {
    var protocol = outgoing.target().protocol();
    long connection = protocol == Protocol.TCP ? 1 : 0;
    var flow = new Flow(protocol, to.address(protocol), from.address(protocol), connection);
    var bytes = outgoing.bytes().clone();
    loop.schedule(
        after,
        () ->
            to.arrived(
                protocol == Protocol.TCP ? parser.frame(bytes) : parser.datagram(bytes), flow));
  }

  void remove(InetSocketAddress address) {
    endpoints.remove(address);
  }
}
