package dev.cordboard.engine;

import dev.cordboard.base.Metrics;
import dev.cordboard.config.CallSettings;
import dev.cordboard.engine.dial.DialPlan;
import dev.cordboard.engine.dial.NumberPlan;
import dev.cordboard.engine.dial.Reaches;
import dev.cordboard.engine.mailbox.Timers;
import dev.cordboard.engine.repeat.Repetitions;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;

/// What every call of the engine shares.
///
/// @param trunkAddresses our address as some trunks see it, by the trunk's name
record Exchange(
    EngineParts parts,
    CallSettings settings,
    Registry registry,
    Timers timers,
    Orphans orphans,
    Repetitions repetitions,
    Dialling dialling,
    Map<String, InetAddress> trunkAddresses,
    Counters counters) {
  /// Who can be dialled, which way, and by whom.
  record Dialling(NumberPlan plan, Reaches reaches, DialPlan dialPlan) {
    static Dialling of(EngineParts parts, NumberPlan plan, CallSettings settings) {
      var reaches =
          new Reaches(
              plan,
              parts.people(),
              parts.sip().registrar(),
              parts.events()::incomingCallSubscribed,
              parts.tools().ids(),
              settings);
      return new Dialling(plan, reaches, new DialPlan(plan, parts.people(), reaches));
    }
  }

  Instant now() {
    return parts.tools().time().now();
  }

  /// Our media's address for a leg through this trunk; empty for any other leg.
  InetAddress advertised(String trunk) {
    return trunkAddresses.getOrDefault(trunk, dialling.plan().advertised());
  }

  /// What the engine counts.
  record Counters(
      Metrics.Counter opened,
      Metrics.Counter refused,
      Metrics.Counter overflown,
      Metrics.Counter broken,
      Metrics.Counter unwritten) {
    static Counters of(Metrics metrics) {
      return new Counters(
          metrics.counter("calls.opened"),
          metrics.counter("calls.refused"),
          metrics.counter("calls.mailbox.overflown"),
          metrics.counter("calls.broken"),
          metrics.counter("calls.unwritten"));
    }
  }
}
