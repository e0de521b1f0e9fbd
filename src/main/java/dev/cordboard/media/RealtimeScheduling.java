package dev.cordboard.media;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the system to run the calling thread before all others (SCHED_RR), and to wake it without
/// slack; where either is refused, things go on as they are.
///
/// Only with two CPUs or more: on one, a busy shard would starve the compiler, the collector and
/// the signal that ends the process.
final class RealtimeScheduling {
  private static final Logger LOG = LoggerFactory.getLogger(RealtimeScheduling.class);
  private static final int SCHED_RR = 2;
  private static final int PRIORITY = 10;
  private static final int PR_SET_TIMERSLACK = 29;

  private RealtimeScheduling() {}

  /// Native calls are what this class is for; the launcher allows them (--enable-native-access).
  @SuppressWarnings("restricted")
  static void request() {
    if (Runtime.getRuntime().availableProcessors() < 2
        || !System.getProperty("os.name", "").equals("Linux")) {
      return;
    }
    try (var arena = Arena.ofConfined()) {
      var linker = Linker.nativeLinker();
      var lookup = linker.defaultLookup();
      var setScheduler =
          linker.downcallHandle(
              lookup.findOrThrow("sched_setscheduler"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS));
      var priority = arena.allocateFrom(ValueLayout.JAVA_INT, PRIORITY);
      int refused = (int) setScheduler.invokeExact(0, SCHED_RR, priority);
      var control =
          linker.downcallHandle(
              lookup.findOrThrow("prctl"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG),
              Linker.Option.firstVariadicArg(1));
      int slackRefused = (int) control.invokeExact(PR_SET_TIMERSLACK, 1L);
      LOG.debug("real-time scheduling granted={} slack={}", refused == 0, slackRefused == 0);
    } catch (Throwable e) {
      LOG.debug("no real-time scheduling here: {}", e.toString());
    }
  }
}
