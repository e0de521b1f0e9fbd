package dev.cordboard.testkit;

import dev.cordboard.sip.Destination;
import dev.cordboard.sip.HangupReason;
import dev.cordboard.sip.IncomingCalls;
import dev.cordboard.sip.IncomingLeg;
import dev.cordboard.sip.OutgoingInvite;
import dev.cordboard.sip.Registrar;
import dev.cordboard.sip.SipLegListener;
import dev.cordboard.sip.UserAgent;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/// A SIP side without a network.
public final class FakeUserAgent implements UserAgent {
  private final Map<String, List<String>> contacts = new ConcurrentHashMap<>();
  private final List<FakeSipLeg> invited = new CopyOnWriteArrayList<>();
  private final List<String> released = new CopyOnWriteArrayList<>();
  private final AtomicInteger names = new AtomicInteger();
  private volatile Consumer<FakeSipLeg> whenInvited = _ -> {};
  private volatile Optional<IncomingCalls> taker = Optional.empty();

  /// Gives an account a contact.
  public void register(String account, String... uris) {
    contacts.put(account, List.of(uris));
  }

  /// The legs that were invited, in order.
  public List<FakeSipLeg> invited() {
    return List.copyOf(invited);
  }

  /// Done to every leg that is invited from now on, before the caller gets it.
  public void onInvite(Consumer<FakeSipLeg> then) {
    whenInvited = then;
  }

  /// Waits until so many legs were invited.
  public synchronized void awaitInvited(int count) throws InterruptedException {
    while (invited.size() < count) {
      wait();
    }
  }

  /// The leg that was invited last.
  public FakeSipLeg lastInvited() {
    return invited.getLast();
  }

  /// The dialogs of an earlier run that were ended.
  public List<String> released() {
    return List.copyOf(released);
  }

  /// A call comes in.
  public FakeSipLeg call(Function<FakeSipLeg, IncomingLeg> incoming) {
    var leg = new FakeSipLeg("in-" + names.incrementAndGet(), Optional.empty());
    leg.report(taker.orElseThrow().incoming(incoming.apply(leg)));
    return leg;
  }

  @Override
  public void start() {}

  @Override
  public void listen(IncomingCalls calls) {
    taker = Optional.of(calls);
  }

  @Override
  public FakeSipLeg invite(OutgoingInvite invite, SipLegListener listener) {
    var leg = new FakeSipLeg("out-" + names.incrementAndGet(), Optional.of(invite));
    leg.report(listener);
    synchronized (this) {
      invited.add(leg);
      notifyAll();
    }
    whenInvited.accept(leg);
    return leg;
  }

  @Override
  public Optional<String> uriAt(Destination.Trunk trunk) {
    return Optional.of("sip:" + trunk.user() + "@" + trunk.name() + ".invalid");
  }

  @Override
  public void release(byte[] snapshot, HangupReason reason) {
    released.add(new String(snapshot, StandardCharsets.US_ASCII));
  }

  @Override
  public Registrar registrar() {
    return account -> contacts.getOrDefault(account, List.of());
  }

  @Override
  public Optional<InetSocketAddress> udpAddress() {
    return Optional.empty();
  }

  @Override
  public Optional<InetSocketAddress> tcpAddress() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
