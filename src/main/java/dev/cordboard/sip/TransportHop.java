package dev.cordboard.sip;

import dev.cordboard.sip.message.CSeq;
import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.SipMessage;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.message.SipUri;
import dev.cordboard.sip.message.Via;
import dev.cordboard.sip.transaction.Hop;
import dev.cordboard.sip.transaction.Packet;
import dev.cordboard.sip.transport.Flow;
import dev.cordboard.sip.transport.Outgoing;
import dev.cordboard.sip.transport.SipTransport;
import dev.cordboard.sip.transport.Target;
import java.util.Optional;

/// A hop of the transactions, over the transport.
///
/// @param target where requests go
/// @param flow by which a message came from there; responses go back by it
/// @param natted whether the peer sits behind a NAT: its own idea of its address is no use then
record TransportHop(SipTransport transport, Target target, Optional<Flow> flow, boolean natted)
    implements Hop {
  @Override
  public Packet request(SipRequest.Builder request, String branch) {
    return new Ready(transport, transport.request(request, branch, target));
  }

  @Override
  public Packet requestAsIs(SipRequest.Builder request, String branch) {
    var same =
        new Target(
            target.protocol(), target.address(), target.connection(), false, target.advertise());
    return new Ready(transport, transport.request(request, branch, same));
  }

  @Override
  public Packet response(SipResponse response) {
    var by = flow.orElseThrow(() -> new IllegalStateException("no request came from here"));
    return new Ready(transport, transport.response(response, by));
  }

  @Override
  public Hop answeredBy(Hop source) {
    return source instanceof TransportHop other
            && other.target.address().equals(target.address())
            && other.target.protocol() == target.protocol()
        ? new TransportHop(transport, sameView(other.target), other.flow, natted)
        : source;
  }

  @Override
  public boolean reliable() {
    return target.isReliable();
  }

  /// By the connection of the other one, advertising what this one does.
  private Target sameView(Target other) {
    return target.advertise().map(other::advertising).orElse(other);
  }

  private record Ready(SipTransport transport, Outgoing outgoing) implements Packet {
    @Override
    public SipMessage message() {
      return outgoing.message();
    }

    @Override
    public boolean reliable() {
      return outgoing.isReliable();
    }

    @Override
    public void send() {
      transport.send(outgoing);
    }

    @Override
    public Packet sibling(SipRequest request) {
      return new Ready(transport, new Outgoing(request, request.toBytes(), outgoing.target()));
    }

    @Override
    public Packet stripped() {
      return new Ready(
          transport, new Outgoing(Nothing.MESSAGE, outgoing.bytes(), outgoing.target()));
    }
  }

  /// Stands for the message of a packet that only its bytes are kept of: belongs to no transaction.
  private static final class Nothing {
    static final SipMessage MESSAGE =
        SipResponse.builder(200)
            .pushVia(Via.of("UDP", "invalid", 9, "none"))
            .from(NameAddr.of(SipUri.of("nobody", "invalid", -1)))
            .to(NameAddr.of(SipUri.of("nobody", "invalid", -1)))
            .callId("none")
            .cSeq(new CSeq(0, SipMethod.OPTIONS))
            .build();
  }
}
