package dev.cordboard.engine;

import dev.cordboard.call.CallInput;
import dev.cordboard.config.CallSettings;
import dev.cordboard.engine.dial.NumberPlan;
import dev.cordboard.engine.mailbox.Timers;
import dev.cordboard.engine.repeat.Repetitions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the calls of a server.
///
/// [#start] ends what the last run left behind and takes calls from then on; [#close] hangs up.
public final class Engine {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final Duration LOOK_AFTER_ORPHANS = Duration.ofSeconds(1);

  private final Exchange exchange;
  private final CallOpener opener;
  private final Recovery recovery;

  /// An engine that does nothing yet.
  public Engine(EngineParts parts, NumberPlan plan, CallSettings settings) {
    var metrics = parts.tools().metrics();
    var registry = new Registry(settings.maxCalls());
    var timers = new Timers(parts.tools().time());
    this.exchange =
        new Exchange(
            parts,
            settings,
            registry,
            timers,
            new Orphans(),
            new Repetitions(parts.store(), settings.commandTimeout()),
            Exchange.Dialling.of(parts, plan, settings),
            trunkAddresses(plan),
            Exchange.Counters.of(metrics));
    this.opener = new CallOpener(exchange, plan.resourceId());
    this.recovery = new Recovery(exchange);
    metrics.gauge("calls.live", registry::size);
    metrics.gauge("calls.legs", registry::sipLegs);
    metrics.gauge("calls.dialogs", registry::dialogs);
    metrics.gauge("calls.timers", timers::size);
  }

  /// Ends the calls of the last run, then takes new ones; `sip` must have been started.
  public void start() {
    exchange.timers().start();
    begin();
  }

  /// [#start] without the thread of the timers.
  void begin() {
    recovery.endAll();
    exchange.parts().sip().listen(new Arrivals(exchange, opener));
    lookAfterOrphans();
  }

  /// What the API may ask of the calls.
  public Calls calls() {
    return new LiveCalls(exchange, opener);
  }

  /// Takes no more calls, hangs up those that live, and waits until every phone has said goodbye;
  /// false: some had not after this time.
  public boolean close(Duration limit) {
    exchange.registry().close();
    var live = exchange.registry().calls();
    LOG.info("calls={} hung up, the server stops", live.size());
    for (var call : live) {
      call.post(at -> List.of(new CallInput.End(at, Endings.STOPPED)));
    }
    try {
      return awaitNoCalls(limit);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      exchange.timers().close();
    }
  }

  /// Waits until no call and no leg is left; false: some were after this time.
  boolean awaitNoCalls(Duration limit) throws InterruptedException {
    return exchange.registry().awaitEmpty(limit);
  }

  /// Fires the timers that are due by now, for whoever did not [#start] their thread.
  void fireTimers() {
    exchange.timers().fireDue();
  }

  /// Ends the calls that lost their journal, if the store can be written again.
  void endOrphans() {
    recovery.endOrphans();
  }

  private void lookAfterOrphans() {
    exchange
        .timers()
        .set(
            exchange.now().plus(LOOK_AFTER_ORPHANS),
            () -> {
              // The store is read: not on the thread that fires everybody's timers.
              Thread.ofVirtual().name("orphans").start(this::endOrphans);
              lookAfterOrphans();
            });
  }

  private static Map<String, InetAddress> trunkAddresses(NumberPlan plan) {
    var addresses = new HashMap<String, InetAddress>();
    for (var trunk : plan.trunks()) {
      trunk.advertise().ifPresent(address -> addresses.put(trunk.name(), literal(address)));
    }
    return Map.copyOf(addresses);
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not an IP address to advertise: " + address, e);
    }
  }
}
