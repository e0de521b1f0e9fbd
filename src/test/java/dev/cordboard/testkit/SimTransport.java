package dev.cordboard.testkit;

import dev.cordboard.sip.message.Parsed;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.message.SipUri;
import dev.cordboard.sip.transport.Flow;
import dev.cordboard.sip.transport.MessageRouting;
import dev.cordboard.sip.transport.Outgoing;
import dev.cordboard.sip.transport.OwnAddress;
import dev.cordboard.sip.transport.Protocol;
import dev.cordboard.sip.transport.SipLoop;
import dev.cordboard.sip.transport.SipReceiver;
import dev.cordboard.sip.transport.SipTransport;
import dev.cordboard.sip.transport.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One endpoint of a [SimNetwork].
public final class SimTransport implements SipTransport {
  private static final int MTU_BYTES = 1_300;

  private final SimNetwork network;
  private final SipLoop loop;
  private final InetSocketAddress address;
  private @Nullable SipReceiver receiver;

  SimTransport(SimNetwork network, SipLoop loop, InetSocketAddress address) {
    this.network = network;
    this.loop = loop;
    this.address = address;
  }

  @Override
  public void start(SipReceiver newReceiver) {
    this.receiver = newReceiver;
  }

  @Override
  public InetSocketAddress address(Protocol protocol) {
    return address;
  }

  @Override
  public OwnAddress own(Target target) {
    return new OwnAddress(
        target.advertise().orElse(address.getAddress().getHostAddress()), address.getPort());
  }

  @Override
  public void resolve(SipUri uri, Consumer<List<Target>> found) {
    var protocol = Protocol.of(uri.transport().orElse("udp"));
    int port = uri.port() < 0 ? 5060 : uri.port();
    if (protocol.isEmpty()) {
      found.accept(List.of());
    } else if (isAddress(uri.hostName())) {
      found.accept(target(uri, protocol.get(), new InetSocketAddress(uri.hostName(), port)));
    } else {
      var named = network.lookUp(uri.hostName(), port);
      loop.post(
          () ->
              found.accept(named.isUnresolved() ? List.of() : target(uri, protocol.get(), named)));
    }
  }

  private static boolean isAddress(String host) {
    try {
      return InetAddress.ofLiteral(host) != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static List<Target> target(SipUri uri, Protocol protocol, InetSocketAddress to) {
    return List.of(new Target(protocol, to, 0, uri.transport().isEmpty(), Optional.empty()));
  }

  @Override
  public Outgoing request(SipRequest.Builder request, String branch, Target target) {
    return MessageRouting.request(request, branch, target, own(target), MTU_BYTES);
  }

  @Override
  public Outgoing response(SipResponse response, Flow flow) {
    return MessageRouting.response(response, flow, true);
  }

  @Override
  public void send(Outgoing outgoing) {
    network.send(this, outgoing);
  }

  @Override
  public void close() {
    network.remove(address);
    receiver = null;
  }

  void undelivered(Outgoing outgoing) {
    if (receiver != null) {
      receiver.undelivered(outgoing);
    }
  }

  void arrived(Parsed parsed, Flow flow) {
    if (receiver == null) {
      return;
    }
    switch (parsed) {
      case Parsed.Message(SipRequest request) ->
          receiver.received(MessageRouting.received(request, flow), flow);
      case Parsed.Message(SipResponse response) -> receiver.received(response, flow);
      case Parsed.Malformed malformed ->
          throw new AssertionError("a stack of ours wrote this: " + malformed.reason());
      case Parsed.KeepAlive _ -> {}
    }
  }
}
