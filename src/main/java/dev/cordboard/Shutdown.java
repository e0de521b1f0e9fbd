package dev.cordboard;

import java.time.Duration;

/// Ctrl-C and SIGTERM: a bounded goodbye.
final class Shutdown {
  /// How long after the stop timeout the process ends whatever still runs.
  private static final Duration GRACE = Duration.ofMillis(500);

  private final Server server;
  private final Duration limit;

  Shutdown(Server server, Duration limit) {
    this.server = server;
    this.limit = limit;
  }

  void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "shutdown"));
  }

  private void stop() {
    var closing = Thread.ofPlatform().daemon().name("close").start(server::close);
    try {
      if (!closing.join(limit.plus(GRACE))) {
        // A part hangs; whoever stops a server must not have to kill it.
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
