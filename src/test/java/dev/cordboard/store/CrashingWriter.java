package dev.cordboard.store;

import dev.cordboard.base.Metrics;
import dev.cordboard.base.TimeSource;
import dev.cordboard.config.StoreSettings;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A process that writes calls until somebody kills it, and says what is durable: one line `callId
/// sequence` per acknowledged entry.
final class CrashingWriter {
  private static final int WRITERS = 4;
  private static final int ENTRIES_PER_CALL = 20;

  /// What follows the name of a call in that of the other one.
  static final String PEER = "-peer";

  private final Store store;
  private final String round;

  private CrashingWriter(Store store, String round) {
    this.store = store;
    this.round = round;
  }

  public static void main(String[] args) {
    var store =
        Store.sqlite(
            Path.of(args[0]), StoreSettings.defaults(), TimeSource.system(), Metrics.none());
    var writer = new CrashingWriter(store, args[1]);
    IntStream.range(0, WRITERS)
        .forEach(i -> Thread.ofPlatform().start(() -> writer.writeForEver(i)));
  }

  private void writeForEver(int thread) {
    for (int call = 0; ; call++) {
      var callId = round + "-" + thread + "-" + call;
      for (int sequence = 0; sequence < ENTRIES_PER_CALL; sequence++) {
        write(callId, sequence);
      }
    }
  }

  private void write(String callId, int sequence) {
    var entry = (callId + " " + sequence).getBytes(StandardCharsets.UTF_8);
    var event = new OutboxRow(callId + "/" + sequence, callId, entry, TimeSource.system().now());
    var outcome = new Outcome();
    boolean last = sequence == ENTRIES_PER_CALL - 1;
    // Every step is one of two calls, as when parties go from one to the other.
    store.append(
        new Batch(
            List.of(
                new Append(callId, 1, sequence, List.of(entry), List.of(event), true, last),
                new Append(callId + PEER, 1, sequence, List.of(entry), List.of(), true, last)),
            Optional.empty()),
        outcome);
    if (outcome.await().equals("durable")) {
      PrintStream out = System.out;
      synchronized (out) {
        out.println(callId + " " + sequence);
        out.flush();
      }
    }
  }
}
