package dev.cordboard.sip;

import dev.cordboard.sip.message.CSeq;
import dev.cordboard.sip.message.HeaderName;
import dev.cordboard.sip.message.NameAddr;
import dev.cordboard.sip.message.SipMessage;
import dev.cordboard.sip.message.SipMethod;
import dev.cordboard.sip.message.SipRequest;
import dev.cordboard.sip.message.SipResponse;
import dev.cordboard.sip.message.SipUri;
import dev.cordboard.sip.transport.Flow;
import dev.cordboard.sip.transport.Outgoing;
import dev.cordboard.sip.transport.SipReceiver;
import dev.cordboard.sip.transport.Target;
import dev.cordboard.testkit.SimNetwork;
import dev.cordboard.testkit.SimTransport;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;

/// A peer without any state machine on a simulated network: it says what the test wants said.
final class SimPeer implements SipReceiver {
  final Deque<SipMessage> heard = new ArrayDeque<>();
  private final Map<SipMessage, Flow> flows = new HashMap<>();
  private final SimTransport transport;
  private final Target server;
  private final String host;
  private long branches;

  SimPeer(SimNetwork network, String host, String server) {
    this.host = host;
    this.transport = network.endpoint(host, 5060);
    this.server = Target.udp(new InetSocketAddress(server, 5060));
    transport.start(this);
  }

  /// An INVITE with an offer, as the first request of a call.
  SipRequest.Builder invite(String callId) {
    return request(SipMethod.INVITE, 1, callId)
        .to(NameAddr.of(SipUri.of("b", "10.0.0.1", -1)))
        .body("application/sdp", Sdp.text(4000).getBytes(StandardCharsets.US_ASCII));
  }

  /// A request inside the dialog that our INVITE and this answer made.
  SipRequest.Builder inside(SipMethod method, long number, SipResponse answer) {
    return request(method, number, answer.callId()).to(answer.to());
  }

  /// A request outside any dialog.
  SipRequest.Builder outside(SipMethod method, String callId) {
    return request(method, 1, callId).to(NameAddr.of(SipUri.of("b", "10.0.0.1", -1)));
  }

  /// Sends it with a new branch.
  SipRequest send(SipRequest.Builder request) {
    return send(request, "z9hG4bK-" + host + "-" + ++branches);
  }

  /// Sends it with this branch.
  SipRequest send(SipRequest.Builder request, String branch) {
    var outgoing = transport.request(request, branch, server);
    transport.send(outgoing);
    return (SipRequest) outgoing.message();
  }

  /// Answers a request.
  void respond(SipRequest request, int status, String tag) {
    respond(request, request.response(status), tag);
  }

  /// Answers a request with further headers.
  void respond(SipRequest request, SipResponse.Builder response, String tag) {
    if (request.toTag().isEmpty()) {
      response.to(request.to().withTag(tag));
    }
    var flow = Objects.requireNonNull(flows.get(request), "a request that never came");
    response.contact(NameAddr.of(SipUri.of("peer", host, 5060)));
    transport.send(transport.response(response.build(), flow));
  }

  /// The next request of this method that came, whatever else came before.
  SipRequest request(SipMethod method) {
    while (!heard.isEmpty()) {
      if (heard.removeFirst() instanceof SipRequest request && request.is(method)) {
        return request;
      }
    }
    throw new NoSuchElementException("no " + method);
  }

  /// The next response of this status that came, whatever else came before.
  SipResponse response(int status) {
    while (!heard.isEmpty()) {
      if (heard.removeFirst() instanceof SipResponse response && response.status() == status) {
        return response;
      }
    }
    throw new NoSuchElementException("no " + status);
  }

  @Override
  public void received(SipRequest request, Flow flow) {
    flows.put(request, flow);
    heard.add(request);
  }

  @Override
  public void received(SipResponse response, Flow flow) {
    heard.add(response);
  }

  @Override
  public void undelivered(Outgoing outgoing) {}

  private SipRequest.Builder request(SipMethod method, long number, String callId) {
    return SipRequest.builder(method, SipUri.of("b", "10.0.0.1", 5060))
        .maxForwards(70)
        .from(NameAddr.of(SipUri.of("peer", host, -1)).withTag("peer"))
        .callId(callId)
        .cSeq(new CSeq(number, method))
        .contact(NameAddr.of(SipUri.of("peer", host, 5060)))
        .set(HeaderName.SUPPORTED, "timer");
  }
}
