package dev.cordboard.sip;

import dev.cordboard.base.Metrics;
import dev.cordboard.config.SipSettings;
import dev.cordboard.config.TrunkSettings;
import dev.cordboard.sip.digest.CredentialSource;
import dev.cordboard.testkit.CountingIds;
import dev.cordboard.testkit.ManualLoop;
import dev.cordboard.testkit.ManualTime;
import dev.cordboard.testkit.SimNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/// A user agent on a simulated network that writes down who calls.
final class SimulatedServer implements IncomingCalls {
  final List<IncomingLeg> incoming = new ArrayList<>();
  final List<RecordingLeg> legs = new ArrayList<>();
  final SipUserAgent agent;
  private final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();

  SimulatedServer(
      SimNetwork network,
      ManualLoop loop,
      ManualTime time,
      SipSettings settings,
      CredentialSource credentials) {
    var address = settings.transport();
    agent =
        new SipUserAgent(
            settings,
            new SipUserAgent.Parts(time, new CountingIds(), new Gauges(), credentials, Map.of()),
            loop,
            network.endpoint(address.host(), address.port()));
    agent.listen(this);
    agent.start();
  }

  /// One with two trunks: `peer`, which may transfer its calls, and `other`, which may not.
  static SimulatedServer withTrunks(SimNetwork network, ManualLoop loop, ManualTime time) {
    var settings =
        SipSettings.defaults()
            .withTransport(Sockets.at("10.0.0.1", 5060))
            .withTrunks(
                List.of(
                    TrunkSettings.of("peer", "10.0.0.9").withRefer(false, true),
                    TrunkSettings.of("other", "10.0.0.10")));
    return new SimulatedServer(network, loop, time, settings, CredentialSource.none());
  }

  @Override
  public SipLegListener incoming(IncomingLeg leg) {
    incoming.add(leg);
    var listener = new RecordingLeg();
    legs.add(listener);
    return listener;
  }

  /// What a gauge says.
  int gauge(String name) {
    return (int) Objects.requireNonNull(gauges.get(name), name).getAsDouble();
  }

  /// Everything that could leak: transactions and dialogs.
  int held() {
    return gauge("cordboard.sip.transactions") + gauge("cordboard.sip.dialogs");
  }

  private final class Gauges implements Metrics {
    @Override
    public Counter counter(String name, String... tags) {
      return () -> {};
    }

    @Override
    public void gauge(String name, DoubleSupplier value, String... tags) {
      gauges.put(name, value);
    }
  }
}
