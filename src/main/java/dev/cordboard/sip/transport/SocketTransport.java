package dev.cordboard.sip.transport;

import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.SipSettings;
import dev.cordboard.sip.message.Parsed;
import dev.cordboard.sip.message.Refusal;
import dev.cordboard.sip.message.SipParser;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.message.SipUri;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// SIP over UDP and TCP sockets of the machine.
public final class SocketTransport implements SipTransport {
  private static final Logger LOG = LoggerFactory.getLogger(SocketTransport.class);
  private static final int DEFAULT_PORT = 5060;

  private final SipSettings settings;
  private final LoopThread loop;
  private final SipParser parser;
  private final HostResolver resolver;
  private final TcpConnections connections;
  private final LocalAddresses localAddresses = new LocalAddresses();
  private final OwnNames names = new OwnNames();
  private final TransportCounters counters;
  private final BoundSockets sockets;
  private SipReceiver receiver = new Nobody();

  /// Binds the sockets; nothing is read before [#start].
  ///
  /// @throws UncheckedIOException when a port is taken or the address is not ours
  public SocketTransport(SipSettings settings, LoopThread loop, TimeSource time, Metrics metrics) {
    this.settings = settings;
    this.loop = loop;
    this.parser = new SipParser(settings.limits());
    this.resolver = new HostResolver(loop, metrics);
    this.counters = new TransportCounters(metrics);
    try {
      this.sockets = BoundSockets.bind(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var own = sockets.tcpAddress().getAddress();
    this.connections = new TcpConnections(own, settings, time, metrics, new TcpEvents());
    metrics.gauge("sip.connections", connections::size);
  }

  @Override
  public void start(SipReceiver newReceiver) {
    loop.post(() -> receiver = newReceiver);
    loop.whenReadable(sockets.udp().channel(), this::readDatagrams);
    sockets.accept(socket -> loop.post(() -> connections.accepted(socket)));
  }

  @Override
  public InetSocketAddress address(Protocol protocol) {
    return protocol == Protocol.UDP ? sockets.udp().address() : sockets.tcpAddress();
  }

  @Override
  public OwnAddress own(Target target) {
    var bound = address(target.protocol());
    var host =
        target
            .advertise()
            .or(settings.transport()::advertise)
            .orElseGet(() -> localAddresses.towards(target.address(), bound));
    var written = host.indexOf(':') < 0 || host.startsWith("[") ? host : "[" + host + "]";
    names.add(written);
    return new OwnAddress(written, bound.getPort());
  }

  @Override
  public void resolve(SipUri uri, Consumer<List<Target>> found) {
    var protocol = Protocol.of(uri.transport().orElse("udp"));
    int port = uri.port() < 0 ? DEFAULT_PORT : uri.port();
    if (protocol.isEmpty() || !uri.scheme().equals("sip") || port == 0) {
      found.accept(List.of());
      return;
    }
    boolean free = uri.transport().isEmpty();
    resolver.addresses(
        uri.hostName(),
        addresses ->
            found.accept(
                addresses.stream().map(each -> target(protocol.get(), each, port, free)).toList()));
  }

  private static Target target(Protocol protocol, InetAddress address, int port, boolean free) {
    return new Target(protocol, new InetSocketAddress(address, port), 0, free, Optional.empty());
  }

  @Override
  public Outgoing request(SipRequest.Builder request, String branch, Target target) {
    int mtuBytes = settings.transport().mtuBytes();
    return MessageRouting.request(request, branch, target, own(target), mtuBytes);
  }

  @Override
  public Outgoing response(SipResponse response, Flow flow) {
    return MessageRouting.response(response, flow, settings.transport().symmetricResponses());
  }

  @Override
  public void send(Outgoing outgoing) {
    switch (outgoing.target().protocol()) {
      case UDP -> sendDatagram(outgoing);
      case TCP ->
          connections
              .to(outgoing.target())
              .ifPresentOrElse(
                  connection -> connection.send(outgoing), () -> undelivered(outgoing));
    }
  }

  private void sendDatagram(Outgoing outgoing) {
    if (!sendDatagram(outgoing.bytes(), outgoing.target().address())) {
      undelivered(outgoing);
    }
  }

  private boolean sendDatagram(byte[] bytes, InetSocketAddress to) {
    try {
      if (!sockets.udp().send(bytes, to)) {
        counters.overflowed();
      }
      return true;
    } catch (IOException _) {
      counters.unsendable();
      return false;
    }
  }

  /// Later, so that no receiver is called while it sends.
  private void undelivered(Outgoing outgoing) {
    loop.post(() -> receiver.undelivered(outgoing));
  }

  private void readDatagrams() {
    try {
      sockets.udp().read(this::datagram);
    } catch (IOException e) {
      // Nothing to read from a socket is normal at the end and rare before; the loop goes on.
      LOG.debug("reading datagrams failed", e);
    }
  }

  private void datagram(byte[] bytes, InetSocketAddress source) {
    var flow = new Flow(Protocol.UDP, sockets.udp().address(), source, 0);
    deliver(parser.datagram(bytes), flow);
  }

  private void deliver(Parsed parsed, Flow flow) {
    switch (parsed) {
      case Parsed.Message(SipRequest request) -> {
        counters.request(flow.protocol());
        receiver.received(MessageRouting.received(request, flow), flow);
      }
      case Parsed.Message(SipResponse response)
          when !names.isForUs(response, address(flow.protocol()).getPort()) ->
          counters.foreign();
      case Parsed.Message(SipResponse response) -> {
        counters.response(flow.protocol());
        receiver.received(response, flow);
      }
      case Parsed.KeepAlive _ -> counters.keepAlive();
      case Parsed.Malformed malformed -> {
        counters.malformed(malformed);
        if (malformed.status() > 0 && receiver.answers(malformed, flow)) {
          answer(malformed.refusal(), flow);
        }
      }
    }
  }

  /// Without state, by RFC 3261 §8.2.7; never for what came in answer to something, so two stacks
  /// cannot keep each other busy.
  private void answer(Refusal refusal, Flow flow) {
    var source = flow.remote();
    var bytes = refusal.toBytes(MessageRouting.hostOf(source), source.getPort());
    var target =
        refusal
            .topVia()
            .map(
                via -> MessageRouting.wayBack(via, flow, settings.transport().symmetricResponses()))
            .orElseGet(flow::target);
    switch (flow.protocol()) {
      case UDP -> sendDatagram(bytes, target.address());
      case TCP -> connections.to(target).ifPresent(connection -> connection.send(bytes));
    }
  }

  @Override
  public void close() {
    loop.post(
        () -> {
          connections.closeAll();
          sockets.close();
        });
  }

  /// Brings what the connections' own threads tell onto the loop.
  private final class TcpEvents implements TcpConnection.Listener {
    @Override
    public void arrived(TcpConnection connection, StreamFramer.Frame frame, Runnable done) {
      var parsed = read(frame);
      loop.post(
          () -> {
            done.run();
            deliver(parsed, connection.flow());
            settle(parsed, connection);
          });
    }

    private Parsed read(StreamFramer.Frame frame) {
      return switch (frame) {
        case StreamFramer.Frame.Message(var bytes) -> parser.frame(bytes);
        case StreamFramer.Frame.TooLong(var head) -> parser.tooLong(head);
        case StreamFramer.Frame.Ping _, StreamFramer.Frame.More _ -> new Parsed.KeepAlive();
      };
    }

    /// A stream whose framing is in doubt is closed: what follows might be read as somebody else's
    /// message.
    private void settle(Parsed parsed, TcpConnection connection) {
      switch (parsed) {
        case Parsed.Message _ -> connection.prove();
        case Parsed.Malformed malformed when malformed.framingLost() ->
            connection.closeAfterWriting();
        case Parsed.Malformed _, Parsed.KeepAlive _ -> {}
      }
    }

    @Override
    public void unwritten(Outgoing outgoing) {
      undelivered(outgoing);
    }

    @Override
    public void ended(TcpConnection connection) {
      loop.post(
          () -> {
            connections.remove(connection);
            receiver.closed(connection.flow());
          });
    }
  }

  /// Before the start nobody listens.
  private static final class Nobody implements SipReceiver {
    @Override
    public void received(SipRequest request, Flow flow) {}

    @Override
    public void received(SipResponse response, Flow flow) {}

    @Override
    public void undelivered(Outgoing outgoing) {}
  }
}
