package dev.cordboard.sip;

import dev.cordboard.base.IdSource;
import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.SipSettings;
import dev.cordboard.sip.digest.Credential;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A user agent on real loopback sockets whose test decides what happens to each call. User `alice`
/// (alias `al`) has the password `secret`.
final class RealServer implements IncomingCalls, AutoCloseable {
  final UserAgent agent;
  private final BlockingQueue<IncomingLeg> incoming = new LinkedBlockingQueue<>();
  private final BlockingQueue<QueuedLeg> legs = new LinkedBlockingQueue<>();

  RealServer(SipSettings settings) {
    this(settings, TimeSource.system());
  }

  RealServer(SipSettings settings, TimeSource time) {
    agent =
        SipUserAgent.open(
            settings.withTransport(Sockets.at("127.0.0.1", 0)),
            new SipUserAgent.Parts(
                time,
                IdSource.random(),
                Metrics.none(),
                RealServer::credential,
                Map.of("static", List.of("sip:static@127.0.0.1:9"))));
    agent.listen(this);
    agent.start();
  }

  InetSocketAddress udp() {
    return agent.udpAddress().orElseThrow();
  }

  InetSocketAddress tcp() {
    return agent.tcpAddress().orElseThrow();
  }

  String uri(String user) {
    return "sip:" + user + "@127.0.0.1:" + udp().getPort();
  }

  @Override
  public SipLegListener incoming(IncomingLeg leg) {
    var listener = new QueuedLeg();
    legs.add(listener);
    incoming.add(leg);
    return listener;
  }

  IncomingLeg nextCall() throws InterruptedException {
    return present(incoming.poll(10, TimeUnit.SECONDS));
  }

  QueuedLeg nextLeg() throws InterruptedException {
    return present(legs.poll(10, TimeUnit.SECONDS));
  }

  @Override
  public void close() {
    agent.close();
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new AssertionError("no call came");
    }
    return value;
  }

  private static Optional<Credential> credential(String username) {
    return username.equals("alice") || username.equals("al")
        ? Optional.of(Credential.ofPassword("alice", username, "cordboard", "secret"))
        : Optional.empty();
  }
}
