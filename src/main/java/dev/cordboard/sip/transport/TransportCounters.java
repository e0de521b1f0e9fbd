package dev.cordboard.sip.transport;

import dev.cordboard.base.Metrics;
import dev.cordboard.sip.message.Parsed;

/// What the transport counts.
final class TransportCounters {
  private final Metrics metrics;
  private final Metrics.Counter udpRequests;
  private final Metrics.Counter tcpRequests;
  private final Metrics.Counter udpResponses;
  private final Metrics.Counter tcpResponses;
  private final Metrics.Counter foreign;
  private final Metrics.Counter keepAlives;
  private final Metrics.Counter overflowed;
  private final Metrics.Counter unsendable;

  TransportCounters(Metrics metrics) {
    this.metrics = metrics;
    udpRequests = metrics.counter("sip.requests.received", "transport", "udp");
    tcpRequests = metrics.counter("sip.requests.received", "transport", "tcp");
    udpResponses = metrics.counter("sip.responses.received", "transport", "udp");
    tcpResponses = metrics.counter("sip.responses.received", "transport", "tcp");
    foreign = metrics.counter("sip.responses.foreign");
    keepAlives = metrics.counter("sip.keepalives.received");
    overflowed = metrics.counter("sip.datagrams.unsent", "cause", "buffer");
    unsendable = metrics.counter("sip.datagrams.unsent", "cause", "error");
  }

  void request(Protocol protocol) {
    (protocol == Protocol.UDP ? udpRequests : tcpRequests).increment();
  }

  void response(Protocol protocol) {
    (protocol == Protocol.UDP ? udpResponses : tcpResponses).increment();
  }

  void foreign() {
    foreign.increment();
  }

  void keepAlive() {
    keepAlives.increment();
  }

  void malformed(Parsed.Malformed malformed) {
    metrics
        .counter("sip.messages.malformed", "status", Integer.toString(malformed.status()))
        .increment();
  }

  void overflowed() {
    overflowed.increment();
  }

  void unsendable() {
    unsendable.increment();
  }
}
